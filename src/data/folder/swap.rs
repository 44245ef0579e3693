//! Swaps a finished workshop with a folder in one step, including everything in the folder that is not a table.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, listxattr, renameat_with};

use crate::same_file::{Identity, parent};
use crate::temporary;

/// Exchanges the workshop and the folder around it, and removes the old folder. Returns false, and changes nothing, if
/// the folder cannot be exchanged: it is a mount point, somebody works in it, the parent folder is not writable, or it
/// contains more than files.
pub fn swap(workshop: &Path, target: &Path, tables: &[String]) -> io::Result<bool> {
    let (place, old) = (fs::canonicalize(target)?, fs::metadata(target)?);
    let Some(name) = workshop.file_name().filter(|_| may_be_another(&place, &old)) else {
        return Ok(false);
    };
    let is_table = |name: &OsString| tables.iter().any(|table| *name == **table) || name == temporary::LOCK;
    let Some(linked) = link_others(workshop, &place, is_table)? else {
        return Ok(false);
    };
    let beside = parent(&place).join(name);
    let exchange = || {
        let made = fs::metadata(workshop)?;
        if (made.uid(), made.gid()) != (old.uid(), old.gid()) {
            chown(workshop, Some(old.uid()), Some(old.gid()))?;
        }
        renameat_with(CWD, workshop, CWD, &beside, RenameFlags::NOREPLACE)?;
        let exchanged = fs::set_permissions(&beside, old.permissions())
            .and_then(|()| Ok(renameat_with(CWD, &beside, CWD, &place, RenameFlags::EXCHANGE)?));
        if exchanged.is_err() {
            renameat_with(CWD, &beside, CWD, workshop, RenameFlags::NOREPLACE)?;
        }
        exchanged
    };
    if exchange().is_err() {
        for name in linked {
            fs::remove_file(workshop.join(name))?;
        }
        return Ok(false);
    }
    // Both are in place: nothing can fail any more, and the next run removes what is left.
    let _ = empty(&beside, &place, is_table);
    let _ = fs::remove_file(place.join(temporary::LOCK));
    Ok(true)
}

/// Whether another folder may replace this one. Nobody should be in a folder that disappears, and a new folder would
/// lose properties of the old one, such as access lists.
fn may_be_another(place: &Path, old: &Metadata) -> bool {
    let is_here = std::env::current_dir().and_then(|here| Identity::of(&here)).is_ok_and(|here| here == old.into());
    !is_here && listxattr(place, &mut [] as &mut [u8]).unwrap_or(0) == 0
}

/// Creates hard links in the workshop to everything that is not a table; `None`, and no links, if one cannot be
/// created.
fn link_others(
    workshop: &Path,
    place: &Path,
    is_table: impl Fn(&OsString) -> bool,
) -> io::Result<Option<BTreeSet<OsString>>> {
    let mut linked = BTreeSet::new();
    for entry in fs::read_dir(place)? {
        let (name, path) = entry.map(|entry| (entry.file_name(), entry.path()))?;
        if is_table(&name) || Some(name.as_os_str()) == workshop.file_name() {
            continue;
        }
        if fs::hard_link(&path, workshop.join(&name)).is_err() {
            for name in linked {
                fs::remove_file(workshop.join(name))?;
            }
            return Ok(None);
        }
        linked.insert(name);
    }
    Ok(Some(linked))
}

/// Removes the old folder. Files that were added at the last moment are moved to the new one.
fn empty(old: &Path, place: &Path, is_table: impl Fn(&OsString) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (path, new) = (entry.path(), place.join(entry.file_name()));
        let is_linked = new
            .symlink_metadata()
            .is_ok_and(|new| entry.metadata().is_ok_and(|old| Identity::from(&old) == Identity::from(&new)));
        if is_linked || is_table(&entry.file_name()) {
            fs::remove_file(path)?;
        } else {
            fs::rename(path, new)?;
        }
    }
    fs::remove_dir(old)
}
