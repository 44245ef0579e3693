//! Whether groups of customers differ in a rate, by a test that moves whole customers.
//!
//! Claims of one customer go together, so claims cannot be dealt out alone: intervals and tests over claims report
//! differences that are chance. Here the claims of a customer stay together, and customers are dealt out to the groups at
//! random.

use std::iter::repeat_n;

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

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
/// The same data gives the same p.
const SEED: u64 = 0x5e65_c09e;

/// The p of a permutation test that all groups have the same rate. A block is the group of a customer and the claims of
/// that customer. None if fewer than two groups have claims of two customers or more.
///
/// The statistic is studentised (Chung and Romano 2013), because groups differ in how many claims a customer has and in
/// how alike these are: without that, 10% of tests at 5% are false alarms where a few customers have most claims.
pub fn permutation_p(blocks: &[(u32, Claims)]) -> Option<f64> {
    let cells = blocks.iter().zip(0..).map(|((group, own), customer)| Cell { customer, group: *group, own: *own });
    let deck = Deck::of(cells.collect())?;
    // Sums in another order differ by rounding; that is no larger statistic.
    let reached = deck.sums(&deck.labels).statistic() * (1.0 - 1e-9);
    let reaches = |dealt: &mut Vec<u32>, deal| deck.deal(dealt, deal).statistic() >= reached;
    let as_large = (0..DEALS).into_par_iter().map_init(|| deck.labels.clone(), reaches).filter(|as_large| *as_large);
    Some((1 + as_large.count()) as f64 / (1 + DEALS) as f64)
}

/// What one customer claimed in one group. A customer may be in several groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The customer.
    pub customer: u32,
    /// The group.
    pub group: u32,
    /// The claims of the customer in that group.
    pub own: Claims,
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
}

