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
}

/// The merges of `n` rows in the order of the chain: merges within a cluster come before merges of it. Ties go to the
/// previous cluster of the chain, else to the lowest slot.
pub(super) fn chain<C: Clusters>(mut clusters: C, n: usize, progress: &Progress) -> Result<Vec<Join>, Cancelled> {
    let mut slots: Vec<usize> = (0..n).collect();
    let mut joins = Vec::with_capacity(n.saturating_sub(1));
    let mut chain: Vec<usize> = Vec::new();
    while let &[lowest, second, ..] = &slots[..] {
        progress.check()?;
        // Rounding can put a cluster into the chain twice; after it is merged it must leave.
        while chain.last().is_some_and(|tip| slots.binary_search(tip).is_err()) {
            chain.pop();
        }
        let tip = chain.pop().unwrap_or(lowest);
        let before = chain.last().copied().filter(|before| *before != tip && slots.binary_search(before).is_ok());
        let first = before.unwrap_or(if tip == lowest { second } else { lowest });
        let (nearest, distance) = nearest(&clusters, tip, first, &slots);
        if before != Some(nearest) {
            chain.extend([tip, nearest]);
            continue;
        }
        chain.pop();
        let (from, into) = (tip.min(nearest), tip.max(nearest));
        if let Ok(at) = slots.binary_search(&from) {
            slots.remove(at);
        }
        clusters.merge(from, into, &slots);
        joins.push(Join { a: from, b: into, height: C::height(distance) });
        progress.advance(1);
    }
    Ok(joins)
}

/// The nearest other cluster and its distance: `first` unless another is nearer, else the lowest slot of equals.
fn nearest<C: Clusters>(clusters: &C, tip: usize, first: usize, slots: &[usize]) -> (usize, f64) {
    let others = slots.iter().filter(|&&slot| slot != tip);
    others.fold((first, clusters.distance(tip, first)), |best, &slot| {
        let distance = clusters.distance(tip, slot);
        if distance < best.1 { (slot, distance) } else { best }
    })
}
