//! Watches the files of DATA and reports when they have changed and are complete.
//!
//! It checks them every second: the list of files, and for each its identity behind links, its size and its times. That is
//! cheap, it detects a changed link, folder or mount, it works on network file systems, which send no events, and reading a
//! file is not a change.

use std::any::Any;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::jobs::panic_message;
use crate::same_file::Identity;

/// How often the files are checked.
const EVERY: Duration = Duration::from_secs(1);
/// Checking takes at most this share of the time, whatever the number of files and the speed of the disk.
const PART: u32 = 200;
/// A file counts as complete after this time without a change ...
const QUIET: Duration = Duration::from_millis(300);
/// ... or after this time if it changes all the time.
const RESTLESS: Duration = Duration::from_secs(10);

/// Every file; none for one that does not exist.
type State = BTreeMap<PathBuf, Option<Seen>>;

/// The values that identify a version of a file.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    file: Option<Identity>,
    size: u64,
    written: Option<SystemTime>,
    /// On Unix also the time of the last change of its name or permissions, which no program can set.
    touched: (i64, i64),
}

/// An event of watching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The files have changed and are complete.
    Changed,
    /// They are no longer watched, with the reason.
    Ended(String),
}

/// Watches as long as it lives.
#[derive(Debug)]
pub struct Watch {
    _alive: Sender<()>,
}

impl Watch {
    /// Checks the files that `files` names each time, and calls `tell` until it returns false.
    ///
    /// # Errors
    /// If the system cannot start a thread, in words.
    pub fn start(
        files: impl Fn() -> Vec<PathBuf> + Send + 'static,
        tell: impl Fn(Told) -> bool + Send + 'static,
    ) -> Result<Self, String> {
        let (alive, ended) = mpsc::channel();
        let seen = state(&files());
        let look = move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| follow(&files, seen, &ended, &tell)));
            if let Err(panic) = outcome {
                let panic: &(dyn Any + Send) = panic.as_ref();
                tell(Told::Ended(format!("a mistake in segscope: {}", panic_message(panic))));
            }
        };
        thread::Builder::new().name("segscope-watch".to_owned()).spawn(look).map_err(|why| why.to_string())?;
        Ok(Self { _alive: alive })
    }
}

fn follow(files: &impl Fn() -> Vec<PathBuf>, mut seen: State, ended: &Receiver<()>, tell: &impl Fn(Told) -> bool) {
    let mut pause = EVERY;
    while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        let start = Instant::now();
        let mut now = state(&files());
        pause = EVERY.max(start.elapsed() * PART);
        if now == seen {
            continue;
        }
        while start.elapsed() < RESTLESS {
            if ended.recv_timeout(QUIET) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let before = std::mem::replace(&mut now, state(&files()));
            if now == before {
                break;
            }
        }
        // A change may have been undone.
        if now != seen {
            seen = now;
            if !tell(Told::Changed) {
                return;
            }
        }
    }
}

fn state(files: &[PathBuf]) -> State {
    let of_file = |path: &Path| std::fs::metadata(path).ok().map(|metadata| Seen::new(path, &metadata));
    files.iter().map(|path| (path.clone(), of_file(path))).collect()
}

impl Seen {
    fn new(path: &Path, metadata: &Metadata) -> Self {
        Self {
            file: Identity::of(path).ok(),
            size: metadata.len(),
            written: metadata.modified().ok(),
            touched: touched(metadata),
        }
    }
}

#[cfg(unix)]
fn touched(metadata: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn touched(_: &Metadata) -> (i64, i64) {
    (0, 0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
