//! The nearest-neighbour chain (Benzécri 1982, Murtagh 1983): it goes from a cluster to its nearest one until two are
//! each other's nearest, merges these, and continues from the cluster before them. All four linkages are reducible (a
//! merged cluster is never nearer to a third than both its parts were), so these are the merges of always joining the
//! nearest two, found in another order (Müllner 2011).

use crate::progress::{Cancelled, Progress};

/// Clusters in slots, one row each at first, and the distances between them.
pub(super) trait Clusters {
    /// The distance between two clusters: exactly symmetric, in any unit that increases with the height.
    fn distance(&self, a: usize, b: usize) -> f64;

    /// The height of a merge at such a distance.
    fn height(distance: f64) -> f64;

    /// Merges slot `from` into slot `into`. `slots` holds the slots of all clusters after the merge.
    fn merge(&mut self, from: usize, into: usize, slots: &[usize]);
}

/// Two clusters that merge, each identified by one of its rows.
pub(super) struct Join {
    pub a: usize,
    pub b: usize,
    pub height: f64,
    /// Whether one of the two was equally near to a third: the tree is then not unique.
    pub tied: bool,
}

/// Distances within this relative difference are equal: those of equal steps differ by rounding.
const EQUAL: f64 = 1e-9;

/// The merges of `n` rows in the order of the chain: merges within a cluster come before merges of it. Ties go to the
/// previous cluster of the chain, otherwise to the lowest slot.
pub(super) fn chain<C: Clusters>(mut clusters: C, n: usize, progress: &Progress) -> Result<Vec<Join>, Cancelled> {
    let mut slots: Vec<usize> = (0..n).collect();
    let mut joins = Vec::with_capacity(n.saturating_sub(1));
    // Each with whether its nearest other was not unique.
    let mut chain: Vec<(usize, bool)> = Vec::new();
    while let &[lowest, second, ..] = &slots[..] {
        progress.check()?;
        // Rounding can put a cluster into the chain twice; after it is merged it must leave.
        while chain.last().is_some_and(|(tip, _)| slots.binary_search(tip).is_err()) {
            chain.pop();
        }
        let tip = chain.pop().map_or(lowest, |(tip, _)| tip);
        let last = chain.last().copied().filter(|(last, _)| *last != tip && slots.binary_search(last).is_ok());
        let before = last.map(|(before, _)| before);
        let first = before.unwrap_or(if tip == lowest { second } else { lowest });
        let Nearest { slot: nearest, distance, tied } = nearest(&clusters, tip, first, &slots);
        if before != Some(nearest) {
            chain.extend([(tip, tied), (nearest, false)]);
            continue;
        }
        chain.pop();
        let (from, into) = (tip.min(nearest), tip.max(nearest));
        if let Ok(at) = slots.binary_search(&from) {
            slots.remove(at);
        }
        clusters.merge(from, into, &slots);
        joins.push(Join {
            a: from,
            b: into,
            height: C::height(distance),
            tied: tied || last.is_some_and(|(_, tied)| tied),
        });
        progress.advance(1);
    }
    Ok(joins)
}

/// The nearest other cluster.
struct Nearest {
    slot: usize,
    distance: f64,
    /// Whether another one is equally near.
    tied: bool,
}

/// The nearest other cluster: `first` unless another is nearer, otherwise the lowest slot of equals.
fn nearest<C: Clusters>(clusters: &C, tip: usize, first: usize, slots: &[usize]) -> Nearest {
    let mut best = (first, clusters.distance(tip, first));
    let mut second = f64::INFINITY;
    for &slot in slots.iter().filter(|&&slot| slot != tip && slot != first) {
        let distance = clusters.distance(tip, slot);
        if distance < best.1 {
            second = best.1;
            best = (slot, distance);
        } else if distance < second {
            second = distance;
        }
    }
    Nearest { slot: best.0, distance: best.1, tied: second - best.1 <= EQUAL * best.1 }
}
