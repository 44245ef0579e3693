//! The share of coupons burnt by day after the claim, with open coupons taken into account.
//!
//! The days to burn of burnt coupons alone overstate burning, because they leave out coupons that are still open. Here an
//! open coupon counts as not burnt up to the as-of date, and as unknown after it; an expired one up to its expiry date.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::aggregate::Outcome;
use crate::data::{Facts, status};

/// The Kaplan-Meier estimate of the share burnt (Kaplan and Meier 1958). Counts are coupons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BurntByDay {
    /// Open, burnt and expired coupons with known days, claimed by the as-of date.
    pub coupons: u64,
    /// Burnt coupons among them.
    pub burnt: u64,
    /// Coupons that are not counted: without a claim date, burnt without a burn date, burnt before their
    /// claim, or claimed after the as-of date.
    pub left_out: u64,
    /// The longest time that a coupon was observed, in days; later days are unknown.
    pub longest: i32,
    /// First day by which half are burnt; none if the curve stays below.
    pub median: Option<i32>,
    /// One point per number of days after which a coupon was burnt, ascending.
    pub curve: Vec<Point>,
}

/// A point of the step curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Days since the claim.
    pub day: i32,
    /// Coupons neither burnt nor censored before this day.
    pub at_risk: u64,
    /// Share burnt up to and including this day, 0 to 1.
    pub share: f64,
}

impl BurntByDay {
    /// The share burnt up to and including a day, 0 to 1. Constant after [`BurntByDay::longest`], where it is not
    /// known.
    pub fn share(&self, day: i32) -> f64 {
        let after = self.curve.partition_point(|point| point.day <= day);
        after.checked_sub(1).and_then(|at| self.curve.get(at)).map_or(0.0, |point| point.share)
    }

    /// The same with at most `most` points (at least two), evenly thinned, including the last.
    #[must_use]
    pub fn thinned(&self, most: usize) -> Self {
        let step = self.curve.len().div_ceil(most.max(2) - 1).max(1);
        let last = self.curve.len().saturating_sub(1);
        let kept = |at: usize| self.curve.len() <= most || at.is_multiple_of(step) || at == last;
        let curve = self.curve.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, point)| *point).collect();
        Self { curve, ..self.clone() }
    }
}

/// Number of coupons burnt and censored after this many days.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    burnt: u64,
    open: u64,
}

/// The curve over open, burnt and expired coupons; none without one with known days.
pub(super) fn burnt_by_day(facts: &Facts, outcomes: &[Outcome]) -> Option<BurntByDay> {
    let as_of = facts.as_of.filter(|_| !facts.only_burnt)?;
    let mut ends: BTreeMap<i32, Ends> = BTreeMap::new();
    let mut left_out = 0;
    for Outcome { day, status, end, rows } in outcomes {
        // A coupon burnt after the as-of date counts as open. An expired one without a known date was not burnt by then.
        let last = match *status {
            status::OPEN => Some(as_of),
            status::BURNT => end.map(|burnt| burnt.min(as_of)),
            status::EXPIRED => Some(end.map_or(as_of, |expiry| expiry.min(as_of))),
            _ => continue,
        };
        match last.zip(*day).map(|(last, day)| last.saturating_sub(day)).filter(|days| *days >= 0) {
            Some(days) => {
                let ends = ends.entry(days).or_default();
                let is_burnt = *status == status::BURNT && end.is_some_and(|burnt| burnt <= as_of);
                *(if is_burnt { &mut ends.burnt } else { &mut ends.open }) += rows;
            }
            None => left_out += rows,
        }
    }
    product_limit(&ends, left_out)
}

/// The share not burnt by a day is the product over the days up to it of 1 − burnt / at risk. A coupon censored on a
/// day was at risk on it.
fn product_limit(ends: &BTreeMap<i32, Ends>, left_out: u64) -> Option<BurntByDay> {
    let coupons: u64 = ends.values().map(|ends| ends.burnt + ends.open).sum();
    let (mut at_risk, mut survives) = (coupons, 1.0);
    let mut curve = Vec::new();
    for (day, ends) in ends {
        if ends.burnt > 0 {
            survives *= 1.0 - ends.burnt as f64 / at_risk as f64;
            curve.push(Point { day: *day, at_risk, share: 1.0 - survives });
        }
        at_risk -= ends.burnt + ends.open;
    }
    // Rounding can make a half slightly less.
    let median = curve.iter().find(|point| point.share >= 0.5 - 1e-12).map(|point| point.day);
    let burnt = ends.values().map(|ends| ends.burnt).sum();
    let longest = *ends.keys().next_back()?;
    (coupons > 0).then_some(BurntByDay { coupons, burnt, left_out, longest, median, curve })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::Rows;
    use crate::aggregate::outcomes;
    use crate::data::{LoadOptions, load, parse_day};
    use crate::measures::fixture::{NEW_YEAR, customers_only, facts};
    use crate::progress::Progress;
    use polars::prelude::{IntoLazy, col, lit};

    fn burnt_by_day(facts: &Facts) -> Option<BurntByDay> {
        let rows = Rows::of(facts).unwrap();
        super::burnt_by_day(facts, &outcomes(facts, &rows).unwrap())
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
    const LIFELINES: &str = include_str!("../../tests/fixtures/usage/survival.json");

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
}
