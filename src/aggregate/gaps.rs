//! The days between the claims or orders of a customer, and who is overdue.

use std::collections::HashMap;

use super::customer_days::{CustomerDays, Part};
use super::cut::three_quarters;
use crate::data::IntegerState;

/// Claim days that a customer needs to have a rhythm: two gaps.
pub const RHYTHM_DAYS: usize = 3;

/// Gaps between the consecutive days of each customer up to the claim horizon, and the customers with a rhythm: those with
/// at least [`RHYTHM_DAYS`] days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rhythms {
    /// (gap in days, number of gaps), ascending. In SQL: `LEAD(day) OVER (PARTITION BY customer ORDER BY day) - day` of the
    /// distinct days, counted.
    pub gaps: Vec<(i32, u64)>,
    /// Customers with a rhythm.
    pub customers: u64,
    /// Those of them for whom the days up to the horizon are more than twice their median gap.
    pub overdue: u64,
    /// The same at an earlier day; none where no days are before or after it.
    pub earlier: Option<Earlier>,
}

/// Customers with a rhythm at an earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Earlier {
    /// The day: the end of the first three quarters of the days.
    pub as_of: i32,
    /// The customers, counted.
    pub rhythms: Vec<EarlierRhythm>,
}

/// Customers who are alike at the earlier day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EarlierRhythm {
    /// Days from the last day of the customer to the last of any, up to the earlier day.
    pub since: i64,
    /// Number of gaps up to the earlier day.
    pub gaps: u32,
    /// Whether these days are more than twice the median gap.
    pub overdue: bool,
    /// Whether the customer has a day after the earlier one.
    pub returned: bool,
    /// Number of customers.
    pub customers: u64,
}

/// The gaps of `claims`, the days up to the horizon.
pub(crate) fn rhythms(claims: &CustomerDays, horizon: i32) -> Rhythms {
    let (mut gaps, mut customers, mut overdue) = (Gaps::default(), 0, 0);
    for (of_part, with_rhythm, late) in claims.each(|part| count(part, horizon)) {
        for (gap, n) in of_part {
            *gaps.entry(gap).or_default() += n;
        }
        customers += with_rhythm;
        overdue += late;
    }
    let mut gaps: Vec<(i32, u64)> = gaps.into_iter().map(|(gap, n)| (gap as i32, n)).collect();
    gaps.sort_unstable();
    Rhythms { gaps, customers, overdue, earlier: earlier(claims, horizon) }
}

/// Number of gaps of each length.
type Gaps = HashMap<u64, u64, IntegerState>;

/// The gaps of some customers, and how many have a rhythm and are overdue.
fn count(claims: &Part, horizon: i32) -> (Gaps, u64, u64) {
    let (mut counts, mut customers, mut overdue) = (Gaps::default(), 0, 0);
    let mut own: Vec<i32> = Vec::new();
    for (_, days) in claims.customers() {
        own.clear();
        own.extend(days.array_windows().map(|[day, next]| next.saturating_sub(*day)));
        for gap in &own {
            *counts.entry(*gap as u64).or_default() += 1;
        }
        let since = days.last().map_or(0, |last| i64::from(horizon) - i64::from(*last));
        if let Some(late) = is_overdue(&mut own, since) {
            customers += 1;
            overdue += u64::from(late);
        }
    }
    (counts, customers, overdue)
}

/// Whether `since` days without a claim are more than twice the median of a customer's gaps, which are sorted here; none
/// without a rhythm.
fn is_overdue(gaps: &mut [i32], since: i64) -> Option<bool> {
    if gaps.len() + 1 < RHYTHM_DAYS {
        return None;
    }
    gaps.sort_unstable();
    // Twice the median is an integer.
    let twice = i64::from(gaps[(gaps.len() - 1) / 2]) + i64::from(gaps[gaps.len() / 2]);
    Some(since > twice)
}

/// The rhythms at three quarters of the days up to the horizon.
fn earlier(claims: &CustomerDays, horizon: i32) -> Option<Earlier> {
    let as_of = three_quarters(claims.span()?.0, horizon)?;
    let until = |days: &'_ [i32]| days.partition_point(|day| *day <= as_of);
    // As at the horizon, customers are overdue on the last day with a claim.
    let last_days =
        claims.each(|part| part.customers().filter_map(|(_, days)| days[..until(days)].last().copied()).max());
    let last_day = last_days.into_iter().flatten().max()?;
    let of_part = |part: &Part| {
        let mut found = Vec::new();
        let mut gaps: Vec<i32> = Vec::new();
        for (_, days) in part.customers() {
            let early = &days[..until(days)];
            let Some(last) = early.last() else { continue };
            gaps.clear();
            gaps.extend(early.array_windows().map(|[day, next]| next.saturating_sub(*day)));
            let since = i64::from(last_day) - i64::from(*last);
            if let Some(overdue) = is_overdue(&mut gaps, since) {
                found.push((since, gaps.len() as u32, overdue, days.len() > early.len()));
            }
        }
        found
    };
    let mut all = claims.each(of_part).concat();
    all.sort_unstable();
    let alike = |own: &[(i64, u32, bool, bool)]| {
        let (since, gaps, overdue, returned) = own[0];
        EarlierRhythm { since, gaps, overdue, returned, customers: own.len() as u64 }
    };
    Some(Earlier { as_of, rhythms: all.chunk_by(|a, b| a == b).map(alike).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three quarters of days 0 to 99 end on day 74. Customer 1 has gaps of 10 and 20 by then and the last day 30, 40 days
    /// before that of customer 2, who returns; customer 3 has no rhythm.
    #[test]
    fn rhythms_at_the_earlier_day_on_paper() {
        let days = [(1, 0), (1, 10), (1, 30), (2, 50), (2, 60), (2, 70), (2, 80), (3, 1), (3, 99)];
        let found = rhythms(&CustomerDays::from_pairs(days.into_iter()), 99);
        assert_eq!((found.customers, found.overdue), (2, 1));
        assert_eq!(found.gaps, [(10, 4), (20, 1), (98, 1)]);
        let alike = |since, overdue, returned| EarlierRhythm { since, gaps: 2, overdue, returned, customers: 1 };
        let rhythms = vec![alike(0, false, true), alike(40, true, false)];
        assert_eq!(found.earlier, Some(Earlier { as_of: 74, rhythms }));
    }
}
