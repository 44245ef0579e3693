//! The data and how far it is read.

use std::sync::Arc;

use crate::analysis::Dataset;
use crate::data::filter::Mismatch;

/// The data.
#[derive(Clone, Debug)]
pub enum DataState {
    /// Being read for the first time.
    Loading,
    /// There.
    Ready(Arc<Dataset>),
    /// There, and being read again.
    Reloading(Arc<Dataset>),
    /// Could not be read.
    Failed(String),
    /// Was read, and does not have what the filter asks for.
    Refused(Mismatch),
}

/// What is shown of the data when the filter names segments.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The data, with the measures of the customers shown.
    pub dataset: Arc<Dataset>,
    /// Rows of the customers shown, ascending.
    pub customers: Arc<[u32]>,
}
