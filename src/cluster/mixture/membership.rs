//! Soft membership: the probability of each row's own component, and of the second most probable one.

use rayon::prelude::*;

use super::density::{Block, Densities};
use super::exp::LANES;
use super::model::Model;
use crate::cluster::points::Points;

/// Soft membership of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Membership {
    /// Probability of the own component.
    pub probability: f64,
    /// The next most probable component that has rows, and its probability; none without another.
    pub second: Option<(u32, f64)>,
}

/// The most probable of the first `k` components for each row, ties to the lowest.
pub(super) fn labels(points: &Points<'_>, model: &Model, k: usize) -> Vec<u32> {
    rows(points, model, |posterior| {
        let best =
            posterior.take(k).enumerate().fold((0, -1.0), |best, next| if next.1 > best.1 { next } else { best });
        best.0 as u32
    })
}

/// The membership of each row, given the labels of all.
pub(super) fn memberships(points: &Points<'_>, model: &Model, labels: &[u32]) -> Vec<Membership> {
    let mut has_rows = vec![false; model.k()];
    for &label in labels {
        has_rows[label as usize] = true;
    }
    rows(points, model, |posterior| {
        let mut best: [Option<(usize, f64)>; 2] = [None, None];
        for next in posterior.enumerate().filter(|&(c, _)| has_rows[c]) {
            let beats = |other: Option<(usize, f64)>| other.is_none_or(|(_, least)| next.1 > least);
            if beats(best[0]) {
                best = [Some(next), best[0]];
            } else if beats(best[1]) {
                best[1] = Some(next);
            }
        }
        let [own, second] = best;
        Membership { probability: own.map_or(0.0, |(_, p)| p), second: second.map(|(c, p)| (c as u32, p)) }
    })
}

/// Maps the component probabilities of each row.
fn rows<T: Send>(points: &Points<'_>, model: &Model, of: impl Fn(&mut dyn Iterator<Item = f64>) -> T + Sync) -> Vec<T> {
    let densities = Densities::new(model);
    let chunks = points.chunks().map(|chunk| {
        let mut block = Block::new(model.k(), model.dimension);
        let mut values = Vec::with_capacity(chunk.len());
        for start in chunk.clone().step_by(LANES) {
            let rows = start..(start + LANES).min(chunk.end);
            block.load(points, rows.clone());
            densities.evaluate(&mut block);
            values.extend((0..rows.len()).map(|l| of(&mut block.posterior.iter().map(|posterior| posterior[l]))));
        }
        values
    });
    chunks.collect::<Vec<_>>().into_iter().flatten().collect()
}
