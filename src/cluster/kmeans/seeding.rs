//! Weighted k-means++ with greedy trials (Arthur and Vassilvitskii 2007; trials as in scikit-learn).

use rand::Rng;

use crate::cluster::points::{Points, squared};
use crate::progress::{Cancelled, Progress};

/// `k` rows of `points` as initial centroids, row-major. Each next one is the best of 2 + ln k rows drawn in proportion
/// to weight × squared distance to the nearest centroid so far: the one with the lowest inertia, ties to the first
/// drawn.
pub(super) fn plus_plus<const D: usize>(
    points: &Points<'_>,
    k: usize,
    rng: &mut impl Rng,
    progress: &Progress,
) -> Result<Vec<f64>, Cancelled> {
    let mut centroids = Vec::with_capacity(k * points.dimension);
    let mut nearest = vec![1.0; points.len()];
    let mut cumulative = vec![0.0; points.len()];

    accumulate(points.weights, &nearest, &mut cumulative);
    let first = points.row(draw(&cumulative, rng));
    centroids.extend_from_slice(first);
    for (nearest, row) in nearest.iter_mut().zip(points.rows()) {
        *nearest = squared::<D>(row, first);
    }
    while centroids.len() < k * points.dimension {
        progress.check()?;
        let next = one_more::<D>(points, k, &nearest, &mut cumulative, rng);
        centroids.extend_from_slice(next);
        for (nearest, row) in nearest.iter_mut().zip(points.rows()) {
            *nearest = nearest.min(squared::<D>(row, next));
        }
    }
    Ok(centroids)
}

/// The best of 2 + ln k drawn rows as one more centroid; `nearest` are the squared distances to the nearest so far.
pub(super) fn one_more<'a, const D: usize>(
    points: &'a Points<'_>,
    k: usize,
    nearest: &[f64],
    cumulative: &mut [f64],
    rng: &mut impl Rng,
) -> &'a [f64] {
    let trials = 2 + (k as f64).ln() as usize;
    accumulate(points.weights, nearest, cumulative);
    let candidates: Vec<&[f64]> = (0..trials).map(|_| points.row(draw(cumulative, rng))).collect();
    let mut inertia = vec![0.0; trials];
    for ((row, &weight), &nearest) in points.rows().zip(points.weights).zip(nearest) {
        for (sum, candidate) in inertia.iter_mut().zip(&candidates) {
            *sum += weight * nearest.min(squared::<D>(row, candidate));
        }
    }
    let best = (1..trials).fold(0, |best, t| if inertia[t] < inertia[best] { t } else { best });
    candidates[best]
}

/// Running sums of weight × mass.
pub(super) fn accumulate(weights: &[f64], mass: &[f64], cumulative: &mut [f64]) {
    let mut total = 0.0;
    for ((sum, weight), mass) in cumulative.iter_mut().zip(weights).zip(mass) {
        total += weight * mass;
        *sum = total;
    }
}

/// A row drawn in proportion to its step of the running sums; the last one if all steps are 0.
pub(super) fn draw(cumulative: &[f64], rng: &mut impl Rng) -> usize {
    let total = cumulative.last().copied().unwrap_or(0.0);
    let at = rng.sample::<f64, _>(rand::distributions::Standard) * total;
    cumulative.partition_point(|&sum| sum <= at).min(cumulative.len() - 1)
}
