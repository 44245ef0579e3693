//! Whether groups of customers differ in a rate: a permutation test of whole customers.
//!
//! Claims of one customer are correlated, so intervals and tests over single claims report differences that are chance.
//! Here the claims of a customer stay together, and customers are assigned to the groups at random. Such a random
//! assignment is called a deal below.

mod deck;
mod standouts;

use std::ops::Range;

use rayon::prelude::*;

use self::deck::{Deck, Hands, Sums, TOGETHER};
use self::standouts::standouts;
use crate::aggregate::{Claims, GroupCell};
use crate::progress::{Cancelled, Progress};

/// Below this p the groups differ.
pub const SIGNIFICANT: f64 = 0.05;

/// Whether rates differ, by the p-value of the hypothesis that they are equal; none if they could not be tested.
pub fn differ(p: Option<f64>) -> Option<bool> {
    p.map(|p| p <= SIGNIFICANT)
}

/// Number of random permutations.
pub const DEALS: u64 = 999;
/// A test stops after this number of deals that reach the statistic, unless it must be exact: its p is then large, or known
/// well enough (Besag and Clifford 1991).
const ENOUGH: usize = 50;
/// Deals between two checks whether the test is cancelled or can stop.
const BATCH: u64 = 50;

/// The p-value of a permutation test of the hypothesis that all groups have the same rate. A block is the group of a
/// customer and the claims of that customer. None if fewer than two groups have claims of two customers or more.
///
/// The statistic is studentised (Chung and Romano 2013), because groups differ in the number of claims per customer and in
/// their correlation: without it, 10% of tests at 5% are false alarms if a few customers have most claims.
pub fn permutation_p(blocks: &[(u32, Claims)]) -> Option<f64> {
    let cells = blocks.iter().zip(0..).map(|((group, own), customer)| GroupCell { customer, group: *group, own: *own });
    let deck = Deck::of(cells.collect())?;
    // Sums in another order differ by rounding, which must not count as a larger statistic.
    let reached = deck.undealt().statistic() * (1.0 - 1e-9);
    let as_large = each_deal(&deck, 0..DEALS, |sums| sums.statistic() >= reached);
    Some((1 + as_large.into_iter().filter(|as_large| *as_large).count()) as f64 / (1 + DEALS) as f64)
}

/// The result of `of` for the sums of each permutation, in their order.
fn each_deal<T: Send>(deck: &Deck, deals: Range<u64>, of: impl Fn(&Sums) -> T + Send + Sync) -> Vec<T> {
    let firsts: Vec<u64> = deals.clone().step_by(TOGETHER).collect();
    let together = |hands: &mut Hands, first: u64| {
        let sums = deck.deals(hands, first..deals.end.min(first + TOGETHER as u64));
        sums.iter().map(&of).collect::<Vec<T>>()
    };
    firsts.into_par_iter().map_init(Hands::default, together).flatten_iter().collect()
}

/// The result of a test of groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The p-value of the hypothesis that all groups have the same rate.
    pub p: f64,
    /// Groups whose rate is above that of the others, corrected for the number of groups; the most certain first.
    pub above: Vec<u32>,
    /// Groups whose rate is below that of the others; the most certain first.
    pub below: Vec<u32>,
    /// Groups that were tested: those with claims of two customers or more.
    pub groups: usize,
    /// Customers that were tested.
    pub customers: usize,
}

/// [`permutation_p`] for customers who may be in several groups, with the groups that differ from the others: their
/// deviation is as large as the largest of all groups is in 2.5% of the deals or fewer, on either side (Westfall and Young
/// 1993: Holm's correction, but more powerful, because it uses the dependence between the groups). `deals` is at least
/// [`DEALS`].
///
/// # Errors
/// [`Cancelled`].
pub fn test_groups(cells: Vec<GroupCell>, deals: u64, progress: &Progress) -> Result<Option<Tested>, Cancelled> {
    let Some(deck) = Deck::of(cells) else { return Ok(None) };
    let (groups, customers) = (deck.tested, deck.customers);
    let reached = deck.undealt().statistic() * (1.0 - 1e-9);
    let (mut as_large, mut tried) = (0, 0);
    // A test that stops early has a p above that.
    let enough = ENOUGH.max((SIGNIFICANT * (1 + deals) as f64) as usize);
    let mut extremes: Vec<[f64; 2]> = Vec::new();
    while tried < deals {
        progress.check()?;
        let batch = tried..(tried + BATCH).min(deals);
        for (is_large, extreme) in each_deal(&deck, batch, |sums| (sums.statistic() >= reached, sums.extremes())) {
            tried += 1;
            as_large += usize::from(is_large);
            extremes.push(extreme);
            if as_large == enough {
                let p = as_large as f64 / tried as f64;
                return Ok(Some(Tested { p, above: Vec::new(), below: Vec::new(), groups, customers }));
            }
        }
    }
    // The critical values of the deviation, above and below.
    let chance = (SIGNIFICANT / 2.0 * (1 + deals) as f64) as usize;
    let limit = |side: usize| {
        let mut ends: Vec<f64> = extremes.iter().map(|extreme| extreme[side]).collect();
        ends.sort_unstable_by(|a, b| b.total_cmp(a));
        // The data itself counts as one of the deals.
        ends.get(chance.saturating_sub(1)).copied().unwrap_or(f64::INFINITY) * (1.0 + 1e-9)
    };
    let [above, below] = standouts(&deck, [limit(0), limit(1)]);
    Ok(Some(Tested { p: (1 + as_large) as f64 / (1 + deals) as f64, above, below, groups, customers }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
