//! Background work: one thread per slot; the newest request wins.
//!
//! A slot holds at most one waiting request. Submitting replaces the waiting request and cancels the running one, so a
//! key held down never queues work. A panic in the work becomes a failure with its message; the thread continues.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::progress::Progress;

/// One background worker for requests of type `R`.
#[derive(Debug)]
pub struct Slot<R> {
    shared: Arc<Shared<R>>,
}

#[derive(Debug)]
struct Shared<R> {
    state: Mutex<State<R>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<R> {
    waiting: Option<(R, Progress)>,
    running: Option<Progress>,
    closed: bool,
}

impl<R> Shared<R> {
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Clone + Send + 'static> Slot<R> {
    /// Starts the worker thread. `work` runs a request; `failed` receives the message of a panic in it.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub fn spawn(
        name: &str,
        work: impl Fn(R, &Progress) + Send + 'static,
        failed: impl Fn(R, String) + Send + 'static,
    ) -> std::io::Result<Self> {
        let state = State::<R> { waiting: None, running: None, closed: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let theirs = Arc::clone(&shared);
        thread::Builder::new().name(format!("segscope-{name}")).spawn(move || {
            while let Some((request, progress)) = next(&theirs) {
                let told = request.clone();
                let outcome = catch_unwind(AssertUnwindSafe(|| work(request, &progress)));
                theirs.lock().running = None;
                if let Err(panic) = outcome {
                    failed(told, panic_message(panic.as_ref()));
                }
            }
        })?;
        Ok(Self { shared })
    }

    /// Submits a request: the running request is cancelled, the waiting one is dropped.
    pub fn submit(&self, request: R, progress: Progress) {
        let mut state = self.shared.lock();
        if let Some(running) = &state.running {
            running.cancel();
        }
        state.waiting = Some((request, progress));
        self.shared.changed.notify_one();
    }

    /// Cancels the running request and drops the waiting one.
    pub fn cancel(&self) {
        let mut state = self.shared.lock();
        state.waiting = None;
        if let Some(running) = &state.running {
            running.cancel();
        }
    }
}

impl<R> Drop for Slot<R> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.closed = true;
        state.waiting = None;
        if let Some(running) = &state.running {
            running.cancel();
        }
        self.shared.changed.notify_one();
    }
}

/// Waits for the next request; `None` when the slot was dropped.
fn next<R>(shared: &Shared<R>) -> Option<(R, Progress)> {
    let mut state = shared.lock();
    loop {
        if state.closed {
            return None;
        }
        if let Some((request, progress)) = state.waiting.take() {
            state.running = Some(progress.clone());
            return Some((request, progress));
        }
        state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

/// The message of a panic.
pub fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(ToString::to_string);
    words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown panic".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::mpsc::{self, Receiver, Sender};
    use std::time::Duration;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// A slot whose work waits until it is released or cancelled, and reports which.
    fn gated() -> (Slot<u32>, Receiver<(u32, &'static str)>, Sender<()>) {
        let (tell, told) = mpsc::channel();
        let (let_go, gate) = mpsc::channel::<()>();
        let failed = tell.clone();
        let work = move |request: u32, progress: &Progress| {
            tell.send((request, "started")).unwrap();
            loop {
                if progress.is_cancelled() {
                    return tell.send((request, "cancelled")).unwrap();
                }
                if gate.recv_timeout(Duration::from_millis(1)).is_ok() {
                    assert!(request != 13, "unlucky");
                    return tell.send((request, "done")).unwrap();
                }
            }
        };
        let slot = Slot::spawn("test", work, move |request, message| {
            assert_eq!(message, "unlucky");
            failed.send((request, "failed")).unwrap();
        });
        (slot.unwrap(), told, let_go)
    }

    #[test]
    fn the_newest_request_wins_and_none_queues() {
        let (slot, told, let_go) = gated();
        slot.submit(1, Progress::new());
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (1, "started"));
        for request in 2..=50 {
            slot.submit(request, Progress::new());
        }
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (1, "cancelled"));
        // Of 1 to 50 at most one may have started before it was replaced; 50 is always the last.
        loop {
            match told.recv_timeout(PATIENCE).unwrap() {
                (50, "started") => break,
                (_, "started" | "cancelled") => {}
                other => panic!("{other:?}"),
            }
        }
        let_go.send(()).unwrap();
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (50, "done"));
    }

    #[test]
    fn cancel_stops_the_running_and_drops_the_waiting() {
        let (slot, told, _let_go) = gated();
        slot.submit(1, Progress::new());
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (1, "started"));
        slot.cancel();
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (1, "cancelled"));
        assert!(told.recv_timeout(Duration::from_millis(20)).is_err());
    }

    #[test]
    fn a_panic_is_told_and_the_slot_lives_on() {
        let (slot, told, let_go) = gated();
        slot.submit(13, Progress::new());
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (13, "started"));
        let_go.send(()).unwrap();
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (13, "failed"));
        slot.submit(14, Progress::new());
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (14, "started"));
        let_go.send(()).unwrap();
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), (14, "done"));
    }
}
