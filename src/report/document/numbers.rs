//! Rates, shares and long lists, as the tables of a report write them.

use super::blocks::Block;
use crate::measures::Summary;
use crate::money::Room;
use crate::wording::evidence::differ;
use crate::wording::text::{NONE, count, number, percent, percent_range};

/// Number of rows shown of a list.
pub(super) const LISTED: usize = 20;

/// The size of a list, and how much of it is shown: `20 of 313, 5,000 claims`.
pub(super) fn listed(rows: usize, unit: &str) -> String {
    if rows > LISTED { format!("{LISTED} of {}, {unit}", count(rows as u64)) } else { unit.to_owned() }
}

/// A rate as a percentage; `-` if there is none.
pub(super) fn rate(rate: Option<f64>) -> String {
    percent(rate.unwrap_or(f64::NAN), 1)
}

/// A share of all as a percentage.
pub(super) fn share(part: u64, all: u64) -> String {
    rate((all > 0).then(|| part as f64 / all as f64))
}

/// The interval of a rate: `58-64%`.
pub(super) fn interval(rate: Option<f64>, interval: Option<[f64; 2]>) -> String {
    interval.map_or_else(|| NONE.to_owned(), |interval| percent_range(rate.unwrap_or(f64::NAN), interval))
}

/// Whether the groups of a table differ in their rate: the sentence below it.
pub(super) fn evidence(summary: &Summary, of: &str) -> Option<Block> {
    summary.group_test(of).map(|test| Block::Text(differ(summary, test)))
}

/// An amount with the currency of the data: `€1,234`, and `€12.50` below 1,000.
pub(super) fn money(summary: &Summary, amount: f64) -> String {
    crate::money::money(amount, summary.currency.as_deref(), Room::Full)
}

/// A number with one decimal, unless it is an integer.
pub(super) fn short(value: f64) -> String {
    number(value, usize::from(value.fract() != 0.0))
}
