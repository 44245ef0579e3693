//! Why a clustering is not possible.

use crate::progress;

/// Why a clustering is not possible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClusterError {
    /// Fewer distinct rows than clusters.
    #[error("k = {k} needs at least {k} customers that differ in the chosen features, and there are {rows}")]
    TooFewRows {
        /// Requested number of clusters.
        k: usize,
        /// Number of distinct rows.
        rows: usize,
    },
    /// A parameter out of range.
    #[error("{0}")]
    Parameter(String),
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<progress::Cancelled> for ClusterError {
    fn from(_: progress::Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<linfa::Error> for ClusterError {
    fn from(error: linfa::Error) -> Self {
        Self::Parameter(error.to_string())
    }
}
