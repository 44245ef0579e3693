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
