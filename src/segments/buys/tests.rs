//! Expected values are those of `tests/golden/habits.py`: scipy and statsmodels.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;

/// Customers with the items that each bought, as many times as they are listed.
fn habits(customers: &[Vec<u32>], items: u32) -> Habits {
    let mut basket = Basket {
        item: Some(Item::Product),
        names: (0..items).map(|item| format!("item {item}")).collect(),
        ..Basket::default()
    };
    for own in customers {
        let mut different = own.clone();
        different.sort_unstable();
        different.dedup();
        basket.bought.push(own.len() as u32);
        basket.different.push(different.len() as u32);
        basket.push(different.into_iter().map(|item| item as u16));
    }
    Habits { baskets: vec![basket], ..Habits::default() }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} for {expected}");
}

/// 40 of 80 customers of the first segment have the first item, and 20 of 120 of the second; the others have the other item.
#[test]
fn lift_interval_and_p_are_those_of_scipy() {
    let customers: Vec<Vec<u32>> =
        [(40, 0), (40, 1), (20, 0), (100, 1)].iter().flat_map(|(n, item)| vec![vec![*item]; *n]).collect();
    let labels: Vec<Option<u32>> = (0..200).map(|customer| Some(u32::from(customer >= 80))).collect();
    let found = buys(&habits(&customers, 2), &labels, 2);
    let ([first], [second]) = (found[0].as_slice(), found[1].as_slice()) else { panic!("{found:?}") };
    assert_eq!((first.name.as_str(), first.item, first.customers, first.share), ("item 0", Item::Product, 40, 0.5));
    close(first.lift, 5.0 / 3.0);
    close(first.interval[0], 1.392_286_443_880_765_8);
    close(first.interval[1], 1.889_117_211_067_638_6);
    close(first.p, 2.163_814_099_331_099e-4);
    assert_eq!((second.name.as_str(), second.customers), ("item 1", 100));
    close(second.interval[0], 1.106_112_748_034_315_8);
    close(second.p, 3.573_201_148_098_096_5e-3);
}

/// 30 of 50 against 20 of 50, and 90 of 100 against 70 of 100, of two groups who buy once and twice.
#[test]
fn groups_of_customers_who_buy_alike_are_compared() {
    let mut customers: Vec<Vec<u32>> = Vec::new();
    let mut labels = Vec::new();
    for (label, n, own, with, without) in [
        (0, 50, 30, vec![0], vec![1]),
        (1, 50, 20, vec![0], vec![1]),
        (0, 100, 90, vec![0, 1], vec![1, 2]),
        (1, 100, 70, vec![0, 1], vec![1, 2]),
    ] {
        for customer in 0..n {
            customers.push(if customer < own { with.clone() } else { without.clone() });
            labels.push(Some(label));
        }
    }
    let found = tested(&habits(&customers, 3).baskets[0], &labels, 2);
    let first = found.iter().find(|tested| (tested.item, tested.label) == (0, 0)).unwrap();
    assert_eq!((first.counts.own, first.counts.buyers, first.counts.all), (120, 210, 300));
    close(first.p, 0.007_638_864_240_688_213);
}

#[test]
fn too_few_buyers_one_segment_or_nobody_say_nothing() {
    let of = |n: usize, item: u32| vec![vec![item]; n];
    // All 19 customers with the item are in the first segment.
    let few = [of(19, 0), of(181, 1)].concat();
    let labels: Vec<Option<u32>> = (0..200).map(|customer| Some(u32::from(customer >= 50))).collect();
    assert!(buys(&habits(&few, 2), &labels, 2)[0].is_empty());
    let enough = [of(21, 0), of(179, 1)].concat();
    assert_eq!(buys(&habits(&enough, 2), &labels, 2)[0].len(), 1);
    assert!(buys(&habits(&enough, 2), &vec![Some(0); 200], 1)[0].is_empty());
    assert_eq!(buys(&habits(&enough, 2), &[None; 200], 1), [vec![]]);
    assert_eq!(buys(&Habits::default(), &labels, 2), [vec![], vec![]]);
}

/// How a run cuts its customers into three segments.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Chance,
    HowOften,
    HowManyDifferent,
}

/// Whether anything is reported for 600 customers who draw their products by popularity alone, from one product to sixty.
fn says_anything(cut: Cut, seed: u64) -> bool {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(seed);
    let items = 40_u32;
    let draw = |dice: &mut Xoshiro256PlusPlus| {
        let first: f64 = dice.r#gen();
        (f64::from(items) * first * first) as u32
    };
    let customers: Vec<Vec<u32>> = (0..600)
        .map(|_| {
            let often: f64 = dice.r#gen();
            (0..=(60.0 * often.powi(3)) as usize).map(|_| draw(&mut dice)).collect()
        })
        .collect();
    let habits = habits(&customers, items);
    let basket = &habits.baskets[0];
    let label = |customer: usize| match cut {
        Cut::Chance => dice.gen_range(0..3),
        Cut::HowOften => [3, 20, u32::MAX].iter().position(|most| basket.bought[customer] <= *most).unwrap() as u32,
        Cut::HowManyDifferent => {
            [2, 10, u32::MAX].iter().position(|most| basket.different[customer] <= *most).unwrap() as u32
        }
    };
    let labels: Vec<Option<u32>> = (0..600).map(label).map(Some).collect();
    buys(&habits, &labels, 3).iter().any(|own| !own.is_empty())
}

#[test]
fn independent_products_say_something_in_few_runs() {
    let runs = 100;
    for cut in [Cut::Chance, Cut::HowOften, Cut::HowManyDifferent] {
        let alarms = (0..runs).filter(|seed| says_anything(cut, *seed)).count();
        assert!(alarms <= 5, "{cut:?}: {alarms} of {runs} runs say something");
    }
}

/// The favourite product of a segment is found, and nothing for the other segments.
#[test]
fn a_planted_favourite_is_found() {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(3);
    let customers: Vec<Vec<u32>> = (0..600)
        .map(|customer| {
            let often = dice.gen_range(1..6);
            (0..often).map(|_| if customer < 200 && dice.gen_bool(0.25) { 7 } else { dice.gen_range(0..30) }).collect()
        })
        .collect();
    let labels: Vec<Option<u32>> = (0..600).map(|customer| Some(u32::from(customer >= 200))).collect();
    let found = buys(&habits(&customers, 30), &labels, 2);
    let names = |label: usize| found[label].iter().map(|buys| buys.name.as_str()).collect::<Vec<_>>();
    assert_eq!((names(0), names(1)), (vec!["item 7"], vec![]));
}
