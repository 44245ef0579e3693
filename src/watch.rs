//! Watches the files of DATA and tells when they have changed and come to rest.
//!
//! Events only say that it is worth a look: whether something changed is told by sizes and times, so that reading the
//! files (an event too, on some systems) does not set off the next reading.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// A file counts as written when nothing has happened to it for so long.
const QUIET: Duration = Duration::from_millis(300);

/// Size and time of every file; none for one that is not there.
type State = BTreeMap<PathBuf, Option<(u64, Option<SystemTime>)>>;

/// Watches as long as it lives.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Calls `changed` whenever the files or folders differ from before and have come to rest.
    ///
    /// # Errors
    /// When the system cannot watch, in words.
    pub fn start(paths: Vec<PathBuf>, changed: impl Fn() -> bool + Send + 'static) -> Result<Self, String> {
        let (tell, told) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |_: notify::Result<notify::Event>| {
            // Failing means that nobody waits any more.
            let _ = tell.send(());
        })
        .map_err(|e| format!("files cannot be watched here: {e}"))?;
        for path in &paths {
            let folder = if path.is_dir() { path } else { parent(path) };
            let cannot = |e: notify::Error| format!("{} cannot be watched: {e}", folder.display());
            watcher.watch(folder, RecursiveMode::NonRecursive).map_err(cannot)?;
        }
        let seen = state(&paths);
        let look = move || follow(&paths, seen, &told, changed);
        let spawned = thread::Builder::new().name("segscope-watch".to_owned()).spawn(look);
        spawned.map_err(|e| format!("files cannot be watched: {e}"))?;
        Ok(Self { _watcher: watcher })
    }
}

/// A file is watched through its folder, because many programs write a new file and give it the old name.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn follow(paths: &[PathBuf], mut seen: State, told: &Receiver<()>, changed: impl Fn() -> bool) {
    while told.recv().is_ok() {
        loop {
            match told.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let now = state(paths);
        if now != seen {
            seen = now;
            if !changed() {
                return;
            }
        }
    }
}

fn state(paths: &[PathBuf]) -> State {
    let of_file = |path: &Path| std::fs::metadata(path).ok().map(|m| (m.len(), m.modified().ok()));
    let mut state = State::new();
    for path in paths {
        // A pattern stands for files of its folder.
        let place = if path.exists() { path } else { parent(path) };
        match std::fs::read_dir(place) {
            Ok(entries) => state.extend(entries.flatten().map(|e| (e.path(), of_file(&e.path())))),
            Err(_) => {
                state.insert(path.clone(), of_file(path));
            }
        }
    }
    state
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn a_change_is_told_once_and_reading_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("customers.csv");
        fs::write(&file, "customer_id\n1\n").unwrap();
        let (tell, told) = mpsc::channel();
        let watch = Watch::start(vec![file.clone()], move || tell.send(()).is_ok()).unwrap();
        fs::read(&file).unwrap();
        fs::write(folder.path().join("other.csv"), "x").unwrap();
        assert!(told.recv_timeout(3 * QUIET).is_err(), "neither reading nor another file is a change");
        for rows in 2..6 {
            fs::write(&file, "customer_id\n1\n".to_owned() + &"2\n".repeat(rows)).unwrap();
        }
        told.recv_timeout(PATIENCE).unwrap();
        assert!(told.recv_timeout(3 * QUIET).is_err(), "writing in one go is one change");
        let new = folder.path().join("new.tmp");
        fs::write(&new, "customer_id\n7\n8\n9\n").unwrap();
        fs::rename(&new, &file).unwrap();
        told.recv_timeout(PATIENCE).unwrap();
        drop(watch);
    }

    #[test]
    fn what_cannot_be_watched_is_said() {
        let why = Watch::start(vec![PathBuf::from("/nowhere/at/all.csv")], || true).unwrap_err();
        assert!(why.contains("/nowhere/at"), "{why}");
    }
}
