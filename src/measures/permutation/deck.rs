//! Assigns whole customers to groups at random (a deal), and computes the statistic of each deal.

use std::collections::HashMap;
use std::iter::repeat_n;
use std::ops::Range;

use rand::seq::SliceRandom;
use rand::{Rng, RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::aggregate::GroupCell;
use crate::data::IntegerState;

/// The same data gives the same p.
const SEED: u64 = 0x5e65_c09e;

/// From this number of customers on, they are shuffled once, and a deal rotates the groups against that order by a random
/// number of customers. Rotations are a group of permutations, so the test stays exact (Hemerik and Goeman 2018), and
/// memory is read sequentially, which takes a fraction of the time. Fewer customers have too few rotations.
const TURNED: usize = 20_000;

/// The claims of a customer in a group, and its burns minus those that the common rate expects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    pub claims: f64,
    pub excess: f64,
}

/// Deals that are summed in one pass: their sums are independent, so a processor adds them in parallel.
pub(super) const TOGETHER: usize = 4;

/// From this number of cells for each pair of a group and a score, cells are counted, and only the counts are multiplied by
/// the scores: a count is one addition, a sum three.
const COUNTED: usize = 4;

/// The largest weight of one customer as a share of all claims, unless that is below twice the mean.
const MOST: f64 = 0.01;

/// The most claims that a customer counts for. A few customers with half of all claims would decide the statistic: if they
/// are all in one group by chance, 10% of tests at 5% are false alarms.
fn most_of_one(claims: &[f64]) -> f64 {
    let share = MOST.max(2.0 / claims.len() as f64);
    let mut most = claims.iter().copied().fold(0.0, f64::max);
    // The weight that is cut off reduces the total.
    for _ in 0..100 {
        let all: f64 = claims.iter().map(|claims| claims.min(most)).sum();
        if most <= share * all * (1.0 + 1e-9) {
            break;
        }
        most = share * all;
    }
    most
}

/// The cells of all customers, sorted by their number of groups: customers with the same number exchange their groups.
#[derive(Debug)]
pub(super) struct Deck {
    /// The distinct scores: most customers share theirs with many others.
    scores: Vec<Score>,
    /// The score of each cell, by its place among them.
    score_of: Vec<u32>,
    /// The group of each cell; stored twice if deals are rotations, so that each rotation is a slice.
    labels: Vec<u32>,
    /// Number of groups of each customer, and the number of cells of such customers.
    strata: Vec<(usize, usize)>,
    pub groups: usize,
    /// Groups with claims of two customers or more: only these are tested.
    pub tested: usize,
    /// Customers with a claim in such a group.
    pub customers: usize,
    /// The sums of all customers, which are the same in each deal.
    all: Sum,
}

