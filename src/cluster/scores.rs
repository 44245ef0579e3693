//! Scores of a partition from its centroids: inertia, Davies-Bouldin, Calinski-Harabasz.

use super::partition::Partition;
use super::points::{Points, squared};

/// Values up to this count as 0 in the Davies-Bouldin index, as in scikit-learn (`numpy.allclose`).
const ZERO: f64 = 1e-8;

/// Sum over rows of weight × squared distance to the centroid of their label; `centroids` are row-major.
pub(super) fn inertia(points: &Points<'_>, labels: &[u32], centroids: &[f64]) -> f64 {
    let d = points.dimension;
    let rows = points.rows().zip(points.weights).zip(labels);
    rows.map(|((row, weight), &label)| {
        let label = label as usize;
        weight * squared::<0>(row, &centroids[label * d..(label + 1) * d])
    })
    .sum()
}

/// Davies-Bouldin index (Davies and Bouldin 1979): the mean over clusters of the largest (`s_i` + `s_j`) / `d_ij`, with
/// s the mean distance to the own mean and d the distance between means. Lower is better; none below two clusters.
pub(super) fn davies_bouldin(points: &Points<'_>, partition: &Partition<'_>) -> Option<f64> {
    let k = partition.sizes.len();
    if k < 2 {
        return None;
    }
    let mut spread = vec![0.0; k];
    for ((row, weight), &label) in points.rows().zip(points.weights).zip(partition.labels) {
        spread[label as usize] += weight * squared::<0>(row, partition.mean(label as usize)).sqrt();
    }
    spread.iter_mut().zip(&partition.sizes).for_each(|(s, size)| *s /= size);
    let distance = |i: usize, j: usize| squared::<0>(partition.mean(i), partition.mean(j)).sqrt();
    let apart = (0..k).any(|i| (0..i).any(|j| distance(i, j) > ZERO));
    if !apart || spread.iter().all(|&s| s <= ZERO) {
        return Some(0.0);
    }
    let worst = |i: usize| {
        let others = (0..k).filter(|&j| j != i && distance(i, j) > 0.0);
        others.map(|j| (spread[i] + spread[j]) / distance(i, j)).fold(0.0, f64::max)
    };
    Some((0..k).map(worst).sum::<f64>() / k as f64)
}

/// Calinski-Harabasz index (Calinski and Harabasz 1974): variance between clusters over variance within clusters, each
/// divided by its degrees of freedom. Higher is better; none below two clusters.
pub(super) fn calinski_harabasz(points: &Points<'_>, partition: &Partition<'_>) -> Option<f64> {
    let k = partition.sizes.len();
    if k < 2 {
        return None;
    }
    let mean = points.mean();
    let between: f64 = (0..k).map(|c| partition.sizes[c] * squared::<0>(partition.mean(c), &mean)).sum();
    let rows = points.rows().zip(points.weights).zip(partition.labels);
    let within: f64 =
        rows.map(|((row, weight), &label)| weight * squared::<0>(row, partition.mean(label as usize))).sum();
    if within == 0.0 {
        return Some(1.0);
    }
    let (n, k) = (points.total_weight(), k as f64);
    Some(between / within * (n - k) / (k - 1.0))
}
