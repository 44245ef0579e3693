//! A disk that is full: an error with the file's name, nothing half written, and no panic on an output that takes nothing.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{Ended, PROGRAM, QUICK, generate, program, run, text};

/// The old file takes one.
const PAGE: u64 = 4096;

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").expect("Linux has a full device").into()
}

/// Every command, and where it writes.
fn commands(data: &Path) -> Vec<Vec<&str>> {
    let data = text(data);
    let quick = |words: &[&'static str]| [&[words[0], data], &words[1..], &QUICK].concat();
    vec![
        vec!["check", data],
        vec!["mapping", data],
        vec!["man"],
        vec!["completions", "bash"],
        quick(&["report"]),
        quick(&["report", "--format", "json"]),
        quick(&["segments"]),
        vec!["check", "/nonexistent"],
        vec!["check", "--nonexistent"],
    ]
}

#[test]
#[cfg(target_os = "linux")]
fn outputs_that_take_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    generate(data.path(), 60, 400, 1);
    for words in commands(data.path()) {
        let whole = run(program(&words));
        let mut command = program(&words);
        let status = command.stdout(Stdio::null()).stderr(full()).status().expect("it starts");
        assert_eq!(status.code(), whole.status.code(), "{words:?} 2>/dev/full");
        if whole.status.code() == Some(0) {
            let output = program(&words).stdout(full()).stderr(Stdio::piped()).output().expect("it starts");
            let ended = Ended {
                status: output.status,
                out: Vec::new(),
                err: String::from_utf8_lossy(&output.stderr).into_owned(),
            };
            ended.assert_refused(&format!("{words:?} >/dev/full"));
        }
    }
    for (words, output) in [("clean", "tables"), ("generate", "made")] {
        let out = data.path().join(output);
        let words = if words == "clean" {
            vec![words, text(data.path()), "--output", text(&out)]
        } else {
            vec![words, text(&out), "--customers", "50", "--transactions", "100"]
        };
        let status = program(&words).stdout(Stdio::null()).stderr(full()).status().expect("it starts");
        assert_eq!(status.code(), Some(0), "{words:?} 2>/dev/full");
    }
}

/// Runs a command in a file system of its own that holds so many bytes at `DISK`; gives its end, and then what is there.
fn on_small_disk(disk: &Path, bytes: u64, words: &[&str]) -> Option<(Ended, String)> {
    let script = format!(
        "mount -t tmpfs -o size={bytes} none \"$DISK\" || exit 99; echo old > \"$DISK/old.csv\"; \"$0\" \"$@\"; code=$?; \
         echo code=$code; cd \"$DISK\" && find . -type f | sort; cat old.csv"
    );
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", &script, PROGRAM]).args(words);
    command.env("DISK", disk).env("XDG_CONFIG_HOME", "/nonexistent").stdin(Stdio::null());
    let output = command.output().ok()?;
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    if !out.contains("code=") {
        println!("no small disk can be mounted here, so it is not tried: {err}");
        return None;
    }
    Some((Ended { status: output.status, out: Vec::new(), err }, out))
}

#[test]
fn a_small_disk() {
    let (data, disk) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    generate(data.path(), 300, 3000, 1);
    let at = |name: &str| format!("{}/{name}", text(disk.path()));
    let (tables, made, old, model) = (at("tables"), at("made"), at("old.csv"), at("model.json"));
    let data = text(data.path());
    let commands: [Vec<&str>; 4] = [
        vec!["clean", data, "--output", &tables],
        vec!["generate", &made, "--customers", "3000"],
        [&["segments", data, "--output", &old], &QUICK[..]].concat(),
        [&["segments", data, "--save-model", &model], &QUICK[..]].concat(),
    ];
    for words in commands {
        for pages in 1..4 {
            let bytes = pages * PAGE;
            let Some((ended, out)) = on_small_disk(disk.path(), bytes, &words) else { return };
            let what = format!("{words:?} on {bytes} bytes: {out}{}", ended.err);
            if pages > 1 && out.contains("code=0") {
                continue;
            }
            assert!(out.contains("code=1"), "{what}");
            assert!(ended.err.contains("segscope: ") && !ended.err.contains("panicked"), "{what}");
            assert!(ended.err.contains(text(disk.path())), "the message names the file: {what}");
            assert!(out.ends_with("./old.csv\nold\n"), "only the old file is there, as it was: {what}");
        }
    }
}
