//! Turns panics of format libraries into errors: they panic on unexpected damage in a file.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::DataError;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs guarded work, whose panic becomes an error and is not printed.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs the work; a panic becomes an error about `label`.
///
/// # Errors
/// Those of the work, and [`DataError::Broken`].
pub fn guarded<T>(label: &str, work: impl FnOnce() -> Result<T, DataError>) -> Result<T, DataError> {
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    outcome.unwrap_or_else(|_| {
        let reason = "the reader gave up on what it found".to_owned();
        Err(DataError::Broken { path: label.to_owned(), place: String::new(), reason })
    })
}
