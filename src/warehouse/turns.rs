//! Turns on a connection that runs one statement at a time.
//!
//! A turn lasts until the driver is done with the statement, and until its cancellation is answered, if it was given up: `PostgreSQL`
//! cancels what the connection runs then, so that a late cancellation would end the next statement.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use adbc_core::CancelHandle;
use adbc_driver_manager::ManagedConnection;

use super::apart::LOOK;
use super::under_way::UnderWay;
use crate::progress::{Cancelled, Progress};

/// Who may use a connection.
#[derive(Debug, Default)]
pub(super) struct Turns {
    is_taken: Mutex<bool>,
    freed: Condvar,
    /// Whether a statement was given up.
    is_given_up: AtomicBool,
}

/// The right to use a connection. It ends when the last of those who share it drops it.
#[derive(Debug)]
pub struct Turn(Arc<Turns>);

impl Turns {
    /// Waits for a turn.
    ///
    /// # Errors
    /// The work was cancelled.
    pub fn take(turns: &Arc<Self>, progress: &Progress) -> Result<Arc<Turn>, Cancelled> {
        let mut is_taken = turns.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *is_taken {
            progress.check()?;
            is_taken = turns.freed.wait_timeout(is_taken, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        *is_taken = true;
        Ok(Arc::new(Turn(Arc::clone(turns))))
    }

    /// Whether a statement was given up since this was asked: its transaction may be lost, and the connection is not used again.
    pub fn were_given_up(&self) -> bool {
        self.is_given_up.swap(false, Ordering::Relaxed)
    }
}

impl Turn {
    /// Gives the statement up before its end.
    pub(super) fn give_up(&self) {
        self.0.is_given_up.store(true, Ordering::Relaxed);
    }
}

/// Cancels a statement, without waiting for it: a server that hangs may not answer this either. The turn of the statement lasts until
/// the cancellation is answered. `closing` is a connection that ends with it.
pub(super) fn cancelled(cancel: Box<dyn CancelHandle>, turn: Option<Arc<Turn>>, closing: Option<ManagedConnection>) {
    let under_way = UnderWay::begin();
    let work = move || {
        drop(cancel.try_cancel());
        drop(cancel);
        drop(closing);
        drop(turn);
        drop(under_way);
    };
    drop(thread::Builder::new().name("cancel".to_owned()).spawn(work));
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0.is_taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_lasts_until_all_who_share_it_are_done() {
        let turns = Arc::new(Turns::default());
        let statement = Turns::take(&turns, &Progress::new()).unwrap();
        let cancel = Arc::clone(&statement);
        let cancelled = Progress::new();
        cancelled.cancel();
        drop(statement);
        assert!(Turns::take(&turns, &cancelled).is_err(), "the cancellation was not answered");
        drop(cancel);
        Turns::take(&turns, &cancelled).unwrap();
        Turns::take(&turns, &Progress::new()).unwrap();
    }
}
