//! The state of the data.

use std::sync::Arc;

use crate::analysis::Dataset;
use crate::data::filter::Mismatch;

/// The data.
#[derive(Clone, Debug)]
pub enum DataState {
    /// Being read for the first time.
    Loading,
    /// Read, and measured as far as the Overview shows it. What else can be done with the data waits for the rest.
    Measuring(Arc<Dataset>),
    /// Measured as far as the Overview shows it; the rest is not measured.
    Stopped {
        /// What the Overview shows.
        first: Arc<Dataset>,
        /// Why the rest is not there.
        why: String,
    },
    /// Loaded.
    Ready(Arc<Dataset>),
    /// Loaded, and measured under another filter as far as the Overview shows it.
    Filtering {
        /// The last data that is measured completely.
        last: Arc<Dataset>,
        /// What is measured first under the other filter.
        first: Arc<Dataset>,
    },
    /// Loaded, and being read again.
    Reloading(Arc<Dataset>),
    /// Reading failed.
    Failed(String),
    /// Loaded, but does not have what the filter names.
    Refused(Mismatch),
}

/// The customers shown if the filter names segments.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The data, with the measures of the customers shown.
    pub dataset: Arc<Dataset>,
    /// Rows of the customers shown, ascending.
    pub customers: Arc<[u32]>,
}
