//! Clusterings at K = 2, 3, ..., and the K that they suggest.

use std::sync::Arc;

use rayon::prelude::*;

use super::algorithm::{Common, Found};
use super::choose::{chosen, highest, score_by};
use super::fit::score;
use super::knee::knee;
use super::points::Points;
use super::scores::inertia;
use super::{ClusterError, Clustering, Matrix, Method, Sweep, SweepPoint};
use crate::progress::Progress;

/// Distinct rows up to which silhouettes are exact.
const EXACT_UP_TO: usize = 12_000;
/// Up to this many distinct rows each K is scored as it comes. Above, distances are expensive and computed once for all
/// K.
const SCORE_EACH: usize = 3_000;

/// Clusters at K = 2..=`k_max`, or up to the number of distinct rows if that is less, and passes each K to `on_point`
/// in ascending order. Up to 3,000 distinct rows this happens as each K is done. Above, all K are fitted first, one
/// pass over the distances scores them all, then `on_point` is called for each.
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
    let k_max = if method.algorithm.takes_k() { k_max.min(points.len()) } else { 1 };
    let ks: Vec<usize> = (2..=k_max).collect();
    let together = if points.len() <= SCORE_EACH { 1 } else { ks.len().max(1) };
    let common = method.params(1)?.common(&points, progress)?;
    let inertia_one = inertia(&points, &vec![0; points.len()], &points.mean());
    let mut sweep = Sweep { inertia_one, ..Sweep::default() };
    for ks in ks.chunks(together) {
        let found = if ks.len() > 1 {
            at_every_k(&points, method, ks, &common, progress)
        } else {
            ks.iter().map(|&k| method.params(k)?.assign(&points, &common, progress)).collect()
        };
        let scored = score(&points, found?, EXACT_UP_TO, progress)?;
        for (&k, clustering) in ks.iter().zip(scored) {
            let point = SweepPoint { k, clustering: Arc::new(clustering) };
            on_point(&point);
            sweep.points.push(point);
        }
    }
    sweep.knee = elbow(&sweep);
    let score = |clustering: &Clustering| score_by(method.algorithm.spec().criterion, clustering);
    sweep.best = chosen(&sweep.points, score);
    let alone = highest(&sweep.points, score);
    sweep.isolated = sweep.points.iter().filter(|p| Some(p.k) == alone).flat_map(|p| isolated(&p.clustering)).collect();
    Ok(sweep)
}

/// The clusterings at each of these K, in parallel. The progress counts them.
fn at_every_k(
    points: &Points<'_>,
    method: &Method,
    ks: &[usize],
    common: &Common<'_>,
    progress: &Progress,
) -> Result<Vec<Found>, ClusterError> {
    let (least, most) = (ks[0], ks[ks.len() - 1]);
    progress.begin(&format!("{}, k = {least} to {most}", method.algorithm.title()), ks.len() as u64);
    let at = |&k: &usize| {
        progress.check()?;
        let found = method.params(k)?.assign(points, common, &progress.part())?;
        progress.advance(1);
        Ok(found)
    };
    // The largest K take longest, so they start first and no core waits for one of them at the end.
    let mut found: Vec<Found> = ks.par_iter().rev().map(at).collect::<Result<_, ClusterError>>()?;
    found.reverse();
    Ok(found)
}

/// The rows of the segments that isolate customers.
fn isolated(clustering: &Clustering) -> Vec<u32> {
    let few: Vec<usize> = clustering.isolated().collect();
    let is = |label: &Option<u32>| label.is_some_and(|label| few.contains(&(label as usize)));
    (0..).zip(&clustering.labels).filter(|(_, label)| is(label)).map(|(row, _)| row).collect()
}

/// The clusterings of a sample of the customers at K = 2..=`k_max`, or up to the number of distinct rows if that is
/// less.
pub(super) fn of_sample(
    sample: &Points<'_>,
    method: &Method,
    k_max: usize,
    progress: &Progress,
) -> Result<Vec<SweepPoint>, ClusterError> {
    let scored = score(sample, labels_of_sample(sample, method, k_max, progress)?, EXACT_UP_TO, progress)?;
    Ok((2..).zip(scored).map(|(k, clustering)| SweepPoint { k, clustering: Arc::new(clustering) }).collect())
}

/// The same without scores.
pub(super) fn labels_of_sample(
    sample: &Points<'_>,
    method: &Method,
    k_max: usize,
    progress: &Progress,
) -> Result<Vec<Found>, ClusterError> {
    method.at_every_k_of_sample(sample, k_max.min(sample.len()), progress)
}

/// The knee of the inertia over K = 1 and the points.
fn elbow(sweep: &Sweep) -> Option<usize> {
    let ks: Vec<usize> = std::iter::once(1).chain(sweep.points.iter().map(|p| p.k)).collect();
    let inertia: Vec<f64> =
        std::iter::once(sweep.inertia_one).chain(sweep.points.iter().map(|p| p.clustering.inertia)).collect();
    knee(&ks, &inertia)
}
