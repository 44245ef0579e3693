//! Statements that servers work on, so that the program leaves none behind when it ends.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the end of the program waits. A server that hangs does not answer, and nobody waits for that.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many there are.
static STATEMENTS: Mutex<usize> = Mutex::new(0);
static ENDED: Condvar = Condvar::new();

/// A statement, or its cancellation, until this is dropped.
#[derive(Debug)]
pub(super) struct UnderWay(());

impl UnderWay {
    /// One more.
    pub fn begin() -> Self {
        *statements() += 1;
        Self(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut statements = statements();
        *statements = statements.saturating_sub(1);
        ENDED.notify_all();
    }
}

/// Waits a moment until the statements that were given up are cancelled on their servers: those of a program that has ended
/// go on there.
pub fn wait_for_cancellations() {
    // The end of the program goes on, whatever comes of the wait.
    drop(ENDED.wait_timeout_while(statements(), PATIENCE, |statements| *statements > 0));
}

fn statements() -> MutexGuard<'static, usize> {
    STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_end_waits_for_statements_but_not_long() {
        let statement = UnderWay::begin();
        let before = Instant::now();
        wait_for_cancellations();
        assert!(before.elapsed() >= PATIENCE);
        let work = thread::spawn(move || {
            thread::sleep(PATIENCE / 10);
            drop(statement);
        });
        let before = Instant::now();
        wait_for_cancellations();
        assert!((PATIENCE / 10..PATIENCE).contains(&before.elapsed()));
        assert!(work.join().is_ok());
    }
}
