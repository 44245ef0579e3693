//! Builds the tree and cuts it into labels.

use std::sync::Arc;

use super::centroids::Centroids;
use super::chain::{self, chain};
use super::distances::Distances;
use super::{HierarchyValidParams, Linkage, Tree, group};
use crate::cluster::ClusterError;
use crate::cluster::points::{Points, by_dimension};
use crate::progress::{Cancelled, Progress};

/// Up to this many distinct rows are the leaves themselves; their distances take 400 MB.
const LEAVES: usize = 10_000;

impl HierarchyValidParams {
    /// The tree, and the label of each row when it is cut into `k` clusters (at most one per row).
    pub(in crate::cluster) fn assign(
        &self,
        points: &Points<'_>,
        progress: &Progress,
    ) -> Result<(Vec<Option<u32>>, Arc<Tree>), ClusterError> {
        let tree = tree(points, self.linkage(), self.seed(), progress)?;
        Ok((tree.cut(self.k()).into_iter().map(Some).collect(), Arc::new(tree)))
    }
}

/// The tree over the rows, or over K-Means centroids above 10,000 rows; `seed` is for the latter.
///
/// # Errors
/// A cancelled `progress`.
pub(in crate::cluster) fn tree(
    points: &Points<'_>,
    linkage: Linkage,
    seed: u64,
    progress: &Progress,
) -> Result<Tree, ClusterError> {
    if points.len() <= LEAVES {
        return Ok(tree_of_rows(points, linkage, progress)?);
    }
    let groups = group::groups(points, seed, progress)?;
    let centroids =
        Points { values: groups.centroids.into(), weights: &groups.sizes, dimension: points.dimension, spread: &[] };
    Ok(tree_of_rows(&centroids, linkage, progress)?.over_groups(groups.of_rows))
}

fn tree_of_rows(points: &Points<'_>, linkage: Linkage, progress: &Progress) -> Result<Tree, Cancelled> {
    progress.begin(&format!("hierarchical, {linkage}"), points.len().saturating_sub(1) as u64);
    let joins = by_dimension!(points.dimension, joins(points, linkage, progress))?;
    Ok(Tree::new(points.weights, joins))
}

fn joins<const D: usize>(
    points: &Points<'_>,
    linkage: Linkage,
    progress: &Progress,
) -> Result<Vec<chain::Join>, Cancelled> {
    match linkage {
        Linkage::Ward => chain(Centroids::<D>::new(points), points.len(), progress),
        Linkage::Average | Linkage::Complete | Linkage::Single => {
            chain(Distances::new::<D>(points, linkage, progress)?, points.len(), progress)
        }
    }
}
