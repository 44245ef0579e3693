use std::fs;

use tempfile::TempDir;

use super::*;
use crate::data::meant;

const PATIENCE: Duration = Duration::from_secs(20);
/// How long a test waits for a change that must not be reported.
const A_WHILE: Duration = Duration::from_millis(2500);

struct Watched {
    folder: TempDir,
    told: Receiver<Told>,
    _watch: Watch,
}

impl Watched {
    /// Watches what `data` means in a folder that `prepare` has filled.
    fn new(data: &str, prepare: impl Fn(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let (tell, told) = mpsc::channel();
        let paths = [folder.path().join(data)];
        let watch = Watch::start(move || meant(&paths), move |what| tell.send(what).is_ok()).unwrap();
        Self { folder, told, _watch: watch }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    fn assert_told(&self, what: &str) {
        assert_eq!(self.told.recv_timeout(PATIENCE), Ok(Told::Changed), "{what}");
    }

    #[track_caller]
    fn assert_quiet(&self, what: &str) {
        assert!(self.told.recv_timeout(A_WHILE).is_err(), "{what}");
    }
}

fn fill(folder: &Path, text: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("customers.csv"), text).unwrap();
}

#[test]
fn a_change_is_told_once_and_reading_is_none() {
    let watched = Watched::new("customers.csv", |folder| fill(folder, "customer_id\n1\n"));
    let file = watched.at("customers.csv");
    fs::read(&file).unwrap();
    fs::write(watched.at("other.csv"), "x").unwrap();
    watched.assert_quiet("neither reading nor another file is a change");
    for rows in 2..6 {
        fs::write(&file, "customer_id\n1\n".to_owned() + &"2\n".repeat(rows)).unwrap();
    }
    watched.assert_told("a file that is written");
    watched.assert_quiet("writing in one go is one change");
    // The same size and modification time: only values that a program cannot set distinguish them.
    let (text, time) = (fs::read_to_string(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap());
    fs::write(&file, text.replace('2', "3")).unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    if cfg!(unix) {
        watched.assert_told("a file with the old time");
    }
}

#[test]
fn a_file_that_is_replaced_is_seen() {
    let watched = Watched::new("customers.csv", |folder| fill(folder, "customer_id\n1\n"));
    let (file, new) = (watched.at("customers.csv"), watched.at("new.tmp"));
    fs::write(&new, "customer_id\n7\n").unwrap();
    fs::rename(&new, &file).unwrap();
    watched.assert_told("a rename over");
    // An editor that keeps a backup.
    fs::rename(&file, watched.at("customers.csv~")).unwrap();
    fs::write(&file, "customer_id\n8\n").unwrap();
    watched.assert_told("a backup and a new file");
    fs::remove_file(&file).unwrap();
    watched.assert_told("a file that is gone");
    fs::write(&file, "customer_id\n9\n").unwrap();
    watched.assert_told("a file that is back");
}

#[test]
fn a_folder_that_is_replaced_is_seen() {
    let watched = Watched::new("data", |folder| fill(&folder.join("data"), "customer_id\n1\n"));
    let data = watched.at("data");
    fs::write(data.join("cities.csv"), "city_id,city_name\n").unwrap();
    watched.assert_told("a new file");
    fs::write(data.join(".segscope-x7Kq2p"), "half").unwrap();
    watched.assert_quiet("a file that is being written");
    fs::remove_dir_all(&data).unwrap();
    watched.assert_told("a folder that is gone");
    fill(&data, "customer_id\n2\n");
    watched.assert_told("a folder that is back");
    fs::rename(&data, watched.at("old")).unwrap();
    fill(&data, "customer_id\n2\n");
    watched.assert_told("another folder");
}

#[test]
fn a_pattern_has_new_files() {
    let watched = Watched::new("*/cust*.csv", |folder| fill(&folder.join("a"), "customer_id\n1\n"));
    fill(&watched.at("b"), "customer_id\n2\n");
    watched.assert_told("a file in a new folder");
    fs::write(watched.at("b").join("merchants.csv"), "x").unwrap();
    watched.assert_quiet("a file that does not match");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_seen() {
    use std::os::unix::fs::symlink;
    let watched = Watched::new("data", |folder| {
        // As Kubernetes mounts a map: data/customers.csv -> ..data/customers.csv, ..data -> ..1
        fill(&folder.join("data/..1"), "customer_id\n1\n");
        symlink("..1", folder.join("data/..data")).unwrap();
        symlink("..data/customers.csv", folder.join("data/customers.csv")).unwrap();
    });
    let data = watched.at("data");
    fill(&data.join("..2"), "customer_id\n2\n");
    symlink("..2", data.join("..data_tmp")).unwrap();
    fs::rename(data.join("..data_tmp"), data.join("..data")).unwrap();
    watched.assert_told("a link that leads to another folder");
    fill(&data.join("..2"), "customer_id\n3\n");
    watched.assert_told("another file behind the link");
    fs::remove_file(data.join("customers.csv")).unwrap();
    symlink("..1/customers.csv", data.join("customers.csv")).unwrap();
    watched.assert_told("a link that leads to another file");
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_that_goes_and_comes_back_is_seen() {
    let watched = Watched::new("data", |folder| fill(&folder.join("data"), "customer_id\n1\n"));
    let data = watched.at("data");
    let run = |program: &str, args: &[&str]| {
        let done = std::process::Command::new(program).args(args).arg(&data).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !run("mount", &["-t", "tmpfs", "-o", "size=64k", "tmpfs"]) {
        println!("skipped: nothing may be mounted here");
        return;
    }
    watched.assert_told("a mount");
    fill(&data, "customer_id\n2\n");
    watched.assert_told("a file in it");
    assert!(run("umount", &[]));
    watched.assert_told("a mount that is gone");
}

#[test]
fn the_end_of_watching_is_told() {
    let (tell, told) = mpsc::channel();
    let looked = std::sync::atomic::AtomicBool::new(false);
    let files = move || {
        assert!(!looked.swap(true, std::sync::atomic::Ordering::SeqCst), "broken");
        Vec::new()
    };
    let _watch = Watch::start(files, move |what| tell.send(what).is_ok()).unwrap();
    let what = told.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(&what, Told::Ended(why) if why.contains("broken")), "{what:?}");
}
