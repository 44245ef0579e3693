//! linfa-clustering's own K-Means, as a second opinion.

use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use ndarray::Array2;

use super::ClusterError;
use super::kmeans::KMeansFound;
use super::partition::Assignment;
use super::points::Points;
use super::restarts::best_of;
use crate::progress::Progress;

/// Largest number of rows: it takes no weights, so rows are repeated.
const MOST_ROWS: f64 = 200_000.0;

/// linfa's centroids of the repeated rows, and the nearest centroid of each distinct row. A fit cannot be cancelled, so
/// each restart is a fit of its own.
pub(super) fn assign(
    points: &Points<'_>,
    k: usize,
    restarts: usize,
    seed: u64,
    progress: &Progress,
) -> Result<KMeansFound, ClusterError> {
    let total = points.total_weight();
    if total > MOST_ROWS {
        return Err(ClusterError::Parameter(format!(
            "kmeans-linfa clusters at most 200,000 customers, and there are {total}. Choose kmeans"
        )));
    }
    let repeated: Vec<f64> = points
        .rows()
        .zip(points.weights)
        .flat_map(|(row, &weight)| std::iter::repeat_n(row, weight as usize))
        .flatten()
        .copied()
        .collect();
    let shape = (repeated.len() / points.dimension, points.dimension);
    let records = Array2::from_shape_vec(shape, repeated).map_err(linfa::Error::from)?;
    let records = DatasetBase::from(records);
    // Its inertia is a mean.
    let (centroids, restarts) = best_of(restarts, seed, progress, |rng| {
        let params = linfa_clustering::KMeans::params_with_rng(k, rng).n_runs(1).tolerance(1e-7);
        let model = params.fit(&records).map_err(|error| ClusterError::Parameter(error.to_string()))?;
        Ok((model.inertia() * total, model.centroids().iter().copied().collect()))
    })?;
    let Assignment { labels, centroids } = Assignment::nearest(points, centroids);
    Ok(KMeansFound { labels, centroids, restarts })
}
