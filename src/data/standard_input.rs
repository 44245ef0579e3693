//! Standard input: read once, kept in memory, and read again from there by every reload.

use std::io::{IsTerminal, Read, stdin};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Once, OnceLock};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
#[cfg(unix)]
use rustix::event::{PollFd, PollFlags, Timespec, poll};
#[cfg(unix)]
use rustix::fs::{FileType, fstat};

use super::budget;
use super::error::DataError;
use super::origin::Origin;
use crate::progress::Progress;

/// Its name on the command line.
pub const DASH: &str = "-";
/// Its name in messages.
const NAME: &str = "standard input";
/// How often progress of the reading is checked.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A program that pipes data in has started to write by then. An open pipe without data, as from some schedulers, must not
/// block forever.
#[cfg(unix)]
const BEGINS_WITHIN: Timespec = Timespec { tv_sec: 3, tv_nsec: 0 };

/// Bytes of memory for each byte read: a growing buffer is held twice for a moment.
const HELD: u64 = 3;

static STARTED: Once = Once::new();
static COUNT: AtomicU64 = AtomicU64::new(0);
static BYTES: OnceLock<Result<Bytes, Stopped>> = OnceLock::new();

/// Why the reading ended early.
enum Stopped {
    /// It is longer than the limit, in bytes.
    Full(u64),
    /// The pipe broke, or no thread could be started to read it.
    Broken(String),
}

impl Stopped {
    fn error(&self) -> DataError {
        let path = NAME.to_owned();
        match self {
            Self::Full(most) => {
                let [most, limit] = [*most, budget::limit()].map(budget::shown);
                let what = format!("more than {most} came, too much to keep within the limit of {limit}");
                DataError::TooLarge {
                    path,
                    what,
                    remedy: "Give more with --max-memory, or save it to a file and name that",
                }
            }
            Self::Broken(why) => DataError::Io { path, source: std::io::Error::other(why.clone()) },
        }
    }
}

/// What is on standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piped {
    /// A file is redirected, or a program has written something.
    Data,
    /// A program ended without writing, or has not begun within three seconds.
    Nothing,
    /// A terminal, or something else that is not a source of data.
    NoPipe,
}

/// Checks whether data is piped in, without reading it.
#[cfg(unix)]
pub fn piped() -> Piped {
    let input = stdin();
    let is = |kind: FileType| fstat(&input).is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == kind);
    if is(FileType::RegularFile) {
        return Piped::Data;
    }
    if !is(FileType::Fifo) {
        return Piped::NoPipe;
    }
    let mut polled = [PollFd::new(&input, PollFlags::IN)];
    match poll(&mut polled, Some(&BEGINS_WITHIN)) {
        Ok(1..) if polled[0].revents().contains(PollFlags::IN) => Piped::Data,
        _ => Piped::Nothing,
    }
}

/// Checks whether data is piped in: on this system it must be requested with `-`.
#[cfg(not(unix))]
pub fn piped() -> Piped {
    Piped::NoPipe
}

/// All of standard input; waits for its end. If the wait is cancelled, the reading continues in its own thread: a read
/// from a pipe cannot be cancelled.
///
/// # Errors
/// [`DataError`] if nothing is piped in, the pipe breaks, or the load was cancelled.
pub fn origin(progress: &Progress) -> Result<Origin, DataError> {
    if stdin().is_terminal() {
        return Err(DataError::NoPipe);
    }
    STARTED.call_once(|| {
        let reading = thread::Builder::new().name("segscope-stdin".to_owned()).spawn(|| {
            let _ = BYTES.set(read_all().map(Bytes::from));
        });
        if let Err(error) = reading {
            let _ = BYTES.set(Err(Stopped::Broken(error.to_string())));
        }
    });
    progress.begin("reading standard input", 0);
    let mut told = 0;
    loop {
        if let Some(read) = BYTES.get() {
            return Ok(Origin::Memory(PathBuf::from(NAME), read.as_ref().map_err(Stopped::error)?.clone()));
        }
        progress.check()?;
        let count = COUNT.load(Ordering::Relaxed);
        progress.advance(count - told);
        told = count;
        thread::sleep(LOOK_EVERY);
    }
}

fn read_all() -> Result<Vec<u8>, Stopped> {
    let most = budget::for_reading() / HELD;
    let mut all = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    let mut input = stdin().lock();
    loop {
        match input.read(&mut chunk) {
            Ok(0) => return Ok(all),
            Ok(count) if (all.len() + count) as u64 > most => return Err(Stopped::Full(most)),
            Ok(count) => {
                all.extend_from_slice(&chunk[..count]);
                COUNT.fetch_add(count as u64, Ordering::Relaxed);
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Stopped::Broken(error.to_string())),
        }
    }
}
