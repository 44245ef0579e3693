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
mod tests;
