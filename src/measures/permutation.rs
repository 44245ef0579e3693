//! Whether groups of customers differ in a rate, by a test that moves whole customers.
//!
//! Claims of one customer go together, so claims cannot be dealt out alone: intervals and tests over claims report
//! differences that are chance. Here the claims of a customer stay together, and customers are dealt out to the groups at
//! random.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::burns::{Burns, Claims};

/// Below this p the groups differ.
pub const SIGNIFICANT: f64 = 0.05;
/// Whether rates with this `p` that they are the same differ; none if they could not be tested.
pub fn differ(p: Option<f64>) -> Option<bool> {
    p.map(|p| p <= SIGNIFICANT)
}

/// Number of random deals.
const DEALS: u64 = 999;
/// The same data gives the same p.
const SEED: u64 = 0x5e65_c09e;

/// The p of a permutation test that all groups have the same rate. A block is the group of a customer and the claims of
/// that customer. None if fewer than two groups have claims of two customers or more.
///
/// The statistic is studentised (Chung and Romano 2013), because groups differ in how many claims a customer has and in
/// how alike these are: without that, 10% of tests at 5% are false alarms where a few customers have most claims.
pub fn permutation_p(blocks: &[(u32, Claims)]) -> Option<f64> {
    let groups = blocks.iter().map(|(group, _)| *group as usize + 1).max()?;
    let mut customers = vec![0_u64; groups];
    for (group, _) in blocks.iter().filter(|(_, own)| own.claims > 0) {
        customers[*group as usize] += 1;
    }
    let measured: Vec<&(u32, Claims)> =
        blocks.iter().filter(|(group, own)| own.claims > 0 && customers[*group as usize] > 1).collect();
    if customers.iter().filter(|customers| **customers > 1).count() < 2 {
        return None;
    }
    let rate = measured.iter().map(|(_, own)| Burns::from(*own)).sum::<Burns>().rate()?;
    let scores: Vec<Score> = measured
        .iter()
        .map(|(_, own)| {
            let claims = own.claims as f64;
            Score { claims, excess: own.burnt as f64 - rate * claims }
        })
        .collect();
    let labels: Vec<u32> = measured.iter().map(|(group, _)| *group).collect();
    // Sums in another order differ by rounding; that is no larger statistic.
    let reached = statistic(&scores, &labels, groups) * (1.0 - 1e-9);
    let as_large = (0..DEALS)
        .into_par_iter()
        .map_init(
            || labels.clone(),
            |dealt, deal| {
                // Each deal starts from the same labels, so that threads change nothing.
                dealt.copy_from_slice(&labels);
                dealt.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(SEED.wrapping_add(deal)));
                statistic(&scores, dealt, groups) >= reached
            },
        )
        .filter(|as_large| *as_large)
        .count();
    Some((1 + as_large) as f64 / (1 + DEALS) as f64)
}

/// The claims of a customer, and the burns beyond those that the common rate expects.
#[derive(Clone, Copy)]
struct Score {
    claims: f64,
    excess: f64,
}

/// The squared excess of each group in units of its variance, which the excesses of its own customers give, weighted by
/// the claims outside the group: Pearson's χ² if each customer has one claim.
fn statistic(scores: &[Score], labels: &[u32], groups: usize) -> f64 {
    let mut sums = vec![(0.0, 0.0, 0.0); groups];
    let (mut all_claims, mut all_squares) = (0.0, 0.0);
    for (score, label) in scores.iter().zip(labels) {
        let (claims, excess, squares) = &mut sums[*label as usize];
        let square = score.excess * score.excess;
        *claims += score.claims;
        *excess += score.excess;
        *squares += square;
        all_claims += score.claims;
        all_squares += square;
    }
    let one = |(claims, excess, squares): (f64, f64, f64)| {
        // The common rate follows the group, the more so the larger the group is.
        let share = claims / all_claims;
        let variance = (1.0 - share).powi(2) * squares + share.powi(2) * (all_squares - squares);
        if variance > 0.0 { (1.0 - share) * excess * excess / variance } else { 0.0 }
    };
    sums.into_iter().map(one).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rand::Rng;

    use super::*;

    /// A customer of `group` with `burnt` of `claims`.
    fn block(group: u32, burnt: u64, claims: u64) -> (u32, Claims) {
        (group, Claims { claims, burnt })
    }

    /// With one claim for each customer, the statistic is close to Pearson's χ² and p to that of
    /// `scipy.stats.chi2_contingency([[30, 70], [45, 55]], correction=False)`: 4.8, p = 0.02846.
    #[test]
    fn with_single_claims_it_is_the_chi_square_test() {
        let mut blocks = Vec::new();
        for (group, burnt) in [(0, 30), (1, 45)] {
            blocks.extend((0..100).map(|i| block(group, u64::from(i < burnt), 1)));
        }
        let p = permutation_p(&blocks).unwrap();
        assert!((0.02..0.055).contains(&p), "{p}");
    }

    /// Two segments of 20 customers whose 50 claims each are all burnt or all not: a test over claims rejects
    /// (`chi2_contingency([[600, 400], [400, 600]])` has p = 6e-19), although one customer in five makes the difference.
    #[test]
    fn claims_of_one_customer_are_no_independent_evidence() {
        let mut blocks = Vec::new();
        for (group, burnt) in [(0, 12), (1, 8)] {
            blocks.extend((0..20).map(|i| block(group, if i < burnt { 50 } else { 0 }, 50)));
        }
        let p = permutation_p(&blocks).unwrap();
        assert!(p > 0.1, "{p}");
        assert_eq!(permutation_p(&blocks), Some(p));
        blocks.reverse();
        assert!((permutation_p(&blocks).unwrap() - p).abs() < 0.05);
    }

    #[test]
    fn without_two_groups_of_two_customers_there_is_no_p() {
        assert_eq!(permutation_p(&[]), None);
        assert_eq!(permutation_p(&[block(0, 1, 2), block(1, 1, 3)]), None);
        assert_eq!(permutation_p(&[block(0, 1, 2), block(0, 1, 3), block(1, 2, 2), block(1, 0, 0)]), None);
        // No burn at all is no difference.
        assert_eq!(permutation_p(&[block(0, 0, 2), block(0, 0, 3), block(2, 0, 2), block(2, 0, 1)]), Some(1.0));
    }

    /// Customers burn with chances of their own, drawn alike in each group, however many claims they have.
    #[test]
    fn the_test_rejects_about_5_of_100_where_nothing_differs_and_most_where_rates_do() {
        let rejected = |rates: [f64; 3], customers: [usize; 3], claims: [u64; 3]| {
            let mut dice = Xoshiro256PlusPlus::seed_from_u64(7);
            let runs = 60;
            let rejects = |_: &u32| {
                let mut blocks = Vec::new();
                for group in 0..3 {
                    for _ in 0..customers[group] {
                        let own = (rates[group] + dice.gen_range(-0.3..0.3)).clamp(0.0, 1.0);
                        let burnt = (0..claims[group]).filter(|_| dice.gen_bool(own)).count() as u64;
                        blocks.push(block(group as u32, burnt, claims[group]));
                    }
                }
                permutation_p(&blocks).unwrap() <= SIGNIFICANT
            };
            (0..runs).filter(rejects).count()
        };
        let alike = rejected([0.5; 3], [60, 30, 10], [1, 4, 12]);
        assert!(alike <= 7, "{alike} false alarms of 60");
        let different = rejected([0.5, 0.6, 0.5], [150; 3], [4; 3]);
        assert!(different >= 48, "{different} of 60 found");
    }
}
