//! Killed while it writes, at random moments: what was there is as it was, or replaced as a whole; the next run finishes, and
//! leaves nothing of the killed one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{QUICK, generate, program, run, text, wait};
use crate::random::{Random, tries};

type Contents = BTreeMap<String, Vec<u8>>;

/// Every file below a folder, by its name.
fn contents(folder: &Path) -> Contents {
    let Ok(entries) = fs::read_dir(folder) else { return Contents::new() };
    let mut found = Contents::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let name = text(&path).rsplit('/').next().unwrap_or_default().to_owned();
        if path.is_dir() {
            found.extend(contents(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

/// What is seen by others: nothing in a name that begins with a dot.
fn visible(all: &Contents) -> Contents {
    all.iter()
        .filter(|(name, _)| !name.split('/').any(|part| part.starts_with('.')))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect()
}

/// Kills a command at a random moment of the time that it takes, over what `before` puts into a fresh folder.
fn killed(what: &str, args: &[&str], before: impl Fn(&Path), usual: usize) {
    let mut random = Random::new();
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("out");
    let args: Vec<String> = args.iter().map(|arg| arg.replace("OUT", text(&folder))).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let fresh = || {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("a folder");
        before(&folder);
        contents(&folder)
    };
    let old = fresh();
    let start = Instant::now();
    run(program(&args)).assert_fine(what);
    let (took, new) = (start.elapsed(), contents(&folder));
    let mut wrong = Vec::new();
    let all = tries(usual);
    for _ in 0..all {
        fresh();
        // Writing is at the end.
        let moment = took / 4 + random.moment(took);
        let mut child = program(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        thread::sleep(moment);
        // It may have ended already.
        let _ = child.kill();
        wait(&mut child, Duration::from_secs(5)).expect("nothing outlives kill -9");
        let left = contents(&folder);
        if visible(&left) != old && visible(&left) != new {
            let names: Vec<&String> = left.keys().collect();
            wrong.push(format!("after {moment:?} there is neither the old nor the new: {names:?}"));
            continue;
        }
        if visible(&left) == old {
            run(program(&args)).assert_fine(what);
            let after: Vec<String> = contents(&folder).into_keys().collect();
            if after != new.keys().cloned().collect::<Vec<_>>() {
                wrong.push(format!("after {moment:?} and another run there is {after:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{what}: {} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn generate_tables() {
    let args = ["generate", "OUT/data", "--customers", "3000", "--transactions", "30000"];
    killed("generate", &args, |_| {}, 10);
}

#[test]
fn clean_into_a_new_folder_and_over_an_old_one() {
    let data = tempfile::tempdir().expect("a folder");
    let (one, other) = (data.path().join("one"), data.path().join("other"));
    generate(&one, 1500, 15_000, 1);
    generate(&other, 200, 1000, 2);
    killed("clean", &["clean", text(&one), "--output", "OUT/tables"], |_| {}, 10);
    let before = |out: &Path| {
        let tables = out.join("tables");
        run(program(&["clean", text(&other), "--output", text(&tables)])).assert_fine("clean");
    };
    killed("clean --force", &["clean", text(&one), "--output", "OUT/tables", "--force"], before, 10);
}

#[test]
fn single_files() {
    let data = tempfile::tempdir().expect("a folder");
    generate(data.path(), 100, 800, 1);
    let before = |out: &Path| {
        fs::write(out.join("report.json"), "old").expect("written");
        fs::write(out.join("model.json"), "old").expect("written");
    };
    let report = ["report", text(data.path()), "--format", "json", "--output", "OUT/report.json"];
    killed("report", &[&report[..], &QUICK].concat(), before, 8);
    let model = ["segments", text(data.path()), "--save-model", "OUT/model.json"];
    killed("segments", &[&model[..], &QUICK].concat(), before, 8);
}
