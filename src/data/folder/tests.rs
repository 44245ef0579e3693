use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

fn open(target: &Path) -> Folder {
    Folder::open(target, table_names().collect(), true, &[]).unwrap()
}

/// Writes two tables with this text in them.
fn replace(target: &Path, text: &str) -> Result<(), FolderError> {
    let folder = Folder::open(target, table_names().collect(), true, &[])?;
    for name in ["cities.csv", "genders.csv"] {
        io::Write::write_all(&mut folder.create(name)?.file, text.as_bytes()).unwrap();
    }
    folder.publish(&["cities.csv".into(), "genders.csv".into()])
}

fn read(target: &Path) -> [String; 2] {
    ["cities.csv", "genders.csv"].map(|name| fs::read_to_string(target.join(name)).unwrap_or_default())
}

/// A folder in a folder of its own, with tables and something else.
fn with_others(others: &[&str], folders: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let around = tempfile::tempdir().unwrap();
    let target = around.path().join("out");
    fs::create_dir(&target).unwrap();
    for name in ["cities.csv", "genders.csv", "branches.parquet"].iter().chain(others) {
        fs::write(target.join(name), "old").unwrap();
    }
    for name in folders {
        fs::create_dir(target.join(name)).unwrap();
        fs::write(target.join(name).join("mine.csv"), "mine").unwrap();
    }
    (around, target)
}

#[test]
fn all_tables_are_replaced_and_nothing_else() {
    // Files alone can be exchanged with their folder; with a folder among them they are moved one by one.
    for folders in [&[][..], &["sub"]] {
        let (around, target) = with_others(&["notes.txt", ".hidden"], folders);
        #[cfg(unix)]
        {
            use std::os::unix::fs::{PermissionsExt, symlink};
            symlink("nowhere", target.join("link")).unwrap();
            fs::set_permissions(&target, fs::Permissions::from_mode(0o750)).unwrap();
            fs::set_permissions(target.join("cities.csv"), fs::Permissions::from_mode(0o600)).unwrap();
        }
        replace(&target, "new").unwrap();
        assert_eq!(read(&target), ["new", "new"]);
        let mut expected = vec![".hidden", "cities.csv", "genders.csv", "notes.txt"];
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            expected.insert(3, "link");
            assert!(target.join("link").is_symlink());
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&target), mode(&target.join("cities.csv"))), (0o750, 0o600));
        }
        expected.extend(folders);
        expected.sort_unstable();
        assert_eq!(names(&target), expected);
        assert_eq!(fs::read(target.join("notes.txt")).unwrap(), b"old");
        assert_eq!(names(around.path()), ["out"]);
    }
}

#[test]
fn an_interrupted_journal_is_refused_by_readers_and_finished_by_the_next_run() {
    let (_around, target) = with_others(&[], &[]);
    let folder = open(&target);
    for name in ["cities.csv", "genders.csv"] {
        io::Write::write_all(&mut folder.create(name).unwrap().file, b"new").unwrap();
    }
    let others: Vec<String> = table_names().filter(|name| !name.ends_with("s.csv")).collect();
    journal::write(&folder.workshop, &["cities.csv".into(), "genders.csv".into()], others.iter()).unwrap();
    fs::rename(folder.workshop.join("cities.csv"), target.join("cities.csv")).unwrap();
    drop(folder);
    assert_eq!(read(&target), ["new", "old"]);
    assert!(is_half_replaced(&target));
    let why = crate::data::load(
        &crate::data::LoadOptions { paths: vec![target.clone()], ..Default::default() },
        &crate::progress::Progress::new(),
    );
    assert!(why.unwrap_err().to_string().contains("--force"));
    let refused = Folder::open(&target, table_names().collect(), false, &[]).unwrap_err();
    assert!(matches!(refused, FolderError::Occupied { .. }), "{refused}");
    assert_eq!((read(&target), is_half_replaced(&target)), (["new".into(), "new".into()], false));
    assert_eq!(names(&target), ["cities.csv", "genders.csv"]);
}

#[test]
fn what_killed_runs_left_goes_and_what_is_not_ours_stays() {
    let (around, target) = with_others(&[], &[]);
    for place in [around.path(), &target] {
        let (workshop, lock) = temporary::folder_in(place).unwrap();
        fs::write(workshop.join("customers.csv"), "half").unwrap();
        drop(lock);
        // Nothing of ours.
        let (workshop, lock) = temporary::folder_in(place).unwrap();
        fs::write(workshop.join("thesis.tex"), "mine").unwrap();
        drop(lock);
    }
    // A run that was killed while it wrote its journal.
    let (workshop, lock) = temporary::folder_in(&target).unwrap();
    drop((lock, temporary::file_in(&workshop, None).unwrap().keep().unwrap()));
    // A folder that was exchanged while another run had begun to work in it.
    let (old, lock) = temporary::folder_in(around.path()).unwrap();
    let (workshop, late) = temporary::folder_in(&old).unwrap();
    fs::write(workshop.join("cities.csv"), "late").unwrap();
    fs::remove_file(old.join(temporary::LOCK)).unwrap();
    drop((lock, late));
    let (busy, _lock) = temporary::folder_in(&target).unwrap();
    drop(open(&target));
    let left = |folder: &Path| names(folder).iter().filter(|name| name.starts_with(temporary::PREFIX)).count();
    assert_eq!((left(around.path()), left(&target), busy.exists()), (1, 2, true));
}

#[test]
fn runs_at_once_leave_the_tables_of_one_of_them() {
    for folders in [&[][..], &["sub"]] {
        let (around, target) = with_others(&["notes.txt"], folders);
        let done = AtomicUsize::new(0);
        thread::scope(|scope| {
            for run in 0..4 {
                let (target, done) = (&target, &done);
                scope.spawn(move || {
                    for turn in 0..20 {
                        // One that finds its folder exchanged at the wrong moment says so.
                        if replace(target, &format!("{run} {turn}")).is_ok() {
                            done.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        let [a, b] = read(&target);
        assert!(a == b && !a.is_empty(), "{a} {b}");
        assert!(done.into_inner() > 40);
        replace(&target, "last").unwrap();
        assert_eq!(fs::read(target.join("notes.txt")).unwrap(), b"old");
        assert_eq!(names(around.path()), ["out"]);
        assert!(!names(&target).iter().any(|name| name.starts_with(temporary::PREFIX)));
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_read_from_the_folder_by_any_name() {
    use std::os::unix::fs::symlink;
    let (around, target) = with_others(&[], &[]);
    let source = around.path().join("in");
    fs::create_dir(&source).unwrap();
    symlink(target.join("cities.csv"), source.join("cities.csv")).unwrap();
    fs::hard_link(target.join("genders.csv"), source.join("hard.csv")).unwrap();
    symlink(&target, around.path().join("link")).unwrap();
    let attempt = |to: &Path, read: &Path| Folder::open(to, table_names().collect(), true, &[read.to_owned()]);
    for input in [source.join("cities.csv"), source.join("hard.csv"), around.path().join("link/x.csv")] {
        let refused = attempt(&target, &input).unwrap_err();
        assert!(matches!(refused, FolderError::Source { .. }), "{refused}");
    }
    assert!(attempt(&source, &source.join("cities.csv")).is_err());
    assert_eq!(names(&target), ["branches.parquet", "cities.csv", "genders.csv"]);
}
