//! The file of segment names. Several dashboards may write it at once; each keeps the names of the others.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::state::naming::Naming;
use crate::segments::Names;
use crate::{atomic_file, temporary};

/// How long to wait for another dashboard; writing takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads the names in the file again, applies the changes that it does not have yet, and writes it. Creates its folder
/// if needed. Returns the names that are in it now. The last change to a segment wins, whoever made it.
///
/// # Errors
/// The file, and why it was not written.
pub fn keep(file: &Path, naming: &Naming) -> Result<Names, String> {
    // The reason comes first: the dashboard may have no room for the full path.
    let cannot = |why: &dyn std::fmt::Display| format!("{why}: {}", file.display());
    // If it cannot be created, the lock reports why.
    let _ = file.parent().map_or(Ok(()), fs::create_dir_all);
    let lock = open_lock(&lock_beside(file)).map_err(|why| cannot(&why))?;
    match temporary::lock_within(&lock, PATIENCE) {
        Err(why) if why.kind() == io::ErrorKind::WouldBlock => {
            return Err(cannot(&format!("another segscope has held the file for {} s", PATIENCE.as_secs())));
        }
        // Some network file systems have no locks: the names are then merged without one.
        Ok(()) | Err(_) => {}
    }
    let names = match fs::read_to_string(file) {
        Ok(text) => {
            let mut names = Names::read(&text).map_err(|why| cannot(&format!("the file {why}")))?;
            for change in naming.changes.iter().skip(naming.kept.load(Ordering::SeqCst)) {
                names.change(change);
            }
            names
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => naming.names.clone(),
        Err(why) => return Err(cannot(&why)),
    };
    atomic_file::replace(file, |out| out.write_all(names.text().as_bytes())).map_err(|why| cannot(why.why()))?;
    naming.kept.store(naming.changes.len(), Ordering::SeqCst);
    Ok(names)
}

/// The file of names itself is replaced, so the lock is on another file that stays.
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
    use std::collections::BTreeMap;
    use std::thread;

    use super::*;
    use crate::segments::names::{Change, Given};

    fn at(place: usize, name: &str) -> Given {
        Given { name: name.to_owned(), center: BTreeMap::from([("x".to_owned(), place as f64)]), nearest: None }
    }

    fn read(file: &Path) -> Names {
        Names::read(&fs::read_to_string(file).unwrap()).unwrap()
    }

    /// Renames a segment, as the dashboard does.
    fn name(file: &Path, naming: &mut Naming, place: usize, before: Option<Given>, name: &str) {
        let change = Change { before, now: at(place, name) };
        naming.names.change(&change);
        naming.changes.push(change);
        naming.names = keep(file, naming).unwrap();
        assert!(!naming.is_unsaved());
    }

    #[test]
    fn dashboards_at_once_lose_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state/names.json");
        // Four dashboards, each with 50 renames of ten segments of its own.
        thread::scope(|scope| {
            for dashboard in 0..4 {
                let file = &file;
                scope.spawn(move || {
                    let mut naming = Naming::new(Names::default(), file);
                    for turn in 0..50 {
                        let place = dashboard * 10 + turn % 10;
                        let before = (turn >= 10).then(|| at(place, &format!("s{place} turn {}", turn - 10)));
                        assert!(before.iter().all(|before| naming.names.get(&before.name) == Some(before)));
                        name(file, &mut naming, place, before, &format!("s{place} turn {turn}"));
                    }
                });
            }
        });
        let names = read(&file);
        let expected = |place: usize| at(place, &format!("s{place} turn {}", 40 + place % 10));
        assert_eq!(names.len(), 40);
        assert!((0..40).all(|place| names.get(&expected(place).name) == Some(&expected(place))));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 2, "the names and the lock");
    }

    #[test]
    fn the_last_word_counts_and_what_is_taken_back_stays_away() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("names.json");
        let [mut a, mut b] = [(); 2].map(|()| Naming::new(Names::default(), &file));
        name(&file, &mut a, 1, None, "first");
        name(&file, &mut b, 1, None, "second");
        name(&file, &mut b, 2, None, "other");
        assert_eq!((read(&file).len(), read(&file).get("first")), (2, None));
        // A name that one dashboard removed is not written again by the other.
        name(&file, &mut b, 1, Some(at(1, "second")), "");
        name(&file, &mut a, 3, None, "third");
        let names = read(&file);
        assert_eq!((names.len(), names.get("other").is_some(), names.get("third").is_some()), (2, true, true));
        // A deleted file is written again with all known names.
        fs::remove_file(&file).unwrap();
        name(&file, &mut a, 4, None, "fourth");
        assert_eq!(read(&file).len(), 3);
    }

    #[test]
    fn what_is_in_the_way_is_said_and_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("names.json");
        let mut naming = Naming::new(Names::default(), &file);
        naming.changes.push(Change { before: None, now: at(1, "first") });
        fs::write(&file, "customer_id\n1\n").unwrap();
        let why = keep(&file, &naming).unwrap_err();
        assert!(why.starts_with("the file is not a names file") && why.ends_with("names.json"), "{why}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "customer_id\n1\n");
        assert!(naming.is_unsaved());
        // Another process that never releases the lock.
        fs::remove_file(&file).unwrap();
        let lock = open_lock(&lock_beside(&file)).unwrap();
        lock.lock().unwrap();
        let why = keep(&file, &naming).unwrap_err();
        assert!(why.contains("another segscope has held the file for 5 s"), "{why}");
        lock.unlock().unwrap();
        keep(&file, &naming).unwrap();
        assert!(!naming.is_unsaved());
    }
}
