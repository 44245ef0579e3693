//! The real binary in a pseudo terminal: what a user sees, and what is left of the terminal afterwards.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

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

/// A user's folder of state, of whom the dashboard was started before: it has no welcome. Each run has its own, so that none
/// comes back to the session of another.
fn used_before() -> PathBuf {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("used-before-{run}"));
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(home.join("segscope")).expect("a folder");
    fs::write(home.join("segscope/started"), "").expect("a file");
    home
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
        if command.get_env("XDG_STATE_HOME").is_none() {
            command.env("XDG_STATE_HOME", used_before());
        }
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

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &pid]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// Takes in what is written for a while.
    fn watch(&mut self, span: Duration) {
        let end = Instant::now() + span;
        while let Ok(chunk) = self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.screen.process(&chunk);
            self.all.extend(chunk);
        }
    }

    fn written(&self) -> String {
        String::from_utf8_lossy(&self.all).into_owned()
    }

    /// Settings of the line, such as whether it is raw. Only Linux tells them to the other end.
    fn line(&self) -> String {
        format!("{:?}", self.master.get_termios().expect("a line"))
    }

    /// Waits for the end of the process. One that does not come is a failed test, and not a test without end.
    fn wait_for_end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a process") {
                return status;
            }
            if Instant::now() > end {
                let _ = self.child.kill();
                panic!("it does not end; on the screen:\n{}", self.screen.screen().contents());
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end; gives the exit code and everything that was written.
    fn end(mut self) -> (u32, String) {
        let status = self.wait_for_end();
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
    let always = [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[?25l", "\x1b[?25h")];
    let mouse = [1000, 1002, 1006].map(|mode| (format!("\x1b[?{mode}h"), format!("\x1b[?{mode}l")));
    let mouse = mouse.iter().map(|(on, off)| (on.as_str(), off.as_str())).filter(|(on, _)| written.contains(on));
    for (on, off) in always.into_iter().chain(mouse) {
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
    terminal.press("?");
    terminal.wait("the help closed", |s| !s.contents().contains("What is shown"));
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    assert!(written.contains("\x1b[?2026h"), "frames are synchronised updates");
}

#[test]
fn the_mouse_clicks_and_can_be_left_to_the_terminal() {
    let mut terminal = Terminal::start(&[], 120, 36);
    terminal.wait_for("centroid");
    // A press and a release of the left button on the tab of Loyalty, counted from 1.
    let line = terminal.screen.screen().contents().lines().nth(1).expect("tabs").to_owned();
    let column = line.find("Loyalty").expect("a tab") + 1;
    terminal.press(&format!("\x1b[<0;{column};2M\x1b[<0;{column};2m"));
    terminal.wait_for("Returning customers");
    terminal.press("q");
    let (_, written) = terminal.end();
    assert!(written.contains("\x1b[?1002h"));
    assert_restored(&written);
    let mut terminal = Terminal::start(&["--no-mouse"], 120, 36);
    terminal.wait_for("centroid");
    terminal.press("q");
    assert!(!terminal.end().1.contains("\x1b[?1002h"));
}

#[test]
fn a_panel_is_split_by_an_attribute() {
    let mut terminal = Terminal::start(&["--k", "3"], 120, 36);
    terminal.wait_for("centroid");
    terminal.press("4B");
    terminal.wait_for("enter splits");
    terminal.press("\r");
    terminal.wait_for("Retention by gender");
    terminal.wait("the parts", |s| s.contents().contains("Female") && s.contents().contains("Male"));
    // Back to the list, to the screen, and out.
    terminal.press("qqq");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn own_keys_and_an_own_theme_are_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let theme = folder.path().join("own.toml");
    std::fs::write(&theme, "[true]\nkey = \"#010203\"\n").expect("written");
    let file = folder.path().join("config.toml");
    let text = format!("theme = {:?}\n[keys]\nsplit = \"F5\"\nquit = \"Q\"\n", theme.to_string_lossy());
    std::fs::write(&file, text).expect("written");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
    command.args(["--k", "3", "--config", &file.to_string_lossy()]);
    command.env("COLORTERM", "truecolor");
    let mut terminal = Terminal::run(command, 200, 50);
    terminal.wait_for("centroid");
    terminal.wait_for(" Q quit");
    terminal.press("4");
    terminal.wait_for(" F5 by");
    // F5, as xterm sends it.
    terminal.press("\x1b[15~");
    terminal.wait_for("enter splits");
    terminal.press("\x1b");
    terminal.wait("the list closed", |s| !s.contents().contains("enter splits"));
    terminal.press("Q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert!(written.contains("38;2;1;2;3"), "the colour of keys is that of the file");
}

#[test]
fn copies_are_sent_to_the_terminal() {
    let mut terminal = Terminal::start(&["--k", "3"], 120, 36);
    terminal.wait_for("centroid");
    terminal.press("6y");
    terminal.wait_for("sent to the terminal: 1 row");
    terminal.press("Y");
    terminal.wait_for("sent to the terminal: segscope segments --k 3");
    terminal.press("q");
    let (_, written) = terminal.end();
    // "segscope segments --k 3" in base64, as `printf 'segscope segments --k 3' | base64` gives it.
    let wrapped = written.contains("\x1bPtmux;\x1b\x1b]52;c;");
    let command = "]52;c;c2Vnc2NvcGUgc2VnbWVudHMgLS1rIDM=\x07";
    assert!(written.contains(command) && wrapped == std::env::var_os("TMUX").is_some());
}

#[test]
fn marked_rows_are_copied_opened_and_compared() {
    let mut terminal = Terminal::start(&["--k", "3"], 120, 36);
    terminal.wait_for("centroid");
    terminal.press("3 jy");
    terminal.wait_for("sent to the terminal: 1 marked");
    terminal.press(" \r");
    terminal.wait_for("city:Cairo,Alexandria");
    terminal.wait_for("of 620");
    // Whether or not these are being clustered, escape goes back.
    terminal.press("\x1b");
    terminal.wait("the marks", |s| s.contents().matches('✓').count() == 2);
    terminal.press("\x1b");
    terminal.wait("no mark", |s| !s.contents().contains('✓'));
    terminal.press("5\t\t j j c");
    terminal.wait_for("3 segments, means and index");
    terminal.press("qq");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    // "Cairo" in base64, as `printf Cairo | base64` gives it.
    assert!(written.contains("]52;c;Q2Fpcm8=\x07"));
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
fn a_file_that_is_not_understood_is_opened_by_keys() {
    let mut terminal =
        Terminal::start(&[concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mapping/orders.csv")], 80, 24);
    terminal.wait_for("Columns of orders.csv");
    // The list of roles begins at the one that is missing.
    terminal.press("\tj\r");
    terminal.wait_for("Role of first");
    terminal.press("\r");
    terminal.wait_for("Everything needed is there");
    terminal.press("o");
    terminal.wait_for("centroid");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_file_that_is_left_without_understanding_ends_with_the_message() {
    let mut terminal =
        Terminal::start(&[concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mapping/orders.csv")], 80, 24);
    terminal.wait_for("Columns of orders.csv");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 1);
    assert_restored(&written);
    assert!(written.contains("segscope: "), "{written}");
}

#[test]
fn a_signal_restores_the_terminal() {
    let mut terminal = Terminal::start(&[], 80, 24);
    terminal.wait_for("centroid");
    terminal.signal("TERM");
    let (code, written) = terminal.end();
    assert_eq!(code, 143);
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
    terminal.wait_for("reloaded: transactions +1");
    terminal.wait_for("3 of 10");
    std::fs::write(&file, "customer_id,transaction_date,transa").expect("half written");
    terminal.wait_for("not reloaded; the previous data stays");
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
    terminal.press("?");
    terminal.press("R");
    terminal.wait_for("centroid");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn what_is_piped_in_is_shown_without_being_asked_for() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data/transactions.csv");
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("cat '{data}' | '{}'", env!("CARGO_BIN_EXE_segscope"))]);
    let mut terminal = Terminal::run(command, 120, 36);
    terminal.wait_for("segscope  -  ");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);

    let source = |stdin: Stdio| {
        let program = env!("CARGO_BIN_EXE_segscope");
        let output = Command::new(program).args(["report", "--quiet"]).stdin(stdin).output().expect("it runs");
        let [text, said] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (text.contains("Customer segments: -\n"), said)
    };
    let file = File::open(data).expect("the sample");
    assert_eq!(source(file.into()), (true, String::new()));
    assert_eq!(source(Stdio::null()), (false, String::new()));
    // Whoever starts it closes its end of the pipe without a word.
    let (is_piped, said) = source(Stdio::piped());
    assert!(!is_piped && said.contains("standard input is empty"), "{said}");
}

#[test]
fn the_first_start_says_what_one_can_do_once() {
    let home = tempfile::tempdir().expect("a folder");
    let start = || {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
        command.env("XDG_STATE_HOME", home.path());
        Terminal::run(command, 120, 36)
    };
    let mut terminal = start();
    terminal.wait_for("Welcome");
    terminal.press("5");
    terminal.wait("screen without a welcome", |s| !s.contents().contains("Welcome"));
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    let mut terminal = start();
    terminal.wait_for("centroid");
    assert!(!terminal.screen.screen().contents().contains("Welcome"));
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn a_session_is_offered_and_restored() {
    let home = used_before();
    let start = |args: &[&str]| {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
        command.args(args);
        command.env("XDG_STATE_HOME", &home);
        let mut terminal = Terminal::run(command, 120, 36);
        terminal.wait_for("centroid");
        terminal
    };
    let mut terminal = start(&["--k-max", "3"]);
    terminal.press("5/city:Cairo\r");
    terminal.wait_for("353 of 2,000 customers");
    // A view is in its file though it ends at once.
    terminal.press("MCairo alone\rq");
    assert_eq!(terminal.end().0, 0);

    let mut terminal = start(&["--k-max", "3"]);
    terminal.wait_for("last time: Segments city:Cairo; ' goes back there");
    terminal.press("'");
    terminal.wait_for("Cairo alone");
    terminal.press("\r");
    terminal.wait_for("353 of 2,000 customers");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);

    let mut terminal = start(&["--restore", "--k-max", "3"]);
    terminal.wait_for("restored: Segments city:Cairo");
    terminal.wait_for("Choosing K");
    terminal.wait_for("353 of 2,000 customers");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);

    // What is typed wins.
    let mut terminal = start(&["--restore", "--k-max", "3", "--filter", "city:Giza"]);
    terminal.wait_for("247 of 2,000 customers");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn another_file_is_opened_and_remembered() {
    let home = used_before();
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, customers: usize| {
        let row = |i: usize| format!("{},2024-01-{:02},{}\n", i % customers, i % 28 + 1, ["burnt", "claimed"][i % 2]);
        let rows = (0..40).map(row).collect::<String>();
        let path = folder.path().join(name);
        fs::write(&path, format!("customer_id,transaction_date,transaction_status\n{rows}")).expect("written");
        path.to_str().expect("a path").to_owned()
    };
    let (first, second) = (file("first.csv", 9), file("the second 顧客.csv", 7));
    let start = |data: &str| {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
        command.args(["--watch", "--k-max", "3", data]);
        command.env("XDG_STATE_HOME", &home);
        command.env("HOME", folder.path());
        Terminal::run(command, 120, 36)
    };
    let mut terminal = start(&first);
    terminal.wait_for("9 customers");
    terminal.wait_for("watching");
    terminal.press("3O~\t");
    terminal.wait_for("here: 2 data files");
    terminal.press("the\t");
    terminal.wait_for("~/the second 顧客.csv");
    terminal.press("\r");
    terminal.wait_for("opened ");
    terminal.wait_for("7 customers");
    // The file that is open now is the one that is watched.
    fs::write(&first, "customer_id,transaction_date,transaction_status\n1,2024-01-01,burnt\n").expect("written");
    let mut text = fs::read_to_string(&second).expect("the file");
    text += "100,2024-02-01,burnt\n";
    fs::write(&second, text).expect("written");
    terminal.wait_for("reloaded: transactions +1");
    terminal.wait_for("8 customers");
    terminal.press("Oit is gone\r");
    terminal.wait_for("not opened: it is gone: no such file");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    // The next start offers both to each other, and where the session with the first ended.
    let mut terminal = start(&first);
    terminal.wait_for("last time: Places; ' goes back there");
    terminal.wait_for("nothing to cluster by");
    terminal.press("O");
    terminal.wait_for("the second 顧客.csv  in ~/");
    terminal.press("\r");
    terminal.wait_for("8 customers");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn without_a_pipe_a_dash_says_what_is_missing() {
    let mut terminal = Terminal::start(&["-"], 80, 24);
    terminal.wait_for("standard input is a terminal");
    assert_eq!(terminal.end().0, 1);
}

#[test]
fn parquet_is_not_thrown_at_a_terminal() {
    let mut terminal = Terminal::start(&["segments", "--format", "parquet"], 80, 24);
    terminal.wait_for("name a file with --output");
    assert_eq!(terminal.end().0, 2);
}

#[test]
fn every_signal_has_its_code() {
    for (name, number) in [("INT", 2), ("HUP", 1), ("QUIT", 3), ("USR1", 10)] {
        let mut terminal = Terminal::start(&[], 80, 24);
        terminal.wait_for("segscope");
        terminal.signal(name);
        let (code, written) = terminal.end();
        assert_eq!(code, 128 + number, "{name}");
        assert_restored(&written);
    }
}

/// Moments from an own generator: the same in every run.
fn moments(seed: u64, below: u64) -> impl Iterator<Item = Duration> {
    let step = |x: &u64| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(step(&seed), step).map(move |x| Duration::from_micros((x >> 33) % below))
}

#[test]
fn a_signal_while_starting_never_leaves_the_terminal_raw() {
    let signals = ["TERM", "INT", "HUP", "QUIT"].iter().cycle();
    for (signal, moment) in signals.zip(moments(7, 60_000)).take(24) {
        let mut terminal = Terminal::start(&[], 80, 24);
        terminal.watch(moment);
        terminal.signal(signal);
        let status = terminal.wait_for_end();
        terminal.watch(Duration::from_millis(50));
        assert!(terminal.line().contains("ICANON"), "{signal} after {moment:?}: raw");
        let written = terminal.written();
        assert!(status.signal().is_none() || !written.contains("[?1049h"), "{signal} after {moment:?}: {status:?}");
        if written.contains("[?1049h") {
            assert_restored(&written);
        }
    }
}

#[test]
fn an_abort_restores_the_terminal_and_says_so() {
    let mut terminal = Terminal::start(&[], 80, 24);
    terminal.wait_for("centroid");
    terminal.signal("ABRT");
    let status = terminal.wait_for_end();
    assert!(status.signal().is_some(), "{status:?}");
    terminal.watch(Duration::from_millis(100));
    assert!(terminal.line().contains("ICANON"), "the line is raw");
    assert_restored(&terminal.written());
    assert!(terminal.written().contains("segscope: stopped at once"), "{}", terminal.screen.screen().contents());
}

/// Limits under which the memory for the work, or the stack of its threads, runs out.
#[test]
fn what_runs_out_restores_the_terminal() {
    let program = env!("CARGO_BIN_EXE_segscope");
    for limit in ["ulimit -c 0; ulimit -v 700000", "ulimit -c 0; export RUST_MIN_STACK=40000"] {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &format!("{limit}; exec '{program}'")]);
        let mut terminal = Terminal::run(command, 120, 36);
        terminal.watch(Duration::from_secs(2));
        // It may have been enough.
        let _ = terminal.keys.write_all(b"q");
        let status = terminal.wait_for_end();
        terminal.watch(Duration::from_millis(100));
        assert!(terminal.line().contains("ICANON"), "{limit}: the line is raw: {status:?}");
        if terminal.written().contains("[?1049h") {
            assert_restored(&terminal.written());
        }
    }
}

/// A shell with job control, which stops the program with ctrl-z and calls it back. The terminal never answers a question
/// for the cursor, or answers late, so none may be asked.
#[test]
fn control_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let program = env!("CARGO_BIN_EXE_segscope");
    let mut command = CommandBuilder::new("bash");
    command.args(["-m", "-c", &format!("'{program}'; echo the shell; stty -a; read -r line; fg")]);
    let mut terminal = Terminal::run(command, 120, 36);
    terminal.wait_for("centroid");
    terminal.press("\x1a");
    terminal.wait_for("the shell");
    terminal.wait_for(" icanon");
    assert_restored(&terminal.written());
    terminal.master.resize(size(80, 24)).expect("a resize");
    terminal.screen.screen_mut().set_size(cells(24), cells(80));
    terminal.press("\n");
    terminal.wait("the dashboard in the new size", |s| s.contents().contains("1 Over "));
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    assert!(!written.contains("\x1b[6n"), "the terminal was asked where its cursor is");
}

#[test]
fn a_dashboard_that_is_stopped_from_outside_comes_back() {
    let mut terminal = Terminal::start(&[], 120, 36);
    terminal.wait_for("centroid");
    terminal.signal("TSTP");
    terminal.watch(Duration::from_millis(500));
    assert!(terminal.line().contains("ICANON"), "stopped, and the line is raw");
    assert_restored(&terminal.written());
    terminal.signal("CONT");
    terminal.wait_for("centroid");
    // Nobody can give the terminal back before this one: it takes it again all the same.
    terminal.signal("STOP");
    terminal.watch(Duration::from_millis(200));
    let before = terminal.all.len();
    terminal.signal("CONT");
    terminal.watch(Duration::from_millis(500));
    assert!(terminal.all.len() > before + 1_000, "the whole screen is drawn again");
    // The first process of a session has no shell to stop for.
    terminal.press("\x1a");
    terminal.wait_for("no shell to go back to");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    assert!(!written.contains("\x1b[6n"), "the terminal was asked where its cursor is");
}

#[test]
fn a_terminal_that_goes_away_ends_it_at_once() {
    // Without a hang-up too: the shell may have told its children to ignore it.
    for script in ["exec \"$0\"", "trap '' HUP; exec \"$0\""] {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_segscope")]);
        let mut terminal = Terminal::run(command, 80, 24);
        terminal.wait_for("segscope");
        let Terminal { keys, master, bytes, mut child, .. } = terminal;
        // The reader holds the terminal too, till it reads the end.
        drop((keys, master, bytes));
        let end = Instant::now() + Duration::from_secs(10);
        let status = loop {
            if let Some(status) = child.try_wait().expect("a process") {
                break status;
            }
            if Instant::now() > end {
                child.kill().expect("a process");
                panic!("{script}: goes on without a terminal");
            }
            thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(status.exit_code(), 129, "{script}: {status:?}");
        assert!(status.signal().is_none(), "{script}: {status:?}");
    }
}

/// A change of size and a key that come together are both taken in: the key does not wait for the next one.
#[test]
fn a_key_right_after_a_change_of_size_is_answered() {
    let mut terminal = Terminal::start(&[], 80, 24);
    terminal.wait_for("segscope");
    for turn in 0..40 {
        terminal.master.resize(size(80 + turn % 2, 24)).expect("a resize");
        terminal.press("?");
        terminal.wait_for("What is shown");
        terminal.master.resize(size(80, 24 + turn % 2)).expect("a resize");
        terminal.press("?");
        terminal.wait("the help closed", |s| !s.contents().contains("What is shown"));
    }
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn any_size_is_drawn() {
    for (columns, rows) in [(0, 0), (1, 1), (2, 2), (65_535, 1), (1, 65_535), (65_535, 65_535)] {
        let mut terminal = Terminal::start(&[], 80, 24);
        terminal.wait_for("segscope");
        terminal.master.resize(size(columns, rows)).expect("a resize");
        if columns == rows && rows > 1_000 {
            terminal.screen.screen_mut().set_size(cells(500), cells(1_000));
            terminal.wait_for("the dashboard uses 1,000 × 500 cells of 65,535 × 65,535");
        }
        terminal.watch(Duration::from_millis(300));
        terminal.master.resize(size(80, 24)).expect("a resize");
        terminal.press("q");
        let (code, written) = terminal.end();
        assert_eq!(code, 0, "{columns} x {rows}");
        assert_restored(&written);
    }
}

#[test]
fn few_open_files_are_said_in_a_sentence() {
    for files in [4, 5, 6, 8] {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &format!("ulimit -n {files}; exec \"$0\""), env!("CARGO_BIN_EXE_segscope")]);
        let mut terminal = Terminal::run(command, 80, 24);
        let status = terminal.wait_for_end();
        terminal.watch(Duration::from_millis(100));
        let written = terminal.written();
        assert_eq!(status.exit_code(), 1, "{files}: {written}");
        assert!(written.contains("ulimit"), "{files}: {written}");
        assert!(!written.contains("panicked") && !written.contains("mistake"), "{files}: {written}");
        assert!(terminal.line().contains("ICANON"), "{files}: the line is raw");
    }
}

/// Keys are answered in the middle of loading: from a pipe that gives nothing.
#[test]
fn loading_is_left_at_once() {
    for keys in ["q", "\x03"] {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", "sleep 30 | \"$0\" -", env!("CARGO_BIN_EXE_segscope")]);
        let mut terminal = Terminal::run(command, 80, 24);
        terminal.wait_for("standard input");
        let pressed = Instant::now();
        terminal.press(keys);
        terminal.wait("the shell's screen", |s| !s.alternate_screen());
        assert!(pressed.elapsed() < Duration::from_millis(500), "{keys:?}: {:?}", pressed.elapsed());
        terminal.child.kill().expect("a process");
    }
}

/// Keys are answered in the middle of a large hostile file too: long text that is packed, and a workbook that is looked over.
#[test]
fn a_large_file_is_left_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (text, book) = (folder.path().join("customers.csv.gz"), folder.path().join("book.xlsx"));
    let rows = "seq 1 12000000 | sed '1i customer_id' | gzip -1 > \"$0\"";
    assert!(Command::new("sh").args(["-c", rows]).arg(&text).status().expect("a shell").success());
    let mut zip = zip::ZipWriter::new(File::create(&book).expect("a file"));
    zip.start_file("xl/styles.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    zip.write_all("<xf/>".repeat(12_000_000).as_bytes()).expect("a part");
    zip.finish().expect("a workbook");
    for file in [text, book] {
        for keys in ["q", "\x03", "\x1b"] {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
            command.arg(&file);
            let mut terminal = Terminal::run(command, 80, 24);
            terminal.wait("the dashboard", vt100::Screen::alternate_screen);
            thread::sleep(Duration::from_millis(300));
            let pressed = Instant::now();
            terminal.press(keys);
            terminal.wait("the shell's screen", |s| !s.alternate_screen());
            assert!(pressed.elapsed() < Duration::from_millis(500), "{keys:?}: {:?}", pressed.elapsed());
            terminal.child.kill().ok();
        }
    }
}
