//! Rows by claim day, status, and the day on which a coupon was burnt or expired: a small table, made in one pass over all
//! rows, from which usage, days to burn and the share burnt by day follow.

use std::collections::HashMap;

use polars::prelude::{ChunkFullNull, Int32Chunked, PlSmallStr};

use super::columns::{MeasureError, Rows, each};
use super::parts::Parts;
use crate::data::days::NO_DAY;
use crate::data::{Facts, IntegerState, status};

/// Rows with the same days and status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Day of the claim.
    pub day: Option<i32>,
    /// See [`crate::data::status`].
    pub status: u8,
    /// The day on which a burnt coupon was burnt, or the last day of an expired one; none for others.
    pub end: Option<i32>,
    /// Number of rows.
    pub rows: u64,
}

/// Number of rows of each pair of days, of one status.
type Days = HashMap<u64, u64, IntegerState>;

/// The rows of `facts`, in no order. In SQL: `COUNT(*) GROUP BY day, status, end`.
pub(super) fn outcomes(facts: &Facts) -> Result<Vec<Outcome>, MeasureError> {
    let rows = Rows::of(facts)?;
    let days = |name: &str| facts.transactions.column(name).ok().map(|column| column.i32()).transpose();
    let ends = [days("burn_day")?, days("expiry_day")?];
    let parts = Parts::of(rows.day.len());
    let parts = parts.each(|part| count(&rows.slice(part.start, part.len()), ends, part.start));
    let mut counts: Vec<Days> = Vec::new();
    for (at, days) in parts.into_iter().flat_map(|part| part.into_iter().enumerate()) {
        match counts.get_mut(at) {
            Some(all) if !all.is_empty() => {
                for (days, rows) in days {
                    *all.entry(days).or_default() += rows;
                }
            }
            Some(all) => *all = days,
            None => counts.push(days),
        }
    }
    let alike = counts.into_iter().zip(0..).flat_map(|(days, status)| {
        days.into_iter().map(move |(days, rows)| {
            let [day, end] =
                [days >> 32, days].map(|day| Some((day as u32).cast_signed()).filter(|day| *day != NO_DAY));
            Outcome { day, status, end, rows }
        })
    });
    Ok(alike.collect())
}

/// Counts some rows by status; `ends` are the days of burns and expiries of all rows, these begin at `offset`.
fn count(rows: &Rows, ends: [Option<&Int32Chunked>; 2], offset: usize) -> Vec<Days> {
    let mut counts: Vec<Days> = Vec::new();
    let [burnt, expired] = ends.map(|column| column.map(|days| days.slice(offset as i64, rows.day.len())));
    let none = Int32Chunked::full_null(PlSmallStr::EMPTY, rows.day.len());
    let [burnt, expired] = [&burnt, &expired].map(|days| each(days.as_ref().unwrap_or(&none)));
    for ((day, row_status), (burnt, expired)) in each(&rows.day).zip(rows.statuses()).zip(burnt.zip(expired)) {
        let end = match row_status {
            status::BURNT => burnt,
            status::EXPIRED => expired,
            _ => None,
        };
        let [day, end] = [day, end].map(|day| u64::from(day.unwrap_or(NO_DAY).cast_unsigned()));
        let at = usize::from(row_status);
        if at >= counts.len() {
            counts.resize_with(at + 1, Days::default);
        }
        *counts[at].entry(day << 32 | end).or_default() += 1;
    }
    counts
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::fixture::{NEW_YEAR, customers_only, facts};

    /// The twelve coupons of the fixture, no two of which are equal.
    #[test]
    fn coupons_are_counted_by_claim_status_and_burn() {
        let of = |facts: &Facts| outcomes(facts).unwrap();
        let on = |day: Option<i32>| day.map(|day| day - NEW_YEAR);
        let twice = facts().transactions.vstack(&facts().transactions).unwrap();
        for (facts, times) in [(facts(), 1), (Facts { transactions: twice, ..facts() }, 2)] {
            let mut found: Vec<_> =
                of(&facts).iter().map(|o| (o.status, on(o.day), on(o.end), o.rows / times)).collect();
            found.sort_unstable();
            let (open, burnt) = (status::OPEN, status::BURNT);
            assert_eq!(
                found,
                [
                    (open, None, None, 1),
                    (open, Some(2), None, 1),
                    (open, Some(10), None, 1),
                    (open, Some(20), None, 1),
                    (burnt, None, Some(50), 1),
                    (burnt, Some(-1), Some(0), 1),
                    (burnt, Some(0), Some(5), 1),
                    (burnt, Some(3), Some(3), 1),
                    (burnt, Some(10), Some(40), 1),
                    (burnt, Some(33), None, 1),
                    (burnt, Some(60), Some(70), 1),
                    (status::OTHER, Some(31), None, 1),
                ]
            );
        }
        assert!(of(&customers_only()).is_empty());
    }
}
