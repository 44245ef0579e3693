//! `--cache`: the same bytes with and without it, whatever happens to what it stores.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use segscope::app::Msg;
use segscope::app::headless::Headless;
use segscope::data::{self, CacheNotes, CacheOptions, LoadOptions, Purchases};
use segscope::progress::Progress;

use crate::support::{program, seen, settings, tools};

/// The sample, relative to the package, so that no output has the path of this machine.
const DATA: &str = "data";
/// Quick settings of the clustering.
const QUICK: [&str; 4] = ["--k", "3", "--restarts", "1"];

/// Loads without the cache, into it and from it: everything is the same.
pub fn assert_cached(options: &LoadOptions, folder: &Path) {
    let notes = CacheNotes::default();
    let cache = CacheOptions { folder: folder.to_path_buf(), limit: 1 << 30, notes: notes.clone() };
    let with = LoadOptions { cache: Some(cache), ..options.clone() };
    let load = |options: &LoadOptions| data::load(options, &Progress::new()).expect("the data loads");
    let expected = load(options);
    let told = || format!("{:?}", notes.take());
    load(&with);
    let stored = told();
    assert!(stored.contains("Detail(\"the data is stored in the cache"), "{stored}");
    let found = load(&with);
    let read = told();
    assert!(read.starts_with("[Detail(\"the data is read from the cache"), "{read}");
    assert!(found.customers.equals_missing(&expected.customers));
    assert!(found.transactions.equals_missing(&expected.transactions));
    assert_eq!(found.transactions.schema(), expected.transactions.schema());
    assert_eq!(found.customers.schema(), expected.customers.schema());
    assert_eq!((&found.customer_ids, &found.findings), (&expected.customer_ids, &expected.findings));
    assert_eq!(found.source, expected.source);
    let lines = |purchases: &Option<Purchases>| purchases.as_ref().map(|p| p.lines_of_products.clone());
    match (lines(&found.purchases), lines(&expected.purchases)) {
        (Some(found), Some(expected)) => assert!(found.equals_missing(&expected)),
        (found, expected) => assert!(found.is_none() && expected.is_none()),
    }
    let orders = |purchases: &Option<Purchases>| purchases.as_ref().map(|p| p.orders.to_vec());
    assert_eq!(orders(&found.purchases), orders(&expected.purchases));
}

fn with_cache(args: &[&str], folder: &Path) -> Command {
    let mut command = program();
    command.args(args).args(["--cache", "--verbose"]).env("XDG_CACHE_HOME", folder);
    command
}

