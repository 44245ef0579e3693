//! Why there is no segmentation.

use crate::cluster::{ClusterError, MatrixError};
use crate::measures::Kind;
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
    /// No customer at all, or none with an event, where these take part only with one.
    #[error("{}", nobody(*.0))]
    Nobody(Option<Kind>),
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

/// Why nobody takes part; with the kind of the data if there are customers, and none of them has an event.
fn nobody(without_events: Option<Kind>) -> String {
    let none = match without_events {
        None => "no customer matches",
        Some(Kind::Purchases) => "no customer has a matching order",
        Some(_) => "no customer has a matching claim",
    };
    format!("{none}. Change the filter or the dates")
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
