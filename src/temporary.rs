//! Temporary files and folders with unpredictable names; those of killed runs are found by a lock.
//!
//! The creator holds a lock on it (on a file inside, for a folder). The system releases the lock when the process ends,
//! however it ends, so an unlocked file is left over. On systems without locks, nothing counts as left over.

use std::fs::{self, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::{Builder, NamedTempFile};

/// The prefix of their names. They are hidden, and no reader takes them for data.
pub const PREFIX: &str = ".segscope-";
/// The lock file in a folder.
pub const LOCK: &str = ".segscope-lock";
/// Another run may hold the lock for a moment, to test whether the owner is gone.
const MOMENT: Duration = Duration::from_secs(2);
/// How often to retry after a clean-up by another run takes the name.
const TRIES: usize = 100;

/// Creates a new file, follows no link, and holds its lock.
///
/// # Errors
/// If the folder is not writable.
pub fn file_in(folder: &Path, permissions: Option<&Permissions>) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    // The usual permissions of a new file, limited by the umask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    made_in(folder, &mut builder, permissions)
}

/// The same, readable by its owner only.
///
/// # Errors
/// If the folder is not writable.
pub fn private_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    made_in(folder, &mut Builder::new(), None)
}

fn made_in(
    folder: &Path,
    builder: &mut Builder<'_, '_>,
    permissions: Option<&Permissions>,
) -> io::Result<NamedTempFile> {
    builder.prefix(PREFIX);
    for _ in 0..TRIES {
        let file = builder.tempfile_in(folder).map_err(without_path)?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions.clone())?;
        }
        // If it cannot be locked, no other process can test a lock either.
        let _ = lock_within(file.as_file(), MOMENT);
        // Between creation and locking, it looked like a file of a killed run.
        if fs::symlink_metadata(file.path()).is_ok() {
            return Ok(file);
        }
    }
    Err(io::Error::other("another segscope removes every temporary file"))
}

/// Creates a folder for its owner only; the lock is held as long as the file exists.
///
/// # Errors
/// If the parent folder is not writable.
pub fn folder_in(folder: &Path) -> io::Result<(PathBuf, File)> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    for _ in 0..TRIES {
        let made = builder.tempdir_in(folder).map_err(without_path)?;
        let lock = match File::create_new(made.path().join(LOCK)) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        let _ = lock_within(&lock, MOMENT);
        if fs::symlink_metadata(made.path().join(LOCK)).is_ok() {
            return Ok((made.keep(), lock));
        }
    }
    Err(io::Error::other("another segscope removes every temporary folder"))
}

/// The error of the system alone. The library adds the temporary path to its message, and the user knows the final one.
fn without_path(error: io::Error) -> io::Error {
    match error.to_string().rsplit_once(" at path ") {
        Some((why, _)) => io::Error::new(error.kind(), why.to_owned()),
        None => error,
    }
}

/// Left-over files of killed runs in a folder; their locks are held meanwhile. `own` is a file that this run created there:
/// only files of the same user count.
pub fn left_in(folder: &Path, own: &Metadata) -> Vec<(PathBuf, Option<File>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let candidate = |entry: fs::DirEntry| {
        let is_named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let metadata = if is_named { entry.metadata().ok()? } else { return None };
        let is_ours = !metadata.is_symlink() && same_owner(&metadata, own);
        if !is_ours {
            return None;
        }
        let lock = if metadata.is_dir() { entry.path().join(LOCK) } else { entry.path() };
        match OpenOptions::new().read(true).write(true).open(lock) {
            Ok(lock) => lock.try_lock().is_ok().then(|| (entry.path(), Some(lock))),
            // The run was killed before it made the lock file, or when its work was done.
            Err(error) if metadata.is_dir() && error.kind() == io::ErrorKind::NotFound => Some((entry.path(), None)),
            Err(_) => None,
        }
    };
    entries.flatten().filter_map(candidate).collect()
}

#[cfg(unix)]
fn same_owner(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    a.uid() == b.uid()
}

#[cfg(not(unix))]
fn same_owner(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Locks a file, and waits at most `patience` for another process to release it.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] if the other does not, or the error of the system if files cannot be locked.
pub fn lock_within(file: &File, patience: Duration) -> io::Result<()> {
    let end = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if Instant::now() >= end => return Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_use_is_not_left_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = file_in(folder.path(), None).unwrap();
        let (made, lock) = folder_in(folder.path()).unwrap();
        let own = file.as_file().metadata().unwrap();
        let left = || {
            let mut paths: Vec<PathBuf> = left_in(folder.path(), &own).into_iter().map(|(path, _)| path).collect();
            paths.sort();
            paths
        };
        assert!(left().is_empty());
        drop(lock);
        assert_eq!(left(), [made]);
        let (kept, path) = file.keep().unwrap();
        assert_eq!(left().len(), 1);
        drop(kept);
        assert!(left().contains(&path));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", folder.path().join(".segscope-link")).unwrap();
            assert_eq!(left().len(), 2, "a link is not left over");
            let (private, _lock) = folder_in(folder.path()).unwrap();
            let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(private).unwrap());
            assert_eq!(mode & 0o777, 0o700);
        }
    }

    #[test]
    fn many_at_once_lose_nothing_to_those_who_clean_up() {
        let folder = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let file = file_in(folder.path(), None).unwrap();
                        let own = file.as_file().metadata().unwrap();
                        for (path, _lock) in left_in(folder.path(), &own) {
                            let _ = fs::remove_file(path);
                        }
                        file.close().unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