impl Deck {
    /// None if fewer than two groups have claims of two customers.
    pub fn of(mut cells: Vec<GroupCell>) -> Option<Self> {
        cells.retain(|cell| cell.own.claims > 0);
        let groups = cells.iter().map(|cell| cell.group as usize + 1).max()?;
        let mut customers = vec![0_u64; groups];
        for cell in &cells {
            customers[cell.group as usize] += 1;
        }
        let tested = customers.iter().filter(|customers| **customers > 1).count();
        if tested < 2 {
            return None;
        }
        cells.retain(|cell| customers[cell.group as usize] > 1);
        let same = |a: &GroupCell, b: &GroupCell| a.customer == b.customer;
        let mut own: Vec<&[GroupCell]> = cells.chunk_by(same).collect();
        // A stable sort keeps the order of customers with the same number of groups.
        own.sort_by_key(|own| own.len());
        for alike in own.chunk_by_mut(|a, b| a.len() == b.len()).filter(|alike| alike.len() >= TURNED) {
            alike.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(SEED));
        }
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
        let mut labels: Vec<u32> = own.iter().flat_map(|own| own.iter()).map(|cell| cell.group).collect();
        let mut places: HashMap<(u64, u64), u32, IntegerState> = HashMap::default();
        let (mut scores, mut all) = (Vec::new(), Sum::default());
        let mut place = |(claims, burnt): (f64, f64)| {
            let score = Score { claims, excess: burnt - rate * claims };
            all.add(score);
            *places.entry((score.claims.to_bits(), score.excess.to_bits())).or_insert_with(|| {
                scores.push(score);
                scores.len() as u32 - 1
            })
        };
        let score_of = weighed.into_iter().map(&mut place).collect();
        let customers = claims.len();
        let mut deck = Self { scores, score_of, labels: Vec::new(), strata, groups, tested, customers, all };
        if deck.is_turned() {
            labels.extend_from_within(..);
        }
        deck.labels = labels;
        Some(deck)
    }

    /// Whether deals are rotations of the groups.
    fn is_turned(&self) -> bool {
        matches!(self.strata[..], [(1, cells)] if cells >= TURNED)
    }

    /// The score of each cell with its group.
    pub fn cells(&self) -> impl Iterator<Item = (Score, u32)> {
        self.score_of.iter().map(|place| self.scores[*place as usize]).zip(self.labels.iter().copied())
    }

    /// The sums of some deals, at most [`TOGETHER`], in their order.
    pub fn deals(&self, hands: &mut Hands, deals: Range<u64>) -> Vec<Sums> {
        let count = deals.clone().count();
        let mut dealt = [&self.labels[..]; TOGETHER];
        for ((dealt, hand), deal) in dealt.iter_mut().zip(hands).zip(deals) {
            *dealt = self.deal(hand, deal);
        }
        let mut sums = self.sums(dealt).to_vec();
        sums.truncate(count);
        sums
    }

    /// Permutes groups among the customers with the same number of groups; what a customer did stays together.
    fn deal<'a>(&'a self, hand: &'a mut Vec<u32>, deal: u64) -> &'a [u32] {
        // Each deal starts from the same labels, so that threads change nothing.
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(SEED.wrapping_add(deal));
        let cells = self.score_of.len();
        if self.is_turned() {
            let first = dice.gen_range(0..cells);
            return &self.labels[first..first + cells];
        }
        hand.resize(cells, 0);
        let (mut rest, mut labels) = (&mut hand[..], &self.labels[..]);
        for (each, cells) in &self.strata {
            let (alike, others) = rest.split_at_mut(*cells);
            let (own, other_labels) = labels.split_at(*cells);
            (rest, labels) = (others, other_labels);
            let customers = cells / each;
            if customers >= TURNED {
                let (first, last) = own.split_at(dice.gen_range(0..customers) * each);
                alike[..last.len()].copy_from_slice(last);
                alike[last.len()..].copy_from_slice(first);
            } else {
                alike.copy_from_slice(own);
                shuffle_blocks(alike, *each, &mut dice);
            }
            shuffle_within(alike, *each, &mut dice);
        }
        hand
    }

    /// The sums of the data itself.
    pub fn undealt(&self) -> Sums {
        let [sums] = self.sums([&self.labels]);
        sums
    }

    fn sums<const N: usize>(&self, labels: [&[u32]; N]) -> [Sums; N] {
        let labels = labels.map(|labels| &labels[..self.score_of.len()]);
        let groups = if self.groups * self.scores.len() * COUNTED <= self.score_of.len() {
            self.counted(labels)
        } else {
            self.added(labels)
        };
        groups.map(|groups| Sums { groups, all: self.all })
    }

    /// The sums of each group: every cell added.
    fn added<const N: usize>(&self, labels: [&[u32]; N]) -> [Vec<Sum>; N] {
        let mut groups = [(); N].map(|()| vec![Sum::default(); self.groups]);
        for (at, place) in self.score_of.iter().enumerate() {
            for (groups, labels) in groups.iter_mut().zip(labels) {
                groups[labels[at] as usize].add(self.scores[*place as usize]);
            }
        }
        groups
    }

    /// The sums of each group: its cells of each score counted.
    fn counted<const N: usize>(&self, labels: [&[u32]; N]) -> [Vec<Sum>; N] {
        // The deals are interleaved, so that one address serves all of them.
        let mut counts = vec![[0_u32; N]; self.groups * self.scores.len()];
        for (at, place) in self.score_of.iter().enumerate() {
            let first = *place as usize * self.groups;
            for (deal, labels) in labels.iter().enumerate() {
                counts[first + labels[at] as usize][deal] += 1;
            }
        }
        std::array::from_fn(|deal| {
            let mut sums = vec![Sum::default(); self.groups];
            for (counts, score) in counts.chunks_exact(self.groups).zip(&self.scores) {
                let groups = sums.iter_mut().zip(counts);
                groups.for_each(|(sum, counts)| sum.add_times(f64::from(counts[deal]), *score));
            }
            sums
        })
    }
}

/// The labels of the deals of one pass.
pub(super) type Hands = [Vec<u32>; TOGETHER];

/// Shuffles blocks of `each` values.
fn shuffle_blocks(values: &mut [u32], each: usize, dice: &mut impl Rng) {
    if each == 1 {
        return values.shuffle(dice);
    }
    for last in (1..values.len() / each).rev() {
        let other = dice.gen_range(0..=last);
        if other < last {
            let (before, from) = values.split_at_mut(last * each);
            before[other * each..(other + 1) * each].swap_with_slice(&mut from[..each]);
        }
    }
}

