//! Whether groups of customers differ in a rate, by a test that moves whole customers.
//!
//! Claims of one customer go together, so claims cannot be dealt out alone: intervals and tests over claims report
//! differences that are chance. Here the claims of a customer stay together, and customers are dealt out to the groups at
//! random.

mod deck;
mod standouts;

use std::ops::Range;

use rayon::prelude::*;

pub use self::deck::GroupCell;
use self::deck::{Deck, Hands, Sums, TOGETHER};
use self::standouts::standouts;
use super::burns::Claims;
use crate::progress::{Cancelled, Progress};

/// Below this p the groups differ.
pub const SIGNIFICANT: f64 = 0.05;

/// Whether rates with this `p` that they are the same differ; none if they could not be tested.
pub fn differ(p: Option<f64>) -> Option<bool> {
    p.map(|p| p <= SIGNIFICANT)
}

/// Number of random deals.
pub const DEALS: u64 = 999;
/// Deals that reach the statistic after which a test that need not be exact stops: its p is then far from small, or known
/// well enough (Besag and Clifford 1991).
const ENOUGH: usize = 50;
/// Deals between two looks at whether the test was cancelled or knows enough.
const BATCH: u64 = 50;

/// The p of a permutation test that all groups have the same rate. A block is the group of a customer and the claims of
/// that customer. None if fewer than two groups have claims of two customers or more.
///
/// The statistic is studentised (Chung and Romano 2013), because groups differ in how many claims a customer has and in
/// how alike these are: without that, 10% of tests at 5% are false alarms where a few customers have most claims.
pub fn permutation_p(blocks: &[(u32, Claims)]) -> Option<f64> {
    let cells = blocks.iter().zip(0..).map(|((group, own), customer)| GroupCell { customer, group: *group, own: *own });
    let deck = Deck::of(cells.collect())?;
    // Sums in another order differ by rounding; that is not a larger statistic.
    let reached = deck.undealt().statistic() * (1.0 - 1e-9);
    let as_large = each_deal(&deck, 0..DEALS, |sums| sums.statistic() >= reached);
    Some((1 + as_large.into_iter().filter(|as_large| *as_large).count()) as f64 / (1 + DEALS) as f64)
}

/// What `of` makes of the sums of each deal, in their order.
fn each_deal<T: Send>(deck: &Deck, deals: Range<u64>, of: impl Fn(&Sums) -> T + Send + Sync) -> Vec<T> {
    let firsts: Vec<u64> = deals.clone().step_by(TOGETHER).collect();
    let together = |hands: &mut Hands, first: u64| {
        let sums = deck.deals(hands, first..deals.end.min(first + TOGETHER as u64));
        sums.iter().map(&of).collect::<Vec<T>>()
    };
    firsts.into_par_iter().map_init(Hands::default, together).flatten_iter().collect()
}

/// What a test of groups found.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The p that all groups have the same rate.
    pub p: f64,
    /// Groups whose rate is above that of the others, corrected for the number of groups; the surest first.
    pub above: Vec<u32>,
    /// Groups whose rate is below that of the others; the surest first.
    pub below: Vec<u32>,
    /// Groups that were tested: those with claims of two customers or more.
    pub groups: usize,
    /// Customers that were tested.
    pub customers: usize,
}

/// [`permutation_p`] for customers who may be in several groups, with the groups that differ from the others: their
/// deviation is as large as the largest of all groups is in 2.5% of the deals or fewer, on either side (Westfall and Young
/// 1993: Holm's correction, but sharper, as it knows how the groups go together). `deals` is at least [`DEALS`].
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
    // The highest and lowest deviation that is still chance.
    let chance = (SIGNIFICANT / 2.0 * (1 + deals) as f64) as usize;
    let limit = |side: usize| {
        let mut ends: Vec<f64> = extremes.iter().map(|extreme| extreme[side]).collect();
        ends.sort_unstable_by(|a, b| b.total_cmp(a));
        // One of the deals is that of the data.
        ends.get(chance.saturating_sub(1)).copied().unwrap_or(f64::INFINITY) * (1.0 + 1e-9)
    };
    let [above, below] = standouts(&deck, [limit(0), limit(1)]);
    Ok(Some(Tested { p: (1 + as_large) as f64 / (1 + deals) as f64, above, below, groups, customers }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
