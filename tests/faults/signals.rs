//! Signals at random moments: whatever the program is at, it ends soon, with the code of the signal, and the terminal is as it was.

use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::program::PROGRAM;
use crate::random::{Random, tries};
use crate::terminal::Terminal;

const SIGNALS: [(&str, u32); 4] = [("TERM", 15), ("INT", 2), ("HUP", 1), ("QUIT", 3)];
/// A dashboard that has to be asked for longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
const STARTING: Duration = Duration::from_millis(30);
const LOADING: Duration = Duration::from_secs(2);

/// What is wrong after a signal at a moment; none when nothing is.
fn after(signal: (&str, u32), moment: Duration, keys: &str) -> Option<String> {
    let mut terminal = Terminal::start(&[PROGRAM]);
    let end = Instant::now() + moment;
    terminal.press(keys);
    terminal.watch(end.saturating_duration_since(Instant::now()));
    terminal.signal(signal.0);
    let Some(status) = terminal.end(PATIENCE) else { return Some("hangs".to_owned()) };
    let code = status.exit_code();
    // Before there are handlers, and where nothing has to be put right, the signal may do its work.
    if code != 128 + signal.1 && status.signal().is_none() {
        return Some(format!("exit {code}"));
    }
    terminal.left_wrong()
}

fn assert_none_wrong(moments: Duration, keys: &[&str], usual: usize) {
    let mut random = Random::new();
    let all = tries(usual);
    let mut wrong = Vec::new();
    for _ in 0..all {
        let (signal, moment, keys) = (*random.pick(&SIGNALS), random.moment(moments), *random.pick(keys));
        if let Some(why) = after(signal, moment, keys) {
            wrong.push(format!("{} after {moment:?}: {why}", signal.0));
        }
    }
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn while_starting() {
    assert_none_wrong(STARTING, &[""], 40);
}

#[test]
fn while_loading_and_drawing() {
    assert_none_wrong(LOADING, &["", "2", "5+++", "?jjj", "/city", "3vvv"], 12);
}

#[test]
fn an_abort_leaves_the_terminal_whole() {
    let mut random = Random::new();
    for _ in 0..tries(6) {
        let moment = Duration::from_millis(100) + random.moment(LOADING);
        let mut terminal = Terminal::start(&[PROGRAM]);
        terminal.watch(moment);
        terminal.signal("ABRT");
        assert!(terminal.end(PATIENCE).is_some(), "ABRT after {moment:?}: hangs");
        assert_eq!(terminal.left_wrong(), None, "ABRT after {moment:?}");
    }
}

#[test]
fn a_stopped_dashboard_comes_back() {
    let mut random = Random::new();
    for _ in 0..tries(4) {
        let mut terminal = Terminal::start(&[PROGRAM]);
        terminal.watch(Duration::from_millis(300) + random.moment(LOADING));
        terminal.signal("TSTP");
        terminal.watch(Duration::from_millis(300));
        assert_eq!(terminal.left_wrong(), None, "while it is stopped");
        terminal.signal("CONT");
        assert!(terminal.shows("Overview", PATIENCE), "it is back:\n{}", terminal.contents());
        terminal.press("q");
        let status = terminal.end(PATIENCE).expect("it ends");
        assert_eq!(status.exit_code(), 0, "{}", terminal.contents());
        assert_eq!(terminal.left_wrong(), None);
    }
}

/// The window is closed: nobody reads, nobody writes, and often a hang-up comes.
#[test]
fn a_terminal_that_goes_away_ends_it() {
    let mut random = Random::new();
    for _ in 0..tries(6) {
        let bytes = random.below(1 << 14);
        let moment = random.moment(LOADING);
        let terminal = Terminal::reading(&[PROGRAM], bytes);
        thread::sleep(moment);
        let mut child = terminal.close();
        let pid = child.process_id().expect("a process");
        let end = Instant::now() + Duration::from_secs(10);
        let status = loop {
            if let Some(status) = child.try_wait().expect("a process") {
                break status;
            }
            if Instant::now() > end {
                let state = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
                child.kill().expect("a process");
                child.wait().expect("a process");
                panic!("closed after {moment:?} and {bytes} bytes: it goes on: {state}");
            }
            thread::sleep(Duration::from_millis(5));
        };
        let quiet = matches!(status.exit_code(), 0 | 129) || status.signal().is_some_and(|s| s.contains("Hangup"));
        assert!(quiet, "closed after {moment:?} and {bytes} bytes: {status:?}");
    }
}
