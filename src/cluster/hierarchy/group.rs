//! K-Means centroids as leaves, where there are too many rows for a tree.

use linfa::ParamGuard;

use crate::cluster::ClusterError;
use crate::cluster::kmeans::KMeansParams;
use crate::cluster::partition::{Partition, by_size};
use crate::cluster::points::Points;
use crate::progress::Progress;

/// Number of centroids: far more than any cut, and few enough for two or three seconds over 170,000 rows.
const GROUPS: usize = 500;
/// Iterations of Lloyd's algorithm: the first ones gain the most, and the tree needs small groups, not optimal ones.
const ITERATIONS: usize = 5;

/// Groups of rows.
pub(super) struct Groups {
    /// Their means, row-major.
    pub centroids: Vec<f64>,
    /// Their weights.
    pub sizes: Vec<f64>,
    /// The group of each row.
    pub of_rows: Vec<u32>,
}

/// One short run of K-Means.
pub(super) fn groups(points: &Points<'_>, seed: u64, progress: &Progress) -> Result<Groups, ClusterError> {
    progress.begin("grouping by K-Means", 1);
    let params = KMeansParams::new(GROUPS).restarts(1).swaps(0).seed(seed).max_iterations(ITERATIONS).check()?;
    let found = params.assign(points, progress)?.labels;
    let (of_rows, order) = by_size(points, &found);
    let Partition { sizes, means, .. } = Partition::new(points, &of_rows, order.len());
    Ok(Groups { centroids: means, sizes, of_rows })
}