/// Shuffles the values within each block of `each`, by the same random numbers as [`SliceRandom::shuffle`] of one block
/// after the other. That function branches on each random number, and half of these branches are mispredicted.
fn shuffle_within(values: &mut [u32], each: usize, dice: &mut impl RngCore) {
    if each < 2 {
        return;
    }
    let (mut first, mut last) = (0, each - 1);
    while first < values.len() {
        // As in `gen_range`: rejected if the low half of the product is outside the zone.
        let range = last as u32 + 1;
        let zone = (range << range.leading_zeros()).wrapping_sub(1);
        let product = u64::from(dice.next_u32()) * u64::from(range);
        let is_taken = product as u32 <= zone;
        let other = if is_taken { (product >> 32) as usize } else { last };
        values.swap(first + last, first + other);
        last -= usize::from(is_taken);
        (first, last) = if last == 0 { (first + each, each - 1) } else { (first, last) };
    }
}

/// Claims, excess and squared excess of the customers of a group.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub claims: f64,
    pub excess: f64,
    pub squares: f64,
}

impl Sum {
    pub fn add(&mut self, score: Score) {
        self.claims += score.claims;
        self.excess += score.excess;
        self.squares += score.excess * score.excess;
    }

    fn add_times(&mut self, times: f64, score: Score) {
        self.claims += times * score.claims;
        self.excess += times * score.excess;
        self.squares += times * score.excess * score.excess;
    }

    pub fn and(self, other: Self) -> Self {
        let Self { claims, excess, squares } = other;
        Self { claims: self.claims + claims, excess: self.excess + excess, squares: self.squares + squares }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub groups: Vec<Sum>,
    pub all: Sum,
}

impl Sums {
    /// The squared excess of each group in units of its variance, which the excesses of its own customers give, weighted by
    /// the claims outside the group: Pearson's χ² if each customer has one claim.
    pub fn statistic(&self) -> f64 {
        let one = |sum: &Sum| {
            let share = sum.claims / self.all.claims;
            let variance = self.variance(*sum);
            if variance > 0.0 { (1.0 - share) * sum.excess * sum.excess / variance } else { 0.0 }
        };
        self.groups.iter().map(one).sum()
    }

    /// The variance of the excess of a group.
    fn variance(&self, Sum { claims, squares, .. }: Sum) -> f64 {
        // The group is part of the common rate, the more so the larger it is.
        let share = claims / self.all.claims;
        (1.0 - share).powi(2) * squares + share.powi(2) * (self.all.squares - squares)
    }

    /// The excess of each group in standard deviations. A few customers who all did the same have no variance of their own,
    /// so the variance is at least that of the same number of claims of all customers.
    pub fn deviations(&self) -> impl Iterator<Item = f64> {
        self.groups.iter().map(|sum| {
            let share = sum.claims / self.all.claims;
            let usual = (1.0 - share) * share * self.all.squares;
            let variance = self.variance(*sum).max(usual);
            if variance > 0.0 { sum.excess / variance.sqrt() } else { 0.0 }
        })
    }

    /// The largest deviation above and below.
    pub fn extremes(&self) -> [f64; 2] {
        self.deviations().fold([0.0, 0.0], |[high, low], z| [f64::max(high, z), f64::max(low, -z)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Halves are exact in binary, so sums do not depend on their order.
    #[test]
    fn counted_cells_have_the_sums_of_added_ones() {
        let scores: Vec<Score> =
            [(1.0, 0.5), (2.0, -1.5), (3.0, 0.0)].map(|(claims, excess)| Score { claims, excess }).to_vec();
        let score_of: Vec<u32> = (0..40).map(|at| at * at % 3).collect();
        let labels: Vec<u32> = (0..40).map(|at| at / 7 % 3).collect();
        let (strata, all) = (vec![(1, 40)], Sum::default());
        let deck = Deck { scores, score_of, labels, strata, groups: 3, tested: 3, customers: 40, all };
        let other: Vec<u32> = deck.labels.iter().rev().copied().collect();
        let labels = [&deck.labels[..], &other];
        let plain =
            |sums: [Vec<Sum>; 2]| sums.map(|of| of.iter().map(|s| [s.claims, s.excess, s.squares]).collect::<Vec<_>>());
        assert_eq!(plain(deck.counted(labels)), plain(deck.added(labels)));
        let [first, _] = plain(deck.added(labels));
        let by_hand = (0..40).filter(|at| at / 7 % 3 == 0).map(|at| [1.0, 2.0, 3.0][at * at % 3]).sum::<f64>();
        assert_eq!(first[0][0].to_bits(), by_hand.to_bits());
    }

    #[test]
    fn blocks_are_shuffled_by_the_numbers_that_a_shuffle_of_each_takes() {
        for each in 1..=9 {
            let mut expected: Vec<u32> = (0..each as u32 * 200).collect();
            let mut values = expected.clone();
            let [mut dice, mut others] = [(); 2].map(|()| Xoshiro256PlusPlus::seed_from_u64(each as u64));
            shuffle_within(&mut values, each, &mut dice);
            expected.chunks_mut(each).for_each(|own| own.shuffle(&mut others));
            assert_eq!(values, expected);
            assert_eq!(dice, others, "they took as many numbers");
        }
    }
}
