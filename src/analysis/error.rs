//! Why there is no segmentation.

use crate::cluster::{ClusterError, MatrixError};
use crate::progress::Cancelled;

/// Most features of a clustering. A table of ten thousand measurements is chosen from, not clustered by as a whole.
pub const MOST_FEATURES: usize = 200;

/// Why there is no segmentation.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// A feature name that does not exist.
    #[error("{0}")]
    Feature(String),
    /// Too many features: distances in that number of dimensions mean nothing, and principal components cannot be computed.
    #[error(
        "{0} features are too many to cluster by: choose up to {MOST_FEATURES} with --features or in the dashboard"
    )]
    TooManyFeatures(usize),
    /// No matrix.
    #[error(transparent)]
    Matrix(#[from] MatrixError),
    /// No clustering.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// A newer request came.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl AnalysisError {
    /// Whether the work was cancelled, which is not an error.
    pub fn is_cancelled(&self) -> bool {
        matches!(
            self,
            Self::Cancelled(_) | Self::Matrix(MatrixError::Cancelled) | Self::Cluster(ClusterError::Cancelled)
        )
    }
}
