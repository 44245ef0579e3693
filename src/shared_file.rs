//! A small file that several dashboards may write at once: each reads the current file before it writes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{atomic_file, temporary};

/// How long to wait for another dashboard; writing takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads the file again, writes the text that `change` makes of its text (`None`: there is no file yet), and returns
/// what else `change` gives. Creates the folder if needed. No other process changes the file meanwhile.
///
/// # Errors
/// Why it was not written, and the file. The reason comes first: the dashboard may have no room for the full path.
pub fn change<T>(file: &Path, change: impl FnOnce(Option<&str>) -> Result<(String, T), String>) -> Result<T, String> {
    let cannot = |why: &dyn std::fmt::Display| format!("{why}: {}", file.display());
    // If it cannot be created, the lock reports why.
    let _ = file.parent().map_or(Ok(()), fs::create_dir_all);
    let lock = open_lock(&lock_beside(file)).map_err(|why| cannot(&why))?;
    match temporary::lock_within(&lock, PATIENCE) {
        Err(why) if why.kind() == io::ErrorKind::WouldBlock => {
            return Err(cannot(&format!("another segscope has locked the file for {} s", PATIENCE.as_secs())));
        }
        // Some network file systems have no locks: the file is then changed without one.
        Ok(()) | Err(_) => {}
    }
    let old = match fs::read_to_string(file) {
        Ok(text) => Some(text),
        Err(why) if why.kind() == io::ErrorKind::NotFound => None,
        Err(why) => return Err(cannot(&why)),
    };
    let (text, more) = change(old.as_deref()).map_err(|why| cannot(&format!("the file {why}")))?;
    atomic_file::replace(file, |out| out.write_all(text.as_bytes())).map_err(|why| cannot(why.why()))?;
    Ok(more)
}

/// The file itself is replaced, so the lock is on another file that stays.
fn lock_beside(file: &Path) -> PathBuf {
    file.with_file_name(format!(".{}.lock", file.file_name().unwrap_or_default().to_string_lossy()))
}

/// Opens the lock file. It is created only where nothing exists: a link cannot make it create a file elsewhere.
fn open_lock(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).write(true).open(path)
        }
        made => made,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn who_holds_the_lock_is_waited_for_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("names.json");
        let lock = open_lock(&lock_beside(&file)).unwrap();
        lock.lock().unwrap();
        let add = |old: Option<&str>| Ok((format!("{}x", old.unwrap_or_default()), ()));
        let why = change(&file, add).unwrap_err();
        assert!(why.contains("another segscope has locked the file for 5 s"), "{why}");
        lock.unlock().unwrap();
        change(&file, add).unwrap();
        change(&file, add).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "xx");
    }
}
