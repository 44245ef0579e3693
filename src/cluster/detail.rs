//! What only some algorithms know about their result.

use std::sync::Arc;

use super::dbscan::Density;
use super::hierarchy::Tree;
use super::mixture::Mixture;

/// What only some algorithms know.
#[derive(Clone, Debug)]
pub enum Detail {
    /// K-Means: the final inertia of each restart.
    Restarts(Vec<f64>),
    /// DBSCAN: the density threshold and the k-distances.
    Density(Density),
    /// Hierarchical clustering: the tree.
    Tree(Arc<Tree>),
    /// Gaussian mixture: the components, in the order of the clusters.
    Mixture(Mixture),
}

impl Detail {
    /// Renumbers the clusters: `order[new]` is the old label.
    pub(super) fn in_order(self, order: &[usize]) -> Self {
        match self {
            Self::Mixture(mixture) => Self::Mixture(mixture.in_order(order)),
            other => other,
        }
    }
}
