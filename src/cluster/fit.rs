//! The seam between algorithms and what they share: an algorithm hands in labels and centroids, and gets the order of
//! segments and the scores.

use linfa::ParamGuard;
use ndarray::Array2;

use super::kmeans::KMeansParams;
use super::partition::{Assignment, Partition};
use super::points::Points;
use super::silhouette::silhouettes;
use super::{Algorithm, ClusterError, Clustering, Matrix, kmeans_linfa, scores};
use crate::progress::Progress;

/// Distinct rows up to which the silhouette of one clustering is exact.
const EXACT_UP_TO: usize = 24_000;

/// Clusters the matrix and scores the result. There are fewer clusters than asked for when fewer rows differ once
/// scaled, or when linfa leaves a cluster empty.
///
/// # Errors
/// A parameter out of range, fewer distinct rows than clusters, or a cancelled `progress`.
pub fn fit(
    matrix: &Matrix,
    algorithm: Algorithm,
    k: usize,
    restarts: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Clustering, ClusterError> {
    let points = matrix.points();
    let found = assign(&points, algorithm, k, restarts, seed, progress)?;
    let scored = score(&points, algorithm, &[found], EXACT_UP_TO, progress)?;
    scored.into_iter().next().ok_or(ClusterError::Cancelled)
}

/// Runs the algorithm. Clusters come numbered by size.
pub(super) fn assign(
    points: &Points<'_>,
    algorithm: Algorithm,
    k: usize,
    restarts: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Assignment, ClusterError> {
    let params = KMeansParams::new(k).restarts(restarts).seed(seed).check()?;
    if points.len() < k {
        return Err(ClusterError::TooFewRows { k, rows: points.len() });
    }
    progress.begin(&format!("{algorithm}, k = {k}"), restarts as u64);
    let found = match algorithm {
        Algorithm::KMeans => params.assign(points, progress)?.assignment,
        Algorithm::KMeansLinfa => kmeans_linfa::assign(points, k, restarts, seed, progress)?,
    };
    Ok(found.by_size(points))
}

/// Scores assignments of the same points; one pass over the distances serves them all.
pub(super) fn score(
    points: &Points<'_>,
    algorithm: Algorithm,
    found: &[Assignment],
    exact_up_to: usize,
    progress: &Progress,
) -> Result<Vec<Clustering>, ClusterError> {
    let d = points.dimension;
    let partitions: Vec<Partition<'_>> = found.iter().map(|found| found.partition(points)).collect();
    let silhouettes = silhouettes(points, &partitions, exact_up_to, progress)?;

    let clustering = |((found, partition), silhouette): ((&Assignment, &Partition<'_>), _)| {
        let k = partition.sizes.len();
        let centroids = Array2::from_shape_vec((k, d), found.centroids.clone());
        Ok(Clustering {
            algorithm,
            k,
            labels: found.labels.clone(),
            centroids: centroids.map_err(linfa::Error::from)?,
            sizes: partition.sizes.iter().map(|&size| size as u64).collect(),
            inertia: scores::inertia(points, &found.labels, &found.centroids),
            silhouette,
            davies_bouldin: scores::davies_bouldin(points, partition),
            calinski_harabasz: scores::calinski_harabasz(points, partition),
        })
    };
    found.iter().zip(&partitions).zip(silhouettes).map(clustering).collect()
}
