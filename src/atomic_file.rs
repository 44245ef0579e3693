//! Atomic writing: a file is written completely or not at all. It is written beside its place and then renamed.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::same_file::parent;
use crate::temporary;

use crate::plain_text::spelt_out;

/// Why a file was not written; an existing file is unchanged.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be written: {why}")]
pub struct FileError {
    path: String,
    // No source: the message already contains it.
    why: io::Error,
}

impl FileError {
    /// The reason, without the file.
    pub fn why(&self) -> &io::Error {
        &self.why
    }
}

/// Puts a file in place of the one at `path`, if there is one, with its permissions; gives its size in bytes.
///
/// `content` writes it into a temporary file in the same folder, which is renamed when all of it is on the disk. A link
/// stays, and what it points at is replaced. Anything but a regular file, such as `/dev/null` or a pipe, is written to
/// directly.
///
/// # Errors
/// When the folder or the old file may not be written to, the disk is full, or `content` fails.
pub fn replace(path: &Path, content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<u64, FileError> {
    let written = match fs::metadata(path) {
        Ok(old) if old.is_file() => replace_old(path, &old.permissions(), content),
        Ok(_) => OpenOptions::new().write(true).open(path).and_then(|file| fill(file, content)).map(|(_, bytes)| bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => write_new(path, content),
        Err(error) => Err(error),
    };
    written.map_err(|why| FileError { path: spelt_out(&path.to_string_lossy()).into_owned(), why })
}

/// The same for a new file that only its owner may read and write.
///
/// # Errors
/// As [`replace`].
pub fn replace_private(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<u64, FileError> {
    let written = temporary::private_file_in(&parent(path)).and_then(|file| finish(file, path, content));
    written.map_err(|why| FileError { path: spelt_out(&path.to_string_lossy()).into_owned(), why })
}

fn replace_old(
    path: &Path,
    permissions: &Permissions,
    content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<u64> {
    // A read-only file must not be replaced either.
    OpenOptions::new().write(true).open(path)?;
    refuse_planted(path)?;
    let path = fs::canonicalize(path)?;
    let temporary = temporary::file_in(&parent(&path), Some(permissions))?;
    finish(temporary, &path, content)
}

fn write_new(path: &Path, content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<u64> {
    finish(temporary::file_in(&parent(path), None)?, path, content)
}

/// In a folder that everybody may write to, another user's link could point to any file of this user, so it is not
/// followed.
#[cfg(unix)]
fn refuse_planted(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let link = fs::symlink_metadata(path)?;
    let folder = fs::metadata(parent(path))?;
    let is_shared = folder.permissions().mode() & 0o002 != 0;
    let ours = [0, folder.uid(), tempfile::tempfile()?.metadata()?.uid()];
    if link.is_symlink() && is_shared && ours.iter().all(|uid| *uid != link.uid()) {
        return Err(io::Error::other(
            "it is a link of another user, in a folder that all users can write to. Name the file that it points to",
        ));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_planted(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The temporary file is removed when it is dropped, which happens on any error.
fn finish(
    temporary: NamedTempFile,
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<u64> {
    for (left, _lock) in temporary::left_in(&parent(path), &temporary.as_file().metadata()?) {
        // Only the owner may empty a folder; what cannot be removed is hidden.
        let _ = fs::remove_file(left);
    }
    let (file, bytes) = fill(temporary.as_file().try_clone()?, content)?;
    file.sync_all()?;
    temporary.persist(path).map_err(|failed| failed.error)?;
    Ok(bytes)
}

/// Writes the file, and returns it with its size in bytes.
fn fill(file: File, content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<(File, u64)> {
    let mut out = BufWriter::new(file);
    content(&mut out)?;
    out.flush()?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    let bytes = file.metadata()?.len();
    Ok((file, bytes))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_new_file_takes_the_place_of_the_old() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        assert_eq!(replace(&path, |out| out.write_all(b"old")).unwrap(), 3);
        assert_eq!(replace(&path, |out| out.write_all(b"newer")).unwrap(), 5);
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn what_fails_half_way_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let full = |out: &mut BufWriter<File>| {
            out.write_all(&b"x".repeat(100_000))?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        let why = replace(&path, full).unwrap_err().to_string();
        assert!(why.contains("a.csv cannot be written: no storage space"), "{why}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn a_folder_that_is_not_there_or_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no").join("a.csv");
        let why = replace(&missing, |_| Ok(())).unwrap_err().to_string();
        assert!(why.contains("a.csv cannot be written: No such file"), "{why}");
        assert!(!why.contains(temporary::PREFIX), "{why}");
        let why = replace(folder.path(), |_| Ok(())).unwrap_err().to_string();
        assert!(why.contains("directory"), "{why}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.csv"), folder.path().join("link.csv"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, |out| out.write_all(b"new")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        // A new file has the usual permissions, not those of a temporary file.
        let (new, plain) = (folder.path().join("new.csv"), folder.path().join("plain.csv"));
        replace(&new, |_| Ok(())).unwrap();
        fs::write(&plain, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&new), mode(&plain));
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let left = temporary::file_in(folder.path(), None).unwrap().keep().unwrap();
        replace(&folder.path().join("a.csv"), |_| Ok(())).unwrap();
        assert_eq!(names(folder.path()).len(), 2, "it is in use");
        drop(left);
        replace(&folder.path().join("a.csv"), |_| Ok(())).unwrap();
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn devices_are_written_to_as_they_are() {
        replace(Path::new("/dev/null"), |out| out.write_all(b"x")).unwrap();
        let why = replace(Path::new("/dev/full"), |out| out.write_all(b"x")).unwrap_err().to_string();
        assert!(why.starts_with("/dev/full cannot be written: No space"), "{why}");
    }
}
