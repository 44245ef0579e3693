//! The threads that work is shared out among: those of rayon and of polars, and what polars waits with.
//!
//! Each is started by its first use, and panics where the system refuses. So all are used once before any work, where a
//! refusal is an error like any other.

use std::sync::OnceLock;

use polars::prelude::*;

use super::error::DataError;
use super::guard::guarded;

/// Whether the threads were started. What failed once stays failed.
static STARTED: OnceLock<bool> = OnceLock::new();

/// Starts the threads, if they are not there yet.
///
/// # Errors
/// [`DataError::NoThreads`].
pub fn start() -> Result<(), DataError> {
    let started = STARTED.get_or_init(|| guarded("", use_all).is_ok());
    if *started { Ok(()) } else { Err(DataError::NoThreads) }
}

fn use_all() -> Result<(), DataError> {
    rayon::current_num_threads();
    let empty = Series::new_empty("x".into(), &DataType::UInt32).into_frame();
    let _ = empty.lazy().sort(["x"], SortMultipleOptions::default()).collect();
    Ok(())
}
