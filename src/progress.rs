//! Progress and cancellation of a long computation, shared between its worker and the screen.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A handle that a worker reports to and a front end reads. Cloning shares the same state.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    cancelled: Arc<AtomicBool>,
    done: AtomicU64,
    total: AtomicU64,
    label: Mutex<String>,
}

/// A computation that stopped because [`Progress::cancel`] was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Progress {
    /// A new handle: nothing done, not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// A handle for a part of a step: it is cancelled with this one, but its progress is not shown.
    #[must_use]
    pub fn part(&self) -> Self {
        Self(Arc::new(Shared { cancelled: Arc::clone(&self.0.cancelled), ..Shared::default() }))
    }

    /// Asks the worker to stop at its next [`Progress::check`].
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the worker was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// `Err(Cancelled)` once the worker was asked to stop; called in the outer loops of long work.
    ///
    /// # Errors
    /// [`Cancelled`] after [`Progress::cancel`].
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Starts a new step: its name, and how many units it has (0 when unknown).
    pub fn begin(&self, label: &str, total: u64) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
        if let Ok(mut current) = self.0.label.lock() {
            label.clone_into(&mut current);
        }
    }

    /// Adds finished units to the current step.
    pub fn advance(&self, units: u64) {
        self.0.done.fetch_add(units, Ordering::Relaxed);
    }

    /// The current step: its name, units done, units in all (0 when unknown).
    pub fn snapshot(&self) -> (String, u64, u64) {
        let label = self.0.label.lock().map(|l| l.clone()).unwrap_or_default();
        (label, self.0.done.load(Ordering::Relaxed), self.0.total.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_cancelled_with_the_whole_and_reports_to_itself() {
        let whole = Progress::new();
        whole.begin("whole", 3);
        let part = whole.part();
        part.begin("part", 100);
        part.advance(50);
        assert_eq!(whole.snapshot(), ("whole".into(), 0, 3));
        whole.cancel();
        assert_eq!(part.check(), Err(Cancelled));
    }
}
