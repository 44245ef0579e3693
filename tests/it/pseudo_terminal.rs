//! The real binary in a pseudo terminal: what a user sees, and what is left of the terminal afterwards.
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_mins(1);

/// A terminal with the program in it.
struct Terminal {
    screen: vt100::Parser,
    all: Vec<u8>,
    bytes: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("at least one cell")
}

impl Terminal {
    fn start(args: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
        command.args(args);
        Self::run(command, columns, rows)
    }

    fn run(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo terminal");
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", "/nonexistent");
        command.env("XDG_STATE_HOME", "/nonexistent");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (send, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 1 << 14];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if send.send(chunk[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { screen, all: Vec::new(), bytes, keys, master: pair.master, child }
    }

    /// Waits until the screen satisfies `seen`.
    fn wait(&mut self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !seen(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(chunk) = self.bytes.recv_timeout(left) else {
                panic!("no {what} on the screen:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&chunk);
            self.all.extend(chunk);
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait(text, |s| s.contents().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("keys reach the program");
    }

    /// Waits for the end; gives the exit code and everything that was written.
    fn end(mut self) -> (u32, String) {
        let status = self.child.wait().expect("the program ends");
        drop(self.keys);
        drop(self.master);
        while let Ok(chunk) = self.bytes.recv_timeout(Duration::from_secs(2)) {
            self.screen.process(&chunk);
            self.all.extend(chunk);
        }
        (status.exit_code(), String::from_utf8_lossy(&self.all).into_owned())
    }
}

/// Every mode that was switched on was switched off again after that.
fn assert_restored(written: &str) {
    for (on, off) in [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[?25l", "\x1b[?25h")] {
        let last_on = written.rfind(on).expect("switched on");
        let last_off = written.rfind(off).unwrap_or(0);
        assert!(last_off > last_on, "{on:?} was not switched off by {off:?}");
    }
}

#[test]
fn start_change_k_resize_quit() {
    let mut terminal = Terminal::start(&[], 120, 36);
    terminal.wait_for("segscope");
    terminal.wait_for("centroid");
    let shown = |s: &vt100::Screen| (2..20).find(|k| s.contents().contains(&format!("k={k} ")));
    let k = shown(terminal.screen.screen()).expect("the title says k");
    terminal.press("+");
    terminal.wait("one segment more", move |s| shown(s) == Some(k + 1));
    terminal.master.resize(size(80, 24)).expect("a resize");
    terminal.screen.screen_mut().set_size(cells(24), cells(80));
    terminal.wait("the compact layout", |s| s.contents().contains("1 Over "));
    terminal.press("?");
    terminal.wait_for("What is shown");
    terminal.press("q");
    terminal.wait("the help closed", |s| !s.contents().contains("What is shown"));
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    assert!(written.contains("\x1b[?2026h"), "frames are synchronised updates");
}

#[test]
fn an_error_restores_the_terminal_and_says_why() {
    let mut terminal = Terminal::start(&["no-such-data.xlsx"], 80, 24);
    terminal.wait_for("no-such-data.xlsx");
    let (code, written) = terminal.end();
    assert_eq!(code, 1);
    if written.contains("\x1b[?1049h") {
        assert_restored(&written);
    }
    assert!(written.contains("segscope: "), "{written}");
}

#[test]
fn a_signal_restores_the_terminal() {
    let mut terminal = Terminal::start(&[], 80, 24);
    terminal.wait_for("centroid");
    let pid = terminal.child.process_id().expect("a process").to_string();
    let killed = std::process::Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
    assert!(killed.success());
    let (_, written) = terminal.end();
    assert_restored(&written);
}

#[test]
fn control_c_quits_from_anywhere() {
    let mut terminal = Terminal::start(&[], 80, 24);
    terminal.wait_for("centroid");
    terminal.press("?");
    terminal.wait_for("Clustering");
    terminal.press("\x03");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_watched_file_is_read_again_and_what_changed_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("transactions.csv");
    let row = |i: usize| {
        let status = if i.is_multiple_of(3) { "burnt" } else { "claimed" };
        format!("{},2024-01-{:02},{status}\n", i % 9, i % 28 + 1)
    };
    let rows: Vec<String> = (0..40).map(row).collect();
    let mut text = format!("customer_id,transaction_date,transaction_status\n{}", rows.concat());
    std::fs::write(&file, &text).expect("written");
    let mut terminal = Terminal::start(&["--watch", file.to_str().expect("a path")], 120, 36);
    terminal.wait_for("40 claims");
    terminal.wait_for("watching");
    terminal.press("6jj");
    terminal.wait_for("3 of 9");
    text += "100,2024-02-01,burnt\n";
    std::fs::write(&file, &text).expect("written");
    terminal.wait_for("read again: transactions +1");
    terminal.wait_for("3 of 10");
    std::fs::write(&file, "customer_id,transaction_date,transa").expect("half written");
    terminal.wait_for("not read again, the last good data stays");
    terminal.wait_for("41 claims");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn the_keyboard_works_while_data_comes_through_a_pipe() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data/transactions.csv");
    let mut command = CommandBuilder::new("sh");
    // The screen is there before the first byte is.
    let script = format!("(sleep 1; cat '{data}') | '{}' -", env!("CARGO_BIN_EXE_segscope"));
    command.args(["-c", &script]);
    let mut terminal = Terminal::run(command, 120, 36);
    terminal.wait_for("segscope");
    terminal.wait_for("20,000");
    terminal.press("?");
    terminal.wait_for("What is shown");
    terminal.press("q");
    terminal.press("R");
    terminal.wait_for("centroid");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn without_a_pipe_a_dash_says_what_is_missing() {
    let mut terminal = Terminal::start(&["-"], 80, 24);
    terminal.wait_for("nothing is piped in");
    assert_eq!(terminal.end().0, 1);
}

#[test]
fn parquet_is_not_thrown_at_a_terminal() {
    let mut terminal = Terminal::start(&["segments", "--format", "parquet"], 80, 24);
    terminal.wait_for("name a file with --output");
    assert_eq!(terminal.end().0, 2);
}
