//! Runs the built program, and judges how it ended.

use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The built program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_segscope");
/// Longer than anything here takes on a busy machine; what takes longer hangs.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// What makes a clustering quick where segments do not matter.
pub const QUICK: [&str; 6] = ["--k", "2", "--k-max", "2", "--restarts", "1"];

/// How a run ended.
pub struct Ended {
    pub status: ExitStatus,
    pub out: Vec<u8>,
    pub err: String,
}

/// The program, away from the user's own files.
pub fn program(args: &[&str]) -> Command {
    away(PROGRAM, args)
}

/// The program in a shell that first sets limits, such as `ulimit -v 1000`.
pub fn limited(limits: &str, args: &[&str]) -> Command {
    let mut command = away("sh", &["-c", &format!("{limits}; exec \"$0\" \"$@\""), PROGRAM]);
    command.args(args);
    command
}

fn away(name: &str, args: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(args).env("XDG_CONFIG_HOME", "/nonexistent").env("XDG_STATE_HOME", "/nonexistent");
    command.env_remove("RUST_BACKTRACE").stdin(Stdio::null());
    command
}

/// Runs to the end. Output goes to files, so that no pipe can fill.
pub fn run(command: Command) -> Ended {
    let (mut out, mut err) = (tempfile::tempfile().expect("a file"), tempfile::tempfile().expect("a file"));
    let (to_out, to_err) = (out.try_clone().expect("a file"), err.try_clone().expect("a file"));
    run_into(command, to_out.into(), to_err.into(), &mut out, &mut err)
}

fn run_into(mut command: Command, to_out: Stdio, to_err: Stdio, out: &mut File, err: &mut File) -> Ended {
    let mut child = command.stdout(to_out).stderr(to_err).spawn().expect("the program starts");
    let status = wait(&mut child, PATIENCE).unwrap_or_else(|| panic!("{command:?} does not end"));
    Ended { status, out: contents(out), err: String::from_utf8_lossy(&contents(err)).into_owned() }
}

fn contents(file: &mut File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().expect("a file");
    file.read_to_end(&mut bytes).expect("a file");
    bytes
}

/// Waits for the end of a process; one that does not end in time is killed.
pub fn wait(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let end = Instant::now() + patience;
    loop {
        if let Some(status) = child.try_wait().expect("a process") {
            return Some(status);
        }
        if Instant::now() > end {
            child.kill().expect("a process");
            child.wait().expect("a process");
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

impl Ended {
    /// The program ended by itself, with a code of its own, and what it said is plain and no panic.
    pub fn assert_orderly(&self, what: &str) -> &Self {
        assert_eq!(self.status.signal(), None, "{what}: killed by a signal: {}", self.err);
        let code = self.status.code();
        assert!(matches!(code, Some(0..=3)), "{what}: exit {code:?}: {}", self.err);
        assert!(!self.err.contains("panicked"), "{what}: {}", self.err);
        let raw = self.err.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{what}: a control character in {:?}", self.err);
        assert!(
            code == Some(0) || self.err.contains("segscope: "),
            "{what}: exit {code:?} without a word: {}",
            self.err
        );
        self
    }

    /// The same, and all went well.
    pub fn assert_fine(&self, what: &str) -> &Self {
        self.assert_orderly(what);
        assert_eq!(self.status.code(), Some(0), "{what}: {}", self.err);
        self
    }

    /// The same, and it was refused in one sentence.
    pub fn assert_refused(&self, what: &str) -> &Self {
        self.assert_orderly(what);
        assert_eq!(self.status.code(), Some(1), "{what}: {}", self.err);
        self
    }
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Writes a small data set with the program itself.
pub fn generate(folder: &Path, customers: usize, transactions: usize, seed: u64) {
    let (customers, transactions, seed) = (customers.to_string(), transactions.to_string(), seed.to_string());
    let args = ["generate", text(folder), "--customers", &customers, "--transactions", &transactions, "--seed", &seed];
    run(program(&args)).assert_fine("generate");
}
