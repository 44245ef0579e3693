//! The seam between algorithms and what they share: an algorithm hands in labels and what else it found, and gets the
//! order of segments and the scores.

use std::borrow::Cow;

use ndarray::Array2;

use super::method::Params;
use super::partition::Partition;
use super::points::Points;
use super::silhouette::silhouettes;
use super::{ClusterError, Clustering, Matrix, Silhouette, kmeans_linfa, scores};
use crate::progress::Progress;

/// Distinct rows up to which the silhouette of one clustering is exact.
const EXACT_UP_TO: usize = 24_000;

/// Clusters the matrix and scores the result. There are fewer clusters than asked for when fewer rows differ once
/// scaled, or when an algorithm leaves a cluster empty.
///
/// # Errors
/// Fewer distinct rows than clusters, or a cancelled `progress`.
pub fn fit(matrix: &Matrix, params: &Params, progress: &Progress) -> Result<Clustering, ClusterError> {
    let points = matrix.points();
    let found = assign(&points, params, progress)?;
    let scored = score(&points, vec![found], EXACT_UP_TO, progress)?;
    scored.into_iter().next().ok_or(ClusterError::Cancelled)
}

/// What an algorithm hands in.
pub(super) struct Found {
    /// What it was asked for.
    pub params: Params,
    /// Cluster of each row, numbered as they came; none for noise.
    pub labels: Vec<Option<u32>>,
}

/// Runs the algorithm.
pub(super) fn assign(points: &Points<'_>, params: &Params, progress: &Progress) -> Result<Found, ClusterError> {
    let everyone = |labels: Vec<u32>| labels.into_iter().map(Some).collect();
    let labels = match params {
        Params::KMeans(kmeans) => {
            enough(points, kmeans.k())?;
            progress.begin(&format!("kmeans, k = {}", kmeans.k()), kmeans.restarts() as u64);
            everyone(kmeans.assign(points, progress)?.labels)
        }
        Params::KMeansLinfa(kmeans) => {
            enough(points, kmeans.k())?;
            progress.begin(&format!("kmeans-linfa, k = {}", kmeans.k()), kmeans.restarts() as u64);
            everyone(kmeans_linfa::assign(points, kmeans.k(), kmeans.restarts(), kmeans.seed(), progress)?.labels)
        }
    };
    Ok(Found { params: params.clone(), labels })
}

fn enough(points: &Points<'_>, k: usize) -> Result<(), ClusterError> {
    if points.len() < k { Err(ClusterError::TooFewRows { k, rows: points.len() }) } else { Ok(()) }
}

/// Orders and scores what was found of the same points. Where nothing is noise, one pass over the distances serves all.
pub(super) fn score(
    points: &Points<'_>,
    found: Vec<Found>,
    exact_up_to: usize,
    progress: &Progress,
) -> Result<Vec<Clustering>, ClusterError> {
    if found.len() > 1 && found.iter().any(|found| found.labels.contains(&None)) {
        let alone = |found| score(points, vec![found], exact_up_to, progress);
        return Ok(found.into_iter().map(alone).collect::<Result<Vec<_>, _>>()?.concat());
    }
    // Noise takes no part in any score: the rows that do are points of their own.
    let members: Vec<usize> = match found.first() {
        Some(found) => (0..points.len()).filter(|&row| found.labels[row].is_some()).collect(),
        None => return Ok(Vec::new()),
    };
    let weights: Cow<'_, [f64]>;
    let points = if members.len() == points.len() {
        weights = Cow::Borrowed(points.weights);
        Points { values: Cow::Borrowed(&points.values), weights: &weights, dimension: points.dimension }
    } else {
        weights = members.iter().map(|&row| points.weights[row]).collect();
        let values = members.iter().flat_map(|&row| points.row(row)).copied().collect();
        Points { values, weights: &weights, dimension: points.dimension }
    };

    let labels: Vec<Vec<u32>> = found.iter().map(|found| found.labels.iter().copied().flatten().collect()).collect();
    let orders: Vec<Vec<usize>> = labels.iter().map(|labels| Partition::unordered(&points, labels).order()).collect();
    let labels: Vec<Vec<u32>> = labels.iter().zip(&orders).map(|(labels, order)| renumbered(labels, order)).collect();
    let partitions: Vec<Partition<'_>> =
        labels.iter().zip(&orders).map(|(labels, order)| Partition::new(&points, labels, order.len())).collect();
    let silhouettes = silhouettes(&points, &partitions, exact_up_to, progress)?;

    let all = found.into_iter().zip(&partitions).zip(silhouettes);
    all.map(|((found, partition), silhouette)| clustering(&points, &members, found, partition, silhouette)).collect()
}

/// Labels after a change of order: `order[new]` is the old label.
fn renumbered(labels: &[u32], order: &[usize]) -> Vec<u32> {
    let mut number = vec![0; order.iter().max().map_or(0, |last| last + 1)];
    for (new, &old) in order.iter().enumerate() {
        number[old] = new as u32;
    }
    labels.iter().map(|&label| number[label as usize]).collect()
}

/// Puts together a clustering of rows of which `members` are not noise, and `points` are those.
fn clustering(
    points: &Points<'_>,
    members: &[usize],
    found: Found,
    partition: &Partition<'_>,
    silhouette: Option<Silhouette>,
) -> Result<Clustering, ClusterError> {
    let rows = found.labels.len();
    let mut labels = vec![None; rows];
    for (&row, &label) in members.iter().zip(partition.labels) {
        labels[row] = Some(label);
    }
    let spread = |silhouette: Silhouette| {
        let mut of_rows = vec![f64::NAN; rows];
        for (&row, &score) in members.iter().zip(&silhouette.rows) {
            of_rows[row] = score;
        }
        Silhouette { rows: of_rows, ..silhouette }
    };
    let k = partition.sizes.len();
    let centroids = Array2::from_shape_vec((k, points.dimension), partition.means.clone());
    Ok(Clustering {
        params: found.params,
        k,
        labels,
        centroids: centroids.map_err(linfa::Error::from)?,
        sizes: partition.sizes.iter().map(|&size| size as u64).collect(),
        inertia: scores::inertia(points, partition.labels, &partition.means),
        silhouette: silhouette.map(spread),
        davies_bouldin: scores::davies_bouldin(points, partition),
        calinski_harabasz: scores::calinski_harabasz(points, partition),
    })
}
