//! Nothing that is read is written over, by whatever name; and a run that is killed leaves all old or all new tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use tempfile::TempDir;

use crate::support::program;

const TABLES: [&str; 2] = ["customers.csv", "transactions.csv"];

/// Data, and files by which it, a mapping and a model can be reached.
struct LinkedFiles(TempDir);

impl LinkedFiles {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        let customers: Vec<String> = (1..40).map(|n| format!("{n},{}\n", 20 + n % 7)).collect();
        let transactions: Vec<String> =
            (1..200).map(|n| format!("{},2024-0{}-11,claimed\n", 1 + n * n % 39, 1 + n % 9)).collect();
        fs::create_dir(place.at("in")).expect("a folder");
        fs::write(place.at("in/customers.csv"), "customer_id,age\n".to_owned() + &customers.concat()).expect("written");
        let header = "customer_id,transaction_date,transaction_status\n";
        fs::write(place.at("in/transactions.csv"), header.to_owned() + &transactions.concat()).expect("written");
        fs::write(place.at("map.toml"), "date_format = \"ymd\"\n").expect("written");
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program in this folder; gives the exit code and what it said.
    fn run(&self, args: &str) -> (Option<i32>, String) {
        let output = self.command(args).output().expect("the program runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    }

    fn command(&self, args: &str) -> Command {
        let mut command = program();
        command.current_dir(self.0.path()).args(args.split(' '));
        command
    }

    /// All files with what is in them, links followed.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let kind = entry.file_type().expect("a kind");
                if kind.is_dir() {
                    folders.push(entry.path());
                } else {
                    files.push((entry.path(), fs::read(entry.path()).unwrap_or_default()));
                }
            }
        }
        files.sort();
        files
    }
}

#[test]
fn outputs_that_are_inputs_are_refused_and_nothing_changes() {
    let place = LinkedFiles::new();
    let fast = "--k 2 --k-max 3 --restarts 1 --quiet";
    assert_eq!(place.run(&format!("segments in {fast} --output out.csv --save-model model.json")).0, Some(0));
    fs::write(place.at("names.json"), "{\"schema\": \"segscope/names/1\", \"names\": []}").expect("written");
    let mut cases = vec![
        "report in/customers.csv --output in/customers.csv",
        "report in/customers.csv --output ./in/../in/customers.csv",
        "report in --output in/transactions.csv",
        "report in/*.csv --output in/transactions.csv",
        "segments in --output out.csv --save-model in/customers.csv",
        "segments in --output in/customers.csv",
        "segments in --output new.csv --save-model ./new.csv",
        "segments in --output out.csv --save-model out.csv",
        "report in --mapping map.toml --output map.toml",
        "report in --names names.json --output names.json",
        "assign model.json in --output model.json",
        "assign model.json in --output in/customers.csv",
        "screenshot in --output in/customers.csv",
        "clean in --force --output in",
        "clean in/customers.csv --force --output in",
        "clean in/*.csv --force --output in",
    ];
    if cfg!(unix) {
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("in/customers.csv", place.at("link.csv")).expect("a link");
            std::os::unix::fs::symlink("in", place.at("link")).expect("a link");
            fs::create_dir(place.at("hard")).expect("a folder");
            fs::hard_link(place.at("in/customers.csv"), place.at("hard/customers.csv")).expect("a link");
        }
        cases.extend([
            "report in --output link.csv",
            "report link.csv --output in/customers.csv",
            "report in --output hard/customers.csv",
            "report link/ --output in/customers.csv",
            "clean in --force --output link",
            "clean in --force --output hard",
            "clean link.csv --force --output in",
        ]);
    }
    let before = place.files();
    for case in cases {
        let (code, said) = place.run(&format!("{case} --quiet"));
        assert!(matches!(code, Some(1 | 2)) && said.lines().count() == 1, "{case}: {code:?} {said}");
        assert!(said.contains("read") || said.contains("same file"), "{case}: {said}");
        assert!(place.files() == before, "{case} changed a file");
    }
    // What is not read may be written over.
    assert_eq!(place.run(&format!("report in/customers.csv {fast} --output in/transactions.csv")).0, Some(0));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_piped_in_is_an_input() {
    let place = LinkedFiles::new();
    let file = fs::File::open(place.at("in/customers.csv")).expect("a file");
    let output = place.command("report - --output in/customers.csv").stdin(file).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(fs::read_to_string(place.at("in/customers.csv")).expect("a file").starts_with("customer_id"));
}

#[test]
fn generate_replaces_tables_only_when_it_is_forced() {
    let place = LinkedFiles::new();
    fs::write(place.at("in/notes.txt"), "mine").expect("written");
    let before = place.files();
    let (code, said) = place.run("generate in --customers 5 --transactions 9");
    assert!(code == Some(1) && said.contains("customers.csv, transactions.csv already") && said.contains("--force"));
    assert!(place.files() == before);
    assert_eq!(place.run("generate in --customers 5 --transactions 9 --force --quiet"), (Some(0), String::new()));
    assert_eq!(fs::read_to_string(place.at("in/customers.csv")).expect("a file").lines().count(), 6);
    assert_eq!(fs::read_to_string(place.at("in/notes.txt")).expect("a file"), "mine");
}

