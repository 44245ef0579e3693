//! The file of segment names. Several dashboards may write it at once; each keeps the names of the others.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::state::naming::Naming;
use crate::segments::Names;
use crate::shared_file;

/// Reads the names in the file again, applies the changes that it does not have yet, and writes it. Creates its folder
/// if needed. Returns the names that are in it now. The last change to a segment wins.
///
/// # Errors
/// The file, and why it was not written.
pub fn keep(file: &Path, naming: &Naming) -> Result<Names, String> {
    let names = shared_file::change(file, |old| {
        let names = match old {
            Some(text) => {
                let mut names = Names::read(text)?;
                for change in naming.changes.iter().skip(naming.kept.load(Ordering::SeqCst)) {
                    names.change(change);
                }
                names
            }
            None => naming.names.clone(),
        };
        Ok((names.text(), names))
    })?;
    naming.kept.store(naming.changes.len(), Ordering::SeqCst);
    Ok(names)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;
    use std::{fs, thread};

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
        fs::remove_file(&file).unwrap();
        keep(&file, &naming).unwrap();
        assert!(!naming.is_unsaved());
    }
}
