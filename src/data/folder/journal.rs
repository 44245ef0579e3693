//! The journal: a list of complete files to move into place, so that the next run can finish the work of a killed one.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::{atomic_file, temporary};

/// The list, in the workshop: `+` and a name in each line, or `-` and a name to remove.
const LIST: &str = ".segscope-complete";

/// Records that the files with these names are complete, and which others to remove.
pub fn write<'n>(workshop: &Path, names: &[String], others: impl Iterator<Item = &'n String>) -> io::Result<()> {
    let lines: String =
        names.iter().map(|name| format!("+{name}\n")).chain(others.map(|name| format!("-{name}\n"))).collect();
    atomic_file::replace(&workshop.join(LIST), |out| out.write_all(lines.as_bytes()))
        .map_err(|why| io::Error::other(why.to_string()))?;
    sync(workshop);
    Ok(())
}

/// Whether the files of a workshop are complete.
pub fn is_written(workshop: &Path) -> bool {
    workshop.join(LIST).symlink_metadata().is_ok()
}

/// Whether a file of a workshop is auxiliary.
pub fn is_tool(name: &OsStr) -> bool {
    name == LIST || name == temporary::LOCK
}

/// Moves the files that are not in place yet, and removes the others.
pub fn finish(workshop: &Path, target: &Path) -> io::Result<()> {
    for line in fs::read_to_string(workshop.join(LIST))?.lines() {
        let unless_gone = |e: io::Error| if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) };
        match line.split_at_checked(1) {
            Some(("+", name)) => fs::rename(workshop.join(name), target.join(name)).or_else(unless_gone)?,
            Some(("-", name)) => fs::remove_file(target.join(name)).or_else(unless_gone)?,
            _ => {}
        }
    }
    sync(target);
    fs::remove_file(workshop.join(LIST))
}

/// Whether a folder has tables of two data sets: a run was killed, or is working, between the first and the last move.
pub fn is_half_replaced(folder: &Path) -> bool {
    let is_workshop = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(temporary::PREFIX);
    fs::read_dir(folder).into_iter().flatten().flatten().any(|e| is_workshop(&e) && is_written(&e.path()))
}

/// Writes the names in a folder to disk. Not every system can, and it matters only if the machine fails.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
