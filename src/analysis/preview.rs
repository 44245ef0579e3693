//! What data comes to as it is understood: from its first rows at once, then from all.

use super::DatasetError;
use crate::data::{self, LoadOptions};
use crate::measures::{self, Extent};
use crate::progress::Progress;

/// Number of rows of each table that are read first.
pub const FIRST_ROWS: u64 = 10_000;

/// How much data there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preview {
    /// What was read of it.
    pub extent: Extent,
    /// Whether that was all.
    pub whole: bool,
}

/// Reads the first rows of each table, and then all where there are more; tells each.
///
/// # Errors
/// As [`load`](super::load).
pub fn preview(options: &LoadOptions, progress: &Progress, tell: &dyn Fn(Preview)) -> Result<(), DatasetError> {
    let facts = data::load(&LoadOptions { first: Some(FIRST_ROWS), ..options.clone() }, progress)?;
    let whole = facts.source.readings.iter().all(|reading| reading.read <= FIRST_ROWS);
    tell(Preview { extent: measures::extent(&facts)?, whole });
    if !whole {
        let facts = data::load(options, progress)?;
        tell(Preview { extent: measures::extent(&facts)?, whole: true });
    }
    Ok(())
}
