use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

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

/// Customers burn with individual probabilities from the same distribution in each group, whatever their number of claims.
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

/// The same for 22,000 customers, whose groups are rotated and not shuffled: each in one group, then each in two.
#[test]
fn of_many_customers_about_5_of_100_are_rejected_where_nothing_differs() {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(11);
    let mut run = |groups_of_each: u32, beyond: f64| {
        let mut cells = Vec::new();
        for customer in 0..22_000 {
            let own = 0.3 + dice.gen_range(-0.2..0.2);
            for nth in 0..groups_of_each {
                let group = (dice.gen_range(0..5) + nth) % 10;
                let rate = own + if group == 0 { beyond } else { 0.0 };
                let burnt = (0..2).filter(|_| dice.gen_bool(rate)).count() as u64;
                cells.push(GroupCell { customer, group: group + 10 * nth, own: Claims { claims: 2, burnt } });
            }
        }
        test_groups(cells, 99, &Progress::new()).unwrap().unwrap().p <= SIGNIFICANT
    };
    for groups_of_each in [1, 2] {
        let alike = (0..60).filter(|_| run(groups_of_each, 0.0)).count();
        assert!(alike <= 7, "{alike} false alarms of 60");
        assert!((0..5).all(|_| run(groups_of_each, 0.05)));
    }
}

/// The cells of customers, each with (group, burnt, claims) for each of its groups.
fn cells(customers: &[&[(u32, u64, u64)]]) -> Vec<GroupCell> {
    let of = |(customer, own): (u32, &&[(u32, u64, u64)])| {
        let cell = move |(group, burnt, claims): &(u32, u64, u64)| GroupCell {
            customer,
            group: *group,
            own: Claims { claims: *claims, burnt: *burnt },
        };
        own.iter().map(cell).collect::<Vec<_>>()
    };
    (0..).zip(customers).flat_map(of).collect()
}

fn tested(cells: Vec<GroupCell>) -> Tested {
    test_groups(cells, DEALS, &Progress::new()).unwrap().unwrap()
}

/// Expected: `tests/golden/permutation.py`, with 200,000 deals; a p of 999 deals is within 0.025 of it.
#[test]
fn customers_in_several_groups_are_dealt_out_as_in_python() {
    let customers: [&[(u32, u64, u64)]; 14] = [
        &[(0, 1, 4)],
        &[(0, 2, 3), (1, 1, 3)],
        &[(0, 3, 4), (2, 1, 5)],
        &[(1, 0, 2)],
        &[(1, 1, 4), (2, 1, 2)],
        &[(2, 0, 3)],
        &[(0, 2, 2), (1, 2, 3), (2, 1, 4)],
        &[(0, 1, 1)],
        &[(1, 0, 3), (0, 1, 2)],
        &[(2, 2, 6)],
        &[(0, 4, 6), (1, 2, 4), (2, 2, 3)],
        &[(2, 1, 1), (0, 2, 3)],
        &[(1, 3, 5)],
        &[(2, 0, 2), (1, 1, 1)],
    ];
    let found = tested(cells(&customers));
    assert!((found.p - 0.0420).abs() < 0.025, "{found:?}");
    // One group each: the test of segments.
    let single: Vec<&[(u32, u64, u64)]> = customers.iter().map(|own| &own[..1]).collect();
    let blocks: Vec<(u32, Claims)> = cells(&single).iter().map(|cell| (cell.group, cell.own)).collect();
    assert_eq!(permutation_p(&blocks).map(|p| p <= 0.05), Some(tested(cells(&single)).p <= 0.05));
}

/// Each half of the customers has ten groups of its own, and does the same in all of them: groups depend on each other, and
/// a test that permutes single cells is wrong in one run of five.
#[test]
fn groups_that_share_their_customers_are_no_independent_evidence() {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(3);
    let rejects = |_: &u32| {
        let mut all = Vec::new();
        for customer in 0..80 {
            let burns = u64::from(dice.gen_bool(0.4));
            let first = if customer % 2 == 0 { 0 } else { 10 };
            all.extend((first..first + 10).map(|group| GroupCell {
                customer,
                group,
                own: Claims { claims: 1, burnt: burns },
            }));
        }
        tested(all).p <= SIGNIFICANT
    };
    let alarms = (0..100).filter(rejects).count();
    assert!(alarms <= 10, "{alarms} false alarms of 100");
}

/// Ten customers have half of all claims, and are in one group. If each of their claims counted, 14 of 100 tests would be
/// false alarms; where five have, up to 19.
#[test]
fn a_few_customers_with_half_of_all_claims_do_not_decide() {
    for few in [5, 10] {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(5);
        let rejects = |_: &u32| {
            let mut blocks = Vec::new();
            for customer in 0..300 {
                let is_large = customer < few;
                let claims = if is_large { 1200 / few } else { dice.gen_range(1..=7) };
                let group = if is_large { 2 } else { [0, 0, 0, 0, 0, 0, 1, 1, 1, 2][dice.gen_range(0..10)] };
                let own = dice.gen_range(0.0_f64..1.0).powi(4);
                let burnt = (0..claims).filter(|_| dice.gen_bool(own)).count() as u64;
                blocks.push(block(group, burnt, claims));
            }
            permutation_p(&blocks).unwrap() <= SIGNIFICANT
        };
        let alarms = (0..150).filter(rejects).count();
        assert!(alarms <= 14, "{alarms} false alarms of 150, {few} large customers");
    }
}

#[test]
fn the_groups_that_differ_are_named_and_no_others() {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(11);
    let mut all = Vec::new();
    for customer in 0..3000_u32 {
        let group = customer % 30;
        let rate = match group {
            4 => 0.75,
            9 => 0.25,
            _ => 0.5,
        };
        let burnt = (0..4).filter(|_| dice.gen_bool(rate)).count() as u64;
        all.push(GroupCell { customer, group, own: Claims { claims: 4, burnt } });
    }
    let found = tested(all.clone());
    assert_eq!((found.p <= 0.01, &found.above[..], &found.below[..]), (true, &[4][..], &[9][..]));
    assert_eq!(found, tested(all.clone()), "the same data gives the same p");
    let stopped = Progress::new();
    stopped.cancel();
    assert_eq!(test_groups(all, DEALS, &stopped), Err(Cancelled));
}

/// 90, 60 and 30 of 100 come back, most of them in the first group: the second is above the third, but not above the rest.
#[test]
fn a_group_below_all_others_together_is_not_above_the_rest() {
    let sizes = [(0, 6000, 90), (1, 600, 60), (2, 600, 30)];
    let of = |(group, size, rate): (u32, u32, u32)| {
        (0..size).map(move |at| (group, Claims { claims: 1, burnt: u64::from(at % 100 < rate) }))
    };
    let cells = sizes.into_iter().flat_map(of).zip(0..);
    let found = tested(cells.map(|((group, own), customer)| GroupCell { customer, group, own }).collect());
    assert_eq!((&found.above[..], &found.below[..]), (&[0][..], &[2][..]), "{found:?}");
}

/// At a rate of 1%, a group of 30 without a burn is no evidence.
#[test]
fn small_groups_without_a_burn_are_not_below() {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(13);
    let one = |customer: u32| GroupCell {
        customer,
        group: customer / 30,
        own: Claims { claims: 1, burnt: u64::from(dice.gen_bool(0.01)) },
    };
    let found = tested((0..3000).map(one).collect());
    assert!(found.above.is_empty() && found.below.is_empty(), "{found:?}");
}
