//! Clusterings at K = 2, 3, ... and what they say about the number of segments.

use std::sync::Arc;

use super::fit::{assign, score};
use super::knee::knee;
use super::scores::inertia;
use super::{ClusterError, Matrix, Method, Sweep, SweepPoint};
use crate::progress::Progress;

/// Distinct rows up to which silhouettes are exact.
const EXACT_UP_TO: usize = 12_000;
/// Distinct rows up to which each K is scored as it comes. Above, distances are dear and gone through only once.
const SCORE_EACH: usize = 3_000;

/// Clusters at K = 2..=`k_max`, or up to the number of distinct rows where that is less, and hands each K to
/// `on_point` in ascending order. Up to 3,000 distinct rows that happens as each K is done; above, all K are fitted
/// first, then one pass over the distances scores them all, then `on_point` is called for each.
///
/// # Errors
/// A parameter out of range, or a cancelled `progress`.
pub fn sweep(
    matrix: &Matrix,
    method: &Method,
    k_max: usize,
    progress: &Progress,
    mut on_point: impl FnMut(&SweepPoint),
) -> Result<Sweep, ClusterError> {
    let points = matrix.points();
    let ks: Vec<usize> = (2..=k_max.min(points.len())).collect();
    let together = if points.len() <= SCORE_EACH { 1 } else { ks.len().max(1) };
    let inertia_one = inertia(&points, &vec![0; points.len()], &points.mean());
    let mut sweep = Sweep { inertia_one, ..Sweep::default() };
    for ks in ks.chunks(together) {
        let found: Result<Vec<_>, _> = ks.iter().map(|&k| assign(&points, &method.params(k)?, progress)).collect();
        let scored = score(&points, found?, EXACT_UP_TO, progress)?;
        for (&k, clustering) in ks.iter().zip(scored) {
            let point = SweepPoint { k, clustering: Arc::new(clustering) };
            on_point(&point);
            sweep.points.push(point);
        }
    }
    sweep.knee = elbow(&sweep);
    sweep.best = highest_silhouette(&sweep.points);
    Ok(sweep)
}

/// The knee of inertia over K = 1 and the points.
fn elbow(sweep: &Sweep) -> Option<usize> {
    let ks: Vec<usize> = std::iter::once(1).chain(sweep.points.iter().map(|p| p.k)).collect();
    let inertia: Vec<f64> =
        std::iter::once(sweep.inertia_one).chain(sweep.points.iter().map(|p| p.clustering.inertia)).collect();
    knee(&ks, &inertia)
}

/// K of the highest silhouette, ties to the smaller.
fn highest_silhouette(points: &[SweepPoint]) -> Option<usize> {
    let scored = points.iter().filter_map(|p| p.clustering.silhouette.as_ref().map(|s| (p.k, s.mean)));
    scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(k, _)| k)
}
