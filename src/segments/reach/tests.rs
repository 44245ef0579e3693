//! Expected values are those of `tests/golden/habits.py`: scipy.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;

/// The habits of customers by their orders on each weekday.
fn of_weekdays(customers: &[[u16; 7]]) -> Habits {
    Habits { weekdays: Times { slots: 7, counts: customers.concat() }, ..Habits::default() }
}

#[test]
fn a_preferred_weekday_is_that_of_welch() {
    // Shares of Saturday: 15 × 1, 10 × ½ and 5 × 0, against 10 × 1, 20 × ¼ and 30 × 0.
    let orders = |saturday: u16, monday: u16| [monday, 0, 0, 0, 0, saturday, 0];
    let of = |n: usize, saturday, monday| vec![orders(saturday, monday); n];
    let customers = [of(15, 3, 0), of(10, 2, 2), of(5, 0, 1), of(10, 2, 0), of(20, 1, 3), of(30, 0, 4)].concat();
    let labels: Vec<Option<u32>> = (0..90).map(|customer| Some(u32::from(customer >= 30))).collect();
    let found = reach(&of_weekdays(&customers), &labels, 2);
    let [saturday] = found[0].weekdays.as_slice() else { panic!("{found:?}") };
    assert_eq!((saturday.weekday(), saturday.customers), ("Sat", 25));
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
    close(saturday.share, 2.0 / 3.0);
    close(saturday.others, 0.25);
    close(saturday.interval[0], 0.250_105_370_347_148_25);
    close(saturday.interval[1], 0.583_227_962_986_185);
    // Four tests: Monday and Saturday of either segment.
    close(saturday.p, 4.0 * 5.900_964_407_410_429e-6);
    assert_eq!(found[1].weekdays.iter().map(Preferred::weekday).collect::<Vec<_>>(), ["Mon"]);
    assert_eq!((found[0].gap, found[0].hours.len()), (None, 0));
}

#[test]
fn the_usual_gap_needs_twenty_customers() {
    let gaps: Vec<f64> = (0..40).map(f64::from).chain([f64::NAN; 5]).collect();
    let labels: Vec<Option<u32>> = (0..45).map(|customer| Some(u32::from(customer >= 21))).collect();
    let habits = Habits { gaps, ..Habits::default() };
    let found: Vec<_> = reach(&habits, &labels, 2).into_iter().map(|reach| reach.gap).collect();
    assert_eq!(found, [Some(Gap { customers: 21, p25: 5.0, median: 10.0, p75: 15.0 }), None]);
}

#[test]
fn parts_of_the_day_are_three_hours() {
    let part = |slot| Preferred { slot, customers: 20, share: 0.5, others: 0.1, interval: [0.3, 0.5], p: 0.01 };
    assert_eq!([part(0).hours(), part(7).hours()], [[0, 2], [21, 23]]);
}

/// Customers order at random, from once to forty times, at times of the day of which some are rare.
#[test]
fn equal_habits_say_something_in_few_runs() {
    let runs = 200;
    let says_anything = |seed: &u64| {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(*seed);
        let customers = 300;
        let [mut weekdays, mut parts] = [7, 8].map(|slots| Times { slots, counts: vec![0; slots * customers] });
        let mut labels = Vec::new();
        for customer in 0..customers {
            let often: f64 = dice.r#gen();
            let orders = 1 + (40.0 * often.powi(4)) as usize;
            for _ in 0..orders {
                let late: f64 = dice.r#gen();
                weekdays.counts[customer * 7 + dice.gen_range(0..7)] += 1;
                parts.counts[customer * 8 + (8.0 * late.powf(0.4)) as usize] += 1;
            }
            labels.push(Some(u32::from(orders > 2) + u32::from(orders > 15)));
        }
        let found = reach(&Habits { weekdays, parts, ..Habits::default() }, &labels, 3);
        found.iter().any(|own| !own.weekdays.is_empty() || !own.hours.is_empty())
    };
    let alarms = (0..runs).filter(says_anything).count();
    assert!(alarms <= runs as usize / 20, "{alarms} of {runs} runs say something");
}
