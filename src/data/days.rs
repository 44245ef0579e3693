//! Days since 1970-01-01, and their text.

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

/// A missing day in a column of days.
pub const NO_DAY: i32 = i32::MIN;
/// 1900-01-01 and 2200-12-31: days outside are invalid.
pub(super) const PLAUSIBLE: std::ops::RangeInclusive<i32> = -25_567..=84_370;

/// The latest of some days that is not after `today`.
pub fn latest(days: &[i32], today: i32) -> Option<i32> {
    days.par_iter().copied().filter(|day| *day != NO_DAY && *day <= today).max()
}

/// Parses an ISO day (`2024-07-14`) to days since 1970-01-01.
pub fn parse_day(text: &str) -> Option<i32> {
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()?;
    Some(date.to_epoch_days()).filter(|d| PLAUSIBLE.contains(d))
}

/// A day as ISO text.
pub fn format_day(day: i32) -> String {
    match NaiveDate::from_epoch_days(day) {
        // Formatting by a pattern takes several times as long.
        Some(date) if (0..=9999).contains(&date.year()) => {
            format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
        }
        Some(date) => date.format("%Y-%m-%d").to_string(),
        None => format!("day {day}"),
    }
}
