//! The part that all algorithms share: an algorithm returns labels and a detail; the clusters are sorted by size and scored
//! here.

use std::borrow::Cow;
use std::sync::Arc;

use ndarray::Array2;
use rayon::prelude::*;

use super::algorithm::{Common, Found, Params};
use super::hierarchy::Tree;
use super::partition::{Partition, by_size};
use super::points::Points;
use super::silhouette::silhouettes;
use super::{ClusterError, Clustering, Matrix, Silhouette, scores};
use crate::progress::Progress;

/// Distinct rows up to which the silhouette of one clustering is exact.
const EXACT_UP_TO: usize = 24_000;

/// Clusters the matrix and scores the result. There are fewer clusters than asked for when fewer rows differ after
/// scaling, or when an algorithm leaves a cluster empty.
///
/// # Errors
/// Fewer distinct rows than clusters, or a cancelled `progress`.
pub fn fit(matrix: &Matrix, params: &Params, progress: &Progress) -> Result<Clustering, ClusterError> {
    let points = matrix.points();
    let found = params.assign(&points, &Common::Nothing, progress)?;
    let scored = score(&points, vec![found], EXACT_UP_TO, progress)?;
    scored.into_iter().next().ok_or(ClusterError::Cancelled)
}

/// [`fit`] with a tree of the matrix that was built before: it is only cut, and the result scored.
///
/// # Errors
/// A cancelled `progress`.
pub fn cut(
    matrix: &Matrix,
    tree: &Arc<Tree>,
    params: &Params,
    progress: &Progress,
) -> Result<Clustering, ClusterError> {
    let points = matrix.points();
    let found = params.assign(&points, &Common::Tree(Arc::clone(tree)), progress)?;
    let scored = score(&points, vec![found], EXACT_UP_TO, progress)?;
    scored.into_iter().next().ok_or(ClusterError::Cancelled)
}

/// Sorts and scores results for the same points. Without noise, one pass over the distances scores all of them.
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
    // Noise is in no score: the other rows become points of their own.
    let members: Vec<usize> = match found.first() {
        Some(found) => (0..points.len()).filter(|&row| found.labels[row].is_some()).collect(),
        None => return Ok(Vec::new()),
    };
    let weights: Cow<'_, [f64]>;
    let points = if members.len() == points.len() {
        weights = Cow::Borrowed(points.weights);
        Points { values: Cow::Borrowed(&points.values), weights: &weights, dimension: points.dimension, spread: &[] }
    } else {
        weights = members.iter().map(|&row| points.weights[row]).collect();
        let values = members.iter().flat_map(|&row| points.row(row)).copied().collect();
        Points { values, weights: &weights, dimension: points.dimension, spread: &[] }
    };

    let labels: Vec<Vec<u32>> =
        found.par_iter().map(|found| found.labels.iter().copied().flatten().collect()).collect();
    let (labels, orders): (Vec<_>, Vec<_>) = labels.par_iter().map(|labels| by_size(&points, labels)).unzip();
    let partitions: Vec<Partition<'_>> =
        labels.par_iter().zip(&orders).map(|(labels, order)| Partition::new(&points, labels, order.len())).collect();
    let silhouettes = silhouettes(&points, &partitions, exact_up_to, progress)?;

    let all = found.into_par_iter().zip(&partitions).zip(silhouettes);
    all.zip(&orders)
        .map(|(((mut found, partition), silhouette), order)| {
            found.detail = found.detail.in_order(order);
            clustering(&points, &members, found, partition, silhouette)
        })
        .collect()
}

/// Assembles the clustering of all rows from the `points` that are not noise; `members` are their rows.
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
        if members.len() == rows {
            return silhouette;
        }
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
        detail: found.detail,
    })
}
