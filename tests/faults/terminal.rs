//! A pseudo terminal with the program in it, and what must be left of the terminal.

use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Modes and what switches them off again.
const MODES: [(&str, &str); 4] = [
    ("\x1b[?1049h", "\x1b[?1049l"),
    ("\x1b[?1002h", "\x1b[?1002l"),
    ("\x1b[?2004h", "\x1b[?2004l"),
    ("\x1b[?25l", "\x1b[?25h"),
];

pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    before: String,
    written: Vec<u8>,
    screen: vt100::Parser,
}

/// A user's folder of state, of whom the dashboard was started before: it has no welcome.
fn used_before() -> std::path::PathBuf {
    let home = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("used-before");
    std::fs::create_dir_all(home.join("segscope")).expect("a folder");
    std::fs::write(home.join("segscope/started"), "").expect("a file");
    home
}

impl Terminal {
    /// Starts a command, such as the program with a limit set by a shell.
    pub fn start(words: &[&str]) -> Self {
        Self::reading(words, usize::MAX)
    }

    /// The same, and stops reading after so many bytes, so that the terminal can go away.
    pub fn reading(words: &[&str], most: usize) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo terminal");
        let before = modes(pair.master.as_ref());
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", "/nonexistent");
        command.env("XDG_STATE_HOME", used_before());
        command.env_remove("NO_COLOR");
        // Naming the frames of a debug build takes seconds.
        command.env_remove("RUST_BACKTRACE");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (send, bytes) = mpsc::channel();
        thread::spawn(move || {
            let (mut chunk, mut read) = ([0; 1 << 14], 0);
            while read < most
                && let Ok(n @ 1..) = reader.read(&mut chunk)
                && send.send(chunk[..n].to_vec()).is_ok()
            {
                read += n;
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        let cells = |n: u16| std::num::NonZero::new(n).expect("at least one cell");
        let screen = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
        Self { master: pair.master, keys, bytes, child, before, written: Vec::new(), screen }
    }

    pub fn press(&mut self, keys: &str) {
        // It may have ended already.
        let _ = self.keys.write_all(keys.as_bytes());
    }

    /// Sends the process a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        if let Some(pid) = self.child.process_id() {
            // It may have ended already.
            let _ = Command::new("kill").args(["-s", name, &pid.to_string()]).output();
        }
    }

    /// Takes in what is written for a while.
    pub fn watch(&mut self, span: Duration) {
        let end = Instant::now() + span;
        while let Ok(chunk) = self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.take(&chunk);
        }
    }

    /// Waits until a text is on the screen; false when it does not come.
    pub fn shows(&mut self, text: &str, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        while !self.screen.screen().contents().contains(text) {
            let Ok(chunk) = self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) else {
                return false;
            };
            self.take(&chunk);
        }
        true
    }

    fn take(&mut self, chunk: &[u8]) {
        self.screen.process(chunk);
        self.written.extend(chunk);
    }

    /// Waits for the end; none when it does not come.
    pub fn end(&mut self, patience: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + patience;
        let status = loop {
            self.watch(Duration::from_millis(3));
            if let Some(status) = self.child.try_wait().expect("a process") {
                break status;
            }
            if Instant::now() > end {
                self.child.kill().expect("a process");
                self.child.wait().expect("a process");
                return None;
            }
        };
        self.watch(Duration::from_millis(100));
        Some(status)
    }

    /// Closes the terminal, as a window that is closed; gives the process.
    pub fn close(self) -> Box<dyn Child + Send + Sync> {
        self.child
    }

    /// Everything that was written.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }

    /// What is on the screen.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// What is wrong with the terminal that the program left; none when all is as it was.
    pub fn left_wrong(&self) -> Option<String> {
        let after = modes(self.master.as_ref());
        if after != self.before {
            return Some("the terminal is left raw".to_owned());
        }
        let written = self.written();
        let open = MODES.iter().find(|(on, off)| written.rfind(on).is_some_and(|on| written.rfind(off) < Some(on)));
        open.map(|(on, off)| format!("{on:?} was not switched off by {off:?}"))
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("modes of the terminal"))
}
