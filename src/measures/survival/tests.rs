//! The share burnt by day, worked out on paper and by lifelines.

use super::*;
use crate::aggregate::outcomes;
use crate::data::{LoadOptions, load, parse_day};
use crate::measures::fixture::{NEW_YEAR, customers_only, facts};
use crate::progress::Progress;
use polars::prelude::{IntoLazy, col, lit};

fn burnt_by_day(facts: &Facts) -> Option<BurntByDay> {
    super::burnt_by_day(facts, &outcomes(facts, &Progress::new()).unwrap())
}

/// On paper, as of day 70: burnt after 5, 30, 0, 10 and 1 days; open since 10, 20 and 2, that is for 60, 50 and 68
/// days. Left out: burnt without a burn day, open without a claim day, burnt without a claim day. Eight at risk on
/// day 0, seven on day 1, six on day 5, five on day 10, four on day 30: 7/8 · 6/7 · 5/6 · 4/5 · 3/4 = 3/8 survive.
#[test]
fn open_coupons_count_up_to_the_reference_day() {
    let burnt = burnt_by_day(&facts()).unwrap();
    assert_eq!((burnt.coupons, burnt.burnt, burnt.left_out, burnt.median), (8, 5, 3, Some(10)));
    assert_eq!(burnt.longest, 68);
    let days: Vec<(i32, u64)> = burnt.curve.iter().map(|point| (point.day, point.at_risk)).collect();
    assert_eq!(days, [(0, 8), (1, 7), (5, 6), (10, 5), (30, 4)]);
    for (point, eighths) in burnt.curve.iter().zip(1..) {
        assert!((point.share - f64::from(eighths) / 8.0).abs() < 1e-12, "{point:?}");
    }
    assert!((burnt.share(29) - 0.5).abs() < 1e-12 && burnt.share(-1).abs() < 1e-12);
    assert!((burnt.share(900) - 0.625).abs() < 1e-12);
}

/// As of day 20, of the eight: burnt after 5, 0 and 1 days; not yet burnt, for 10 days, and open for 10, 0 and 18; the
/// one claimed on day 60 is not there yet.
#[test]
fn what_comes_after_the_reference_day_has_not_come() {
    let burnt = burnt_by_day(&Facts { as_of: Some(NEW_YEAR + 20), ..facts() }).unwrap();
    assert_eq!((burnt.coupons, burnt.burnt, burnt.left_out, burnt.longest), (7, 3, 4, 18));
    let days: Vec<(i32, u64)> = burnt.curve.iter().map(|point| (point.day, point.at_risk)).collect();
    assert_eq!(days, [(0, 7), (1, 5), (5, 4)]);
}

#[test]
fn without_a_dated_coupon_there_is_no_curve() {
    assert_eq!(burnt_by_day(&customers_only()), None);
    let none = facts();
    assert_eq!(burnt_by_day(&Facts { as_of: None, ..none.clone() }), None);
    let empty = Facts { transactions: none.transactions.slice(0, 0), ..none.clone() };
    assert_eq!(burnt_by_day(&empty), None);
    // Three open ones: nothing is burnt by any day.
    let is_open = none.transactions.clone().lazy().filter(col("status").eq(lit(status::OPEN)));
    let open = Facts { transactions: is_open.collect().unwrap(), ..none };
    let burnt = burnt_by_day(&open).unwrap();
    assert_eq!((burnt.coupons, burnt.burnt, burnt.median, burnt.curve.len()), (3, 0, None, 0));
    assert!(burnt.share(10).abs() < 1e-12);
}

#[test]
fn a_long_curve_is_thinned_and_keeps_its_ends() {
    let curve = (0..1000).map(|day| Point { day, at_risk: 1, share: 0.0 }).collect();
    let burnt = BurntByDay { coupons: 1, burnt: 1, left_out: 0, longest: 999, median: None, curve };
    let thin = burnt.thinned(300);
    assert!((200..=300).contains(&thin.curve.len()), "{}", thin.curve.len());
    assert_eq!((thin.curve[0].day, thin.curve.last().unwrap().day), (0, 999));
    assert_eq!(burnt.thinned(1000), burnt);
    assert_eq!(burnt.thinned(0).curve.len(), 2);
}

/// Written by `python tests/fixtures/usage/survival.py data > tests/fixtures/usage/survival.json`.
const LIFELINES: &str = include_str!("../../../tests/fixtures/usage/survival.json");

#[test]
fn the_sample_survives_as_lifelines_says() {
    let options = LoadOptions { today: parse_day("2026-01-01").unwrap(), ..LoadOptions::default() };
    let burnt = burnt_by_day(&load(&options, &Progress::new()).unwrap()).unwrap();
    let theirs: serde_json::Value = serde_json::from_str(LIFELINES).unwrap();
    assert_eq!(burnt.coupons, theirs["coupons"].as_u64().unwrap());
    assert_eq!(burnt.burnt, theirs["burnt"].as_u64().unwrap());
    assert_eq!(burnt.left_out, theirs["left_out"].as_u64().unwrap());
    assert_eq!(burnt.median.map(i64::from), theirs["median"].as_i64());
    let curve = theirs["curve"].as_array().unwrap();
    assert_eq!(burnt.curve.len(), curve.len());
    for (ours, theirs) in burnt.curve.iter().zip(curve) {
        assert_eq!(i64::from(ours.day), theirs[0].as_i64().unwrap());
        assert_eq!(ours.at_risk, theirs[1].as_u64().unwrap());
        assert!((ours.share - theirs[2].as_f64().unwrap()).abs() < 1e-10, "{ours:?} {theirs}");
    }
}
