//! The folder of the entries: for its owner only, and bounded in size.

use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::entry;
use crate::temporary;

/// How the names of entries end.
const ENDING: &str = "cache";

/// An entry in the folder.
#[derive(Clone, Debug)]
pub struct CacheEntry {
    /// Its file.
    pub path: PathBuf,
    /// The data, as absolute paths; empty if it cannot be read.
    pub data: Vec<String>,
    /// Its size.
    pub bytes: u64,
    /// When it was stored or last read.
    pub used: SystemTime,
}

/// The file of an entry.
pub fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension(ENDING)
}

/// Creates the folder, accessible to its owner only.
///
/// # Errors
/// If it cannot be created or belongs to another user.
pub fn prepare(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
        builder.mode(0o700).create(folder)?;
        if fs::metadata(folder)?.mode() & 0o077 != 0 {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }
    #[cfg(not(unix))]
    builder.create(folder)
}

/// Opens the file of an entry; `None` if there is none.
///
/// # Errors
/// If another user could have written it.
pub fn open(path: &Path) -> io::Result<Option<File>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let folder = path.parent().map(fs::metadata).transpose()?;
    if folder.is_some_and(|folder| !is_private(&file, &folder)) {
        return Err(io::Error::other("another user may have written it"));
    }
    Ok(Some(file))
}

#[cfg(unix)]
fn is_private(file: &File, folder: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|file| file.uid() == folder.uid() && (file.mode() | folder.mode()) & 0o022 == 0)
}

#[cfg(not(unix))]
fn is_private(_: &File, _: &Metadata) -> bool {
    true
}

/// The entries, those first that were used last. A folder that does not exist has none.
///
/// # Errors
/// If the folder cannot be read.
pub fn list(folder: &Path) -> io::Result<Vec<CacheEntry>> {
    let mut entries = files(folder)?;
    for found in &mut entries {
        found.data = File::open(&found.path).and_then(|file| entry::key(&file)).map(|key| key.data).unwrap_or_default();
    }
    Ok(entries)
}

fn files(folder: &Path) -> io::Result<Vec<CacheEntry>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let of = |path: PathBuf| {
        let metadata = fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
        let used = metadata.modified().ok()?;
        Some(CacheEntry { path, data: Vec::new(), bytes: metadata.len(), used })
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut found: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == ENDING)).filter_map(of).collect();
    found.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.path.cmp(&b.path)));
    Ok(found)
}

/// Removes the entries that were not used for the longest time, until the others take at most `limit` bytes.
///
/// # Errors
/// If the folder cannot be read, or an entry not be removed.
pub fn bound(folder: &Path, limit: u64) -> io::Result<()> {
    let mut bytes = 0;
    for entry in files(folder)? {
        bytes += entry.bytes;
        if bytes > limit {
            remove(&entry.path)?;
        }
    }
    Ok(())
}

/// Removes all entries, and what killed runs left; returns how many entries there were, and their bytes.
///
/// # Errors
/// If the folder cannot be read, or an entry not be removed.
pub fn clear(folder: &Path) -> io::Result<(usize, u64)> {
    let entries = files(folder)?;
    for entry in &entries {
        remove(&entry.path)?;
    }
    if let Ok(own) = fs::metadata(folder) {
        for (left, _lock) in temporary::left_in(folder, &own).into_iter().filter(|(path, _)| path.is_file()) {
            remove(&left)?;
        }
    }
    Ok((entries.len(), entries.iter().map(|entry| entry.bytes).sum()))
}

/// Another process may have removed it.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
