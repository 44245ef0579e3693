//! Parsed dates before the order of day and month is known.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::days::PLAUSIBLE;

/// The order of the parts of a date without a month name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 14/07/2024
    DayFirst,
    /// 07/14/2024
    MonthFirst,
    /// 24/07/14; a leading year of four digits is always read this way.
    YearFirst,
}

impl DateOrder {
    /// Parses an order: `dmy`, `d/m/y`, `DD-MM-YYYY` and `%d/%m/%Y` are the same.
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters: Vec<char> =
            text.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).collect();
        letters.dedup();
        match letters.as_slice() {
            ['d', 'm', 'y'] => Some(Self::DayFirst),
            ['m', 'd', 'y'] => Some(Self::MonthFirst),
            ['y', 'm', 'd'] => Some(Self::YearFirst),
            _ => None,
        }
    }
}

/// A cell of a date column, parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Missing,
    Day(i32),
    /// Two numbers that can be day and month, unless one is above 12, and a year (or, for year first, a day).
    Parts(u32, u32, u32),
    Bad,
}

pub(super) fn day_of(year: u32, month: u32, day: u32) -> Reading {
    let at = year.checked_sub(FIRST_YEAR).filter(|_| (1..=12).contains(&month)).map(|years| years * 12 + month - 1);
    let month = at.and_then(|at| MONTHS.get(at as usize..at as usize + 2));
    match month {
        Some([first, next]) if (1..=next - first).contains(&(day as i32)) => Reading::Day(first + day as i32 - 1),
        _ => Reading::Bad,
    }
}

const FIRST_YEAR: u32 = 1900;
/// The first day of each month whose days are valid, and of the month after them: a table is quicker than the calendar.
static MONTHS: LazyLock<Vec<i32>> = LazyLock::new(|| {
    let first = |at: i32| NaiveDate::from_ymd_opt(FIRST_YEAR as i32 + at / 12, at as u32 % 12 + 1, 1);
    let days = (0..).map_while(first).map(|date| date.to_epoch_days());
    days.take_while(|day| *day <= *PLAUSIBLE.end() + 1).collect()
});

/// How the dates of a file are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateFormat {
    /// The value of `--date-format`.
    pub order: Option<DateOrder>,
    /// Whether serial days count from 1904 (workbooks of old Macs) instead of 1900.
    pub from_1904: bool,
}

impl DateFormat {
    /// The day of an Excel serial number; a time of day is dropped. The 1900 calendar includes 29 February 1900, which
    /// did not exist.
    pub fn serial(self, serial: f64) -> Option<i32> {
        if !(0.0..200_000.0).contains(&serial) {
            return None;
        }
        let days = serial as i32;
        let day = match (self.from_1904, days) {
            (true, _) => days - 24_107,
            (false, 0) => return None,
            (false, 1..60) => days - 25_568,
            (false, _) => days - 25_569,
        };
        PLAUSIBLE.contains(&day).then_some(day)
    }
}

pub(super) fn full_year(year: u32) -> u32 {
    match year {
        0..70 => 2000 + year,
        70..100 => 1900 + year,
        _ => year,
    }
}

/// The day of the parts in an order.
pub(super) fn arrange(order: DateOrder, (a, b, c): (u32, u32, u32)) -> Reading {
    match order {
        DateOrder::DayFirst => day_of(full_year(c), b, a),
        DateOrder::MonthFirst => day_of(full_year(c), a, b),
        DateOrder::YearFirst if c <= 31 => day_of(full_year(a), b, c),
        DateOrder::YearFirst => Reading::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::days::{format_day, parse_day};

    #[test]
    fn serials_count_from_1900_with_its_false_leap_day() {
        let day = |from_1904, n| DateFormat { order: None, from_1904 }.serial(n).map(format_day);
        assert_eq!(day(false, 1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(false, 61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(day(true, 0.5).as_deref(), Some("1904-01-01"));
        assert_eq!((day(false, 0.0), day(false, -1.0), day(false, 1e9)), (None, None, None));
        assert_eq!(parse_day("2024-02-30"), None);
        assert_eq!(parse_day(" 1970-01-02 "), Some(1));
        assert_eq!(
            (parse_day("1900-01-01"), parse_day("2200-12-31")),
            (Some(*PLAUSIBLE.start()), Some(*PLAUSIBLE.end()))
        );
    }
}
