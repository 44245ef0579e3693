//! Little memory, few files, few threads: a sentence, no panic, no hang, and the terminal as it was.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::program::{PROGRAM, QUICK, generate, limited, run, text};
use crate::random::{Random, tries};
use crate::terminal::Terminal;

/// With this little the system itself cannot start the program, which then is not to blame.
const ENOUGH_TO_START: usize = 600_000;

/// Ends by itself: fine, or with a word.
fn assert_ends(limit: &str, args: &[&str]) {
    run(limited(limit, args)).assert_orderly(&format!("{limit}; {args:?}"));
}

/// The dashboard under a limit: it shows its screen, or ends with a word; the terminal is as it was. The allocator reserves
/// address space for each of two dozen threads, so any allocation may be the one that fails, and that ends in an abort: it too
/// has its sentence.
fn assert_dashboard(limit: &str) {
    let script = format!("{limit}; exec \"$0\"");
    let mut terminal = Terminal::start(&["sh", "-c", &script, PROGRAM]);
    terminal.watch(Duration::from_secs(3));
    terminal.press("q");
    terminal.press("\x03");
    let status = terminal.end(Duration::from_secs(30)).unwrap_or_else(|| panic!("{limit}: hangs"));
    assert_eq!(terminal.left_wrong(), None, "{limit}");
    let written = terminal.written();
    assert!(!written.contains("panicked") && !written.contains("core dumped"), "{limit}: {written}");
    let has_a_word = written.contains("segscope: stopped at once: the memory or the stack ran out");
    assert!(status.signal().is_none() || has_a_word, "{limit}: {status:?} {written}");
    assert!(status.exit_code() == 0 || written.contains("segscope: "), "{limit}: {status:?} {written}");
}

#[test]
fn of_memory() {
    let mut random = Random::new();
    let data = tempfile::tempdir().expect("a folder");
    generate(data.path(), 100, 1000, 1);
    let report = [&["report", text(data.path())], &QUICK[..]].concat();
    for _ in 0..tries(6) {
        let limit = format!("ulimit -v {}", ENOUGH_TO_START + random.below(600_000));
        assert_ends(&limit, &["check", text(data.path())]);
        assert_ends(&limit, &report);
        assert_dashboard(&limit);
    }
}

#[test]
fn of_open_files() {
    let data = tempfile::tempdir().expect("a folder");
    generate(data.path(), 100, 1000, 1);
    for files in 4..14 {
        let limit = format!("ulimit -n {files}");
        assert_ends(&limit, &["check", text(data.path())]);
        if files % 2 == 0 {
            assert_dashboard(&limit);
        }
    }
}

/// The limit of threads counts those of a user, and does not count for root: so another user runs it.
#[test]
fn of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
    let (copy, data) = (folder.path().join("segscope"), folder.path().join("data"));
    if fs::hard_link(PROGRAM, &copy).is_err() {
        fs::copy(PROGRAM, &copy).expect("a copy");
    }
    generate(&data, 100, 1000, 1);
    let nobody = |limit: usize, words: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65533", "--regid", "65533", "--clear-groups", "sh", "-c"]);
        command.arg(format!("ulimit -u {limit}; exec \"$0\" \"$@\"")).args(words);
        command.env("XDG_CONFIG_HOME", "/nonexistent").env_remove("RUST_BACKTRACE").stdin(Stdio::null());
        command
    };
    if !nobody(100, &["true"]).output().is_ok_and(|output| output.status.success()) {
        println!("nobody else can be had to run the program, so threads are not limited");
        return;
    }
    let report = [&[text(&copy), "report", text(&data)], &QUICK[..]].concat();
    for threads in 1..8 {
        for words in [&[text(&copy), "check", text(&data)][..], &report] {
            run(nobody(threads, words)).assert_orderly(&format!("{threads} threads: {words:?}"));
        }
        let script = format!("ulimit -u {threads}; exec \"$0\"");
        let who =
            ["setpriv", "--reuid", "65533", "--regid", "65533", "--clear-groups", "sh", "-c", &script, text(&copy)];
        let mut terminal = Terminal::start(&who);
        terminal.watch(Duration::from_secs(2));
        terminal.press("q");
        terminal.press("\x03");
        let status = terminal.end(Duration::from_secs(30)).unwrap_or_else(|| panic!("{threads} threads: hangs"));
        assert_eq!(terminal.left_wrong(), None, "{threads} threads");
        let written = terminal.written();
        assert!(!written.contains("panicked"), "{threads} threads: {written}");
        assert!(status.exit_code() == 0 || written.contains("segscope: "), "{threads} threads: {status:?} {written}");
    }
}
