//! linfa-clustering's own K-Means: the second opinion.

use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use ndarray::Array2;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use super::ClusterError;
use super::partition::Assignment;
use super::points::Points;
use crate::progress::Progress;

/// It takes no weights, so rows are repeated: no more than this many.
const MOST_ROWS: f64 = 200_000.0;

/// linfa's centroids over the repeated rows, and the nearest of them for each distinct row. Its fit cannot be
/// cancelled while it runs.
pub(super) fn assign(
    points: &Points<'_>,
    k: usize,
    restarts: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Assignment, ClusterError> {
    let total = points.total_weight();
    if total > MOST_ROWS {
        return Err(ClusterError::Parameter(format!(
            "kmeans-linfa takes no weights and is kept to {MOST_ROWS} customers, and there are {total}. Choose kmeans, which gives the same clusters"
        )));
    }
    progress.check()?;
    let repeated: Vec<f64> = points
        .rows()
        .zip(points.weights)
        .flat_map(|(row, &weight)| std::iter::repeat_n(row, weight as usize))
        .flatten()
        .copied()
        .collect();
    let shape = (repeated.len() / points.dimension, points.dimension);
    let records = Array2::from_shape_vec(shape, repeated).map_err(linfa::Error::from)?;
    let model = linfa_clustering::KMeans::params_with_rng(k, Xoshiro256Plus::seed_from_u64(seed))
        .n_runs(restarts)
        .tolerance(1e-7)
        .fit(&DatasetBase::from(records))
        .map_err(|error| ClusterError::Parameter(error.to_string()))?;
    progress.check()?;
    progress.advance(restarts as u64);
    Ok(Assignment::nearest(
        points,
        model.centroids().iter().copied().collect(),
    ))
}