/// The name that was used, and any other that somebody foresees, leads to nothing of ours.
#[cfg(unix)]
#[test]
fn planted_links_are_not_followed() {
    let place = LinkedFiles::new();
    let victim = place.at("victim");
    fs::create_dir(&victim).expect("a folder");
    fs::write(victim.join("customers.csv"), "precious").expect("written");
    fs::create_dir(place.at("out")).expect("a folder");
    // The shell says which number the program will have.
    let script = "ln -s ../victim out/.segscope-$$; exec \"$0\" clean in --output out --quiet";
    let run = |script: &str| {
        let mut shell = Command::new("sh");
        shell.current_dir(place.0.path()).args(["-c", script, env!("CARGO_BIN_EXE_segscope")]);
        assert!(shell.status().expect("a shell").success());
    };
    run(script);
    run(
        "ln -s ../victim/customers.csv out/.segscope-$$.csv; ln -s ../victim out/.segscope-lock; exec \"$0\" clean in --output out --force --quiet",
    );
    assert_eq!(fs::read_to_string(victim.join("customers.csv")).expect("a file"), "precious");
    assert_eq!(fs::read_dir(&victim).expect("a folder").count(), 1);
    assert!(place.at("out/customers.csv").is_file());
}

/// Every table of the folder, or none of them.
fn tables(folder: &Path) -> Vec<Vec<u8>> {
    TABLES.iter().filter_map(|name| fs::read(folder.join(name)).ok()).collect()
}

#[test]
fn a_killed_run_leaves_all_old_or_all_new_tables() {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(13);
    for others in ["notes.txt", "folder/notes.txt"] {
        let place = LinkedFiles::new();
        let out = place.at("out");
        fs::create_dir_all(out.join(others).parent().expect("a folder")).expect("a folder");
        fs::write(out.join(others), "mine").expect("written");
        let data = ["a", "b"].map(|seed| {
            let more = if seed == "a" { "--seed 1" } else { "--seed 2" };
            assert_eq!(
                place.run(&format!("generate {seed} --customers 300 --transactions 3000 {more} --quiet")).0,
                Some(0)
            );
            tables(&place.at(seed))
        });
        let mut expected = Vec::new();
        for seed in ["a", "b"] {
            assert_eq!(place.run(&format!("clean {seed} --output out --force --quiet")).0, Some(0));
            expected.push(tables(&out));
        }
        assert!(expected[0] != expected[1] && data[0] != data[1]);
        for turn in 0..10 {
            let seed = ["a", "b"][turn % 2];
            let mut clean = place.command(&format!("clean {seed} --output out --force --quiet"));
            let mut child = clean.stderr(Stdio::null()).spawn().expect("it starts");
            thread::sleep(Duration::from_micros(dice.next_u64() % 400_000));
            child.kill().expect("it is killed");
            child.wait().expect("it ends");
            let found = tables(&out);
            // Where another folder is inside, files are moved one by one, and a reader says when that was interrupted.
            if !expected.contains(&found) {
                assert!(others.contains('/'), "turn {turn}: some old and some new tables");
                let (code, said) = place.run("check out --quiet");
                assert!(code == Some(1) && said.contains("some of its tables are replaced"), "{said}");
            }
            assert_eq!(fs::read_to_string(out.join(others)).expect("a file"), "mine");
        }
        assert_eq!(place.run("clean a --output out --force --quiet").0, Some(0));
        assert!(tables(&out) == expected[0]);
        let left = |folder: &Path| {
            fs::read_dir(folder).expect("a folder").flatten().map(|e| e.file_name()).collect::<Vec<_>>()
        };
        let hidden = |folder: &Path| left(folder).iter().filter(|name| name.to_string_lossy().starts_with('.')).count();
        assert_eq!((hidden(&out), hidden(place.0.path())), (0, 0), "{:?}", left(&out));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_files() {
    let place = LinkedFiles::new();
    let small = place.at("small");
    fs::create_dir(&small).expect("a folder");
    let mount = |program: &str, args: &[&str]| {
        Command::new(program).args(args).arg(&small).output().is_ok_and(|done| done.status.success())
    };
    if !mount("mount", &["-t", "tmpfs", "-o", "size=64k", "tmpfs"]) {
        println!("skipped: nothing may be mounted here");
        return;
    }
    fs::create_dir(small.join("out")).expect("a folder");
    for name in ["old.txt", "out/customers.csv"] {
        fs::write(small.join(name), "old").expect("written");
    }
    let runs = [
        "generate small/out --force --customers 9000 --transactions 9",
        "clean --output small/out --force",
        "report --format html --k 2 --k-max 3 --restarts 1 --output small/old.txt",
    ];
    let outcomes = runs.map(|run| place.run(&format!("{run} --quiet")));
    let old = ["old.txt", "out/customers.csv"].map(|name| fs::read_to_string(small.join(name)).expect("a file"));
    let names = |folder: &Path| fs::read_dir(folder).expect("a folder").count();
    let left = (names(&small), names(&small.join("out")));
    assert!(mount("umount", &[]));
    for (code, said) in outcomes {
        assert!(code == Some(1) && said.contains("cannot be written: No space left"), "{code:?} {said}");
    }
    assert_eq!((old, left), (["old".to_owned(), "old".to_owned()], (2, 1)));
}