/// [`permutation_p`] for customers who may be in several groups, with the groups that differ from the others: their
/// deviation is as large as the largest of all groups is in 2.5% of the deals or fewer, on either side (Westfall and Young
/// 1993: Holm's correction, but sharper, as it knows how the groups go together). `deals` is at least [`DEALS`].
///
/// # Errors
/// [`Cancelled`].
pub fn test_groups(cells: Vec<Cell>, deals: u64, progress: &Progress) -> Result<Option<Tested>, Cancelled> {
    let Some(deck) = Deck::of(cells) else { return Ok(None) };
    let own = deck.sums(&deck.labels);
    let reached = own.statistic() * (1.0 - 1e-9);
    let (mut as_large, mut tried) = (0, 0);
    let mut extremes: Vec<[f64; 2]> = Vec::new();
    while tried < deals {
        progress.check()?;
        let batch = tried..(tried + BATCH).min(deals);
        let look = |dealt: &mut Vec<u32>, deal| {
            let sums = deck.deal(dealt, deal);
            (sums.statistic() >= reached, sums.extremes())
        };
        let found: Vec<(bool, [f64; 2])> = batch.into_par_iter().map_init(|| deck.labels.clone(), look).collect();
        for (is_large, extreme) in found {
            tried += 1;
            as_large += usize::from(is_large);
            extremes.push(extreme);
            if as_large == ENOUGH {
                let p = as_large as f64 / tried as f64;
                return Ok(Some(Tested { p, above: Vec::new(), below: Vec::new() }));
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
    let (highest, lowest) = (limit(0), limit(1));
    let deviations = || (0..).zip(own.deviations());
    let mut above: Vec<(u32, f64)> = deviations().filter(|(_, z)| *z > highest).collect();
    let mut below: Vec<(u32, f64)> = deviations().filter(|(_, z)| -*z > lowest).collect();
    above.sort_by(|a, b| b.1.total_cmp(&a.1));
    below.sort_by(|a, b| a.1.total_cmp(&b.1));
    let [above, below] = [above, below].map(|groups| groups.into_iter().map(|(group, _)| group).collect());
    Ok(Some(Tested { p: (1 + as_large) as f64 / (1 + deals) as f64, above, below }))
}

/// The claims of a customer in a group, and the burns beyond those that the common rate expects.
#[derive(Clone, Copy, Debug)]
struct Score {
    claims: f64,
    excess: f64,
}

/// The largest share of all claims that one customer counts for, if that is not below twice the mean.
const MOST: f64 = 0.01;

/// The most claims that a customer counts for. A few customers with half of all claims decide the statistic: they burn as
/// they do by chance, and as long as they are all in one group, 10% of tests at 5% are false alarms.
fn most_of_one(claims: &[f64]) -> f64 {
    let share = MOST.max(2.0 / claims.len() as f64);
    let mut most = claims.iter().copied().fold(0.0, f64::max);
    // What is cut off makes all claims fewer.
    for _ in 0..100 {
        let all: f64 = claims.iter().map(|claims| claims.min(most)).sum();
        if most <= share * all * (1.0 + 1e-9) {
            break;
        }
        most = share * all;
    }
    most
}

/// The cells of all customers, those with as many groups side by side: such customers exchange their groups.
#[derive(Debug)]
struct Deck {
    scores: Vec<Score>,
    labels: Vec<u32>,
    /// Number of groups of each customer, and the number of cells of such customers.
    strata: Vec<(usize, usize)>,
    groups: usize,
}

impl Deck {
    /// None if fewer than two groups have claims of two customers.
    fn of(mut cells: Vec<Cell>) -> Option<Self> {
        cells.retain(|cell| cell.own.claims > 0);
        let groups = cells.iter().map(|cell| cell.group as usize + 1).max()?;
        let mut customers = vec![0_u64; groups];
        for cell in &cells {
            customers[cell.group as usize] += 1;
        }
        if customers.iter().filter(|customers| **customers > 1).count() < 2 {
            return None;
        }
        cells.retain(|cell| customers[cell.group as usize] > 1);
        let same = |a: &Cell, b: &Cell| a.customer == b.customer;
        let mut own: Vec<&[Cell]> = cells.chunk_by(same).collect();
        // A stable sort keeps the order of customers with as many groups.
        own.sort_by_key(|own| own.len());
        let each = own.chunk_by(|a, b| a.len() == b.len());
        let strata = each.map(|alike| (alike[0].len(), alike[0].len() * alike.len())).collect();
        let claims: Vec<f64> = own.iter().map(|own| own.iter().map(|cell| cell.own.claims as f64).sum()).collect();
        let most = most_of_one(&claims);
        let weights = claims.iter().zip(&own).flat_map(|(claims, own)| repeat_n((most / claims).min(1.0), own.len()));
        let weighed: Vec<(f64, f64)> = own
            .iter()
            .flat_map(|own| own.iter())
            .zip(weights)
            .map(|(cell, weight)| (weight * cell.own.claims as f64, weight * cell.own.burnt as f64))
            .collect();
        let (all, burnt) = weighed.iter().fold((0.0, 0.0), |(n, b), (claims, burnt)| (n + claims, b + burnt));
        let rate = burnt / all;
        let labels = own.iter().flat_map(|own| own.iter()).map(|cell| cell.group).collect();
        let scores =
            weighed.into_iter().map(|(claims, burnt)| Score { claims, excess: burnt - rate * claims }).collect();
        Some(Self { scores, labels, strata, groups })
    }

    /// Deals the groups of customers to customers with as many groups, each with all that the customer did.
    fn deal(&self, dealt: &mut [u32], deal: u64) -> Sums {
        // Each deal starts from the same labels, so that threads change nothing.
        dealt.copy_from_slice(&self.labels);
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(SEED.wrapping_add(deal));
        let mut rest = &mut dealt[..];
        for (each, cells) in &self.strata {
            let (alike, others) = rest.split_at_mut(*cells);
            rest = others;
            if *each == 1 {
                alike.shuffle(&mut dice);
                continue;
            }
            for last in (1..cells / each).rev() {
                let other = dice.gen_range(0..=last);
                if other < last {
                    let (before, from) = alike.split_at_mut(last * each);
                    before[other * each..(other + 1) * each].swap_with_slice(&mut from[..*each]);
                }
            }
            alike.chunks_mut(*each).for_each(|own| own.shuffle(&mut dice));
        }
        self.sums(dealt)
    }

    fn sums(&self, labels: &[u32]) -> Sums {
        let mut sums = Sums { groups: vec![Sum::default(); self.groups], all: Sum::default() };
        for (score, label) in self.scores.iter().zip(labels) {
            sums.groups[*label as usize].add(*score);
            sums.all.add(*score);
        }
        sums
    }
}

/// Claims, excess and squared excess of the customers of a group.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    claims: f64,
    excess: f64,
    squares: f64,
}

impl Sum {
    fn add(&mut self, score: Score) {
        self.claims += score.claims;
        self.excess += score.excess;
        self.squares += score.excess * score.excess;
    }
}

#[derive(Debug)]
struct Sums {
    groups: Vec<Sum>,
    all: Sum,
}

impl Sums {
    /// The squared excess of each group in units of its variance, which the excesses of its own customers give, weighted by
    /// the claims outside the group: Pearson's χ² if each customer has one claim.
    fn statistic(&self) -> f64 {
        let one = |sum: &Sum| {
            let share = sum.claims / self.all.claims;
            let variance = self.variance(*sum);
            if variance > 0.0 { (1.0 - share) * sum.excess * sum.excess / variance } else { 0.0 }
        };
        self.groups.iter().map(one).sum()
    }

    /// The variance of the excess of a group.
    fn variance(&self, Sum { claims, squares, .. }: Sum) -> f64 {
        // The common rate follows the group, the more so the larger the group is.
        let share = claims / self.all.claims;
        (1.0 - share).powi(2) * squares + share.powi(2) * (self.all.squares - squares)
    }

    /// The excess of each group in its standard deviations, of which a few customers who all did the same tell nothing: it
    /// is at least that of as many claims of all customers.
    fn deviations(&self) -> impl Iterator<Item = f64> {
        self.groups.iter().map(|sum| {
            let share = sum.claims / self.all.claims;
            let usual = (1.0 - share) * share * self.all.squares;
            let variance = self.variance(*sum).max(usual);
            if variance > 0.0 { sum.excess / variance.sqrt() } else { 0.0 }
        })
    }

    /// The largest deviation above and below.
    fn extremes(&self) -> [f64; 2] {
        self.deviations().fold([0.0, 0.0], |[high, low], z| [f64::max(high, z), f64::max(low, -z)])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