fn run(mut command: Command) -> Output {
    command.output().expect("the program runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn entries(folder: &Path) -> usize {
    let folder = fs::read_dir(folder.join("segscope"));
    folder.map_or(0, |entries| entries.flatten().filter(|e| e.path().extension().is_some_and(|e| e == "cache")).count())
}

#[test]
fn every_command_prints_the_same() {
    let stored = tempfile::tempdir().expect("a folder");
    let quick = |words: &[&'static str]| [words, &[DATA], &QUICK].concat();
    let all = [
        vec!["check", DATA, "--strict"],
        quick(&["report", "--format", "json"]),
        quick(&["segments"]),
        vec!["screenshot", DATA, "--keys", "7 Enter"],
    ];
    for (at, args) in all.iter().enumerate() {
        let mut plain = program();
        plain.args(args);
        let expected = run(plain);
        for from_cache in if at == 0 { [false, true].as_slice() } else { &[true] } {
            let found = run(with_cache(args, stored.path()));
            assert!(found.stdout == expected.stdout && found.status == expected.status, "{args:?}: {}", told(&found));
            // The dashboard, of which a screenshot is drawn, has no place for it.
            let reads = told(&found).contains("the data is read from the cache");
            assert!(reads == *from_cache || args[0] == "screenshot", "{args:?}: {}", told(&found));
        }
    }
    assert_eq!(entries(stored.path()), 1);
    let other = run(with_cache(&["check", DATA, "--as-of", "2030-01-01"], stored.path()));
    assert!(told(&other).contains("the data is stored in the cache"), "{}", told(&other));
    assert_eq!(entries(stored.path()), 2);
}

#[test]
fn it_is_off_by_default_and_silent_unless_asked() {
    let stored = tempfile::tempdir().expect("a folder");
    let mut plain = program();
    plain.args(["check", DATA]).env("XDG_CACHE_HOME", stored.path());
    assert!(told(&run(plain)).is_empty() && entries(stored.path()) == 0);
    for _ in 0..2 {
        let mut silent = program();
        silent.args(["check", DATA, "--cache"]).env("XDG_CACHE_HOME", stored.path());
        assert_eq!(told(&run(silent)), "");
    }
    let sample = run(with_cache(&["check"], stored.path()));
    assert!(told(&sample).contains("it is for files only"), "{}", told(&sample));
    let mut piped = with_cache(&["check", "-"], stored.path());
    piped.stdin(fs::File::open("data/customers.csv").expect("the sample"));
    let piped = run(piped);
    assert!(piped.status.success() && told(&piped).contains("it is for files only"), "{}", told(&piped));
    assert_eq!(entries(stored.path()), 1);
}

#[test]
fn the_cache_is_listed_and_removed() {
    let stored = tempfile::tempdir().expect("a folder");
    let cache = |words: &[&str]| {
        let mut command = program();
        command.arg("cache").args(words).env("XDG_CACHE_HOME", stored.path());
        let output = run(command);
        assert!(output.status.success(), "{}", told(&output));
        String::from_utf8(output.stdout).expect("text")
    };
    assert!(cache(&[]).ends_with("segscope: 0 entries, 0.0 MB\n"));
    assert!(cache(&["clear"]).starts_with("removed 0 entries, 0.0 MB"));
    run(with_cache(&["check", DATA], stored.path()));
    fs::write(stored.path().join("segscope/other.cache"), "x").expect("written");
    let list = cache(&["list"]);
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[0].contains("segscope: 2 entries, ") && lines.len() == 3, "{list}");
    let data = fs::canonicalize(DATA).expect("the sample").display().to_string();
    assert!(lines.iter().any(|line| line.ends_with(&data)), "{list}");
    assert!(lines.iter().any(|line| line.ends_with("other.cache (cannot be read)")), "{list}");
    assert!(cache(&["clear"]).starts_with("removed 2 entries, "));
    assert_eq!(entries(stored.path()), 0);
}

#[test]
fn two_programs_at_once_print_the_same() {
    let stored = tempfile::tempdir().expect("a folder");
    let mut plain = program();
    plain.args(["check", DATA, "--format", "json"]);
    let expected = run(plain);
    for _ in 0..3 {
        let start = || {
            let mut command = with_cache(&["check", DATA, "--format", "json"], stored.path());
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs")
        };
        for child in [(); 3].map(|()| start()) {
            let found = child.wait_with_output().expect("an end");
            assert!(found.stdout == expected.stdout, "{}", told(&found));
        }
        assert_eq!(entries(stored.path()), 1);
        let files = fs::read_dir(stored.path().join("segscope")).expect("the folder").count();
        assert_eq!(files, 1, "nothing is left behind");
        fs::remove_dir_all(stored.path().join("segscope")).expect("removed");
    }
}

/// A limit on the size of files is as a disk that becomes full half-way.
#[cfg(unix)]
#[test]
fn a_full_disk_is_a_warning() {
    let stored = tempfile::tempdir().expect("a folder");
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 64; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_segscope")]);
    limited
        .args(["check", DATA, "--cache"])
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env("XDG_CACHE_HOME", stored.path());
    let found = run(limited);
    let mut plain = program();
    plain.args(["check", DATA]);
    assert_eq!(found.stdout, run(plain).stdout);
    let told = told(&found);
    assert!(found.status.success() && told.lines().count() == 1, "{told}");
    assert!(told.contains("the data is not stored in the cache: ") && told.contains("too large"), "{told}");
    assert!(told.contains("or leave out --cache"), "{told}");
    assert_eq!(entries(stored.path()), 0);
}

#[test]
fn a_folder_that_cannot_be_is_a_warning() {
    let stored = tempfile::tempdir().expect("a folder");
    let file = stored.path().join("file");
    fs::write(&file, "").expect("written");
    let found = run(with_cache(&["check", DATA, "--quiet"], &file));
    assert!(found.status.success() && told(&found).is_empty(), "{}", told(&found));
    let mut command = program();
    command.args(["check", DATA, "--cache"]).env("XDG_CACHE_HOME", &file);
    let found = run(command);
    let told = told(&found);
    assert!(found.status.success() && told.lines().count() == 1 && told.contains("not stored"), "{told}");
}

fn dashboard(data: &Path, folder: &Path) -> Headless {
    let mut tools = tools(vec![data.to_path_buf()]);
    let notes = CacheNotes::default();
    tools.load.cache = Some(CacheOptions { folder: folder.to_path_buf(), limit: 1 << 30, notes });
    Headless::start(settings(), tools, (120, 36))
}

#[test]
fn the_dashboard_sees_a_changed_file() {
    let [data, stored] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let file = data.path().join("transactions.csv");
    let write = |rows: usize| {
        let rows: String = (0..rows).map(|row| format!("{},2024-01-02,burned,2024-01-03,1\n", row % 7)).collect();
        let header = "customer_id,transaction_date,transaction_status,burn_date,branch_id\n";
        fs::write(&file, format!("{header}{rows}")).expect("written");
    };
    write(1111);
    let mut driver = dashboard(data.path(), stored.path());
    assert!(seen(&driver).contains("1,111"), "{}", seen(&driver));
    assert!(seen(&dashboard(data.path(), stored.path())).contains("1,111"));
    write(2222);
    driver.send(Msg::Changed);
    assert!(seen(&driver).contains("2,222"), "{}", seen(&driver));
    write(3333);
    driver.press("R").expect("a key");
    assert!(seen(&driver).contains("3,333"), "{}", seen(&driver));
}

#[test]
fn the_dashboard_says_that_nothing_is_stored() {
    let stored = tempfile::tempdir().expect("a folder");
    let file = stored.path().join("file");
    fs::write(&file, "").expect("written");
    let driver = dashboard(Path::new(DATA), &file);
    let notice = driver.model.notice.clone().unwrap_or_default();
    assert!(notice.starts_with("the data is not stored in the cache"), "{notice}");
}
