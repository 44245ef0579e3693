//! How much data there is, for the mapping screen: from its first rows at once, then from all.

use super::DatasetError;
use super::dataset::forget;
use crate::aggregate::sql;
use crate::data::{self, FIRST_ROWS, LoadOptions};
use crate::measures::{self, Extent};
use crate::progress::Progress;

/// How much data there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preview {
    /// Numbers of what was read.
    pub extent: Extent,
    /// Whether all rows were read.
    pub whole: bool,
}

/// Reads the first rows of each table, then all rows if there are more, and passes each result to `tell`. A database that
/// counts the events counts them for this too.
///
/// # Errors
/// As [`load`](super::load).
pub fn preview(options: &LoadOptions, progress: &Progress, tell: &dyn Fn(Preview)) -> Result<(), DatasetError> {
    let facts = data::load(&LoadOptions { first: Some(FIRST_ROWS), ..options.clone() }, progress)?;
    let whole = facts.source.readings.iter().all(|reading| reading.read <= FIRST_ROWS);
    tell(Preview { extent: measures::extent(&facts)?, whole });
    if !whole {
        let facts = if options.in_database { sql::counted(options, progress)? } else { data::load(options, progress)? };
        let extent = measures::extent(&facts)?;
        forget(&facts);
        tell(Preview { extent, whole: true });
    }
    Ok(())
}
