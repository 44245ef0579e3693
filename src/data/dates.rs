//! Dates to days: ISO first, then the usual orders.

use chrono::NaiveDate;

use super::cell::Cell;
use super::days::PLAUSIBLE;

/// The order of the parts of a date without a month name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 14/07/2024
    DayFirst,
    /// 07/14/2024
    MonthFirst,
    /// 24/07/14; a year of four digits in front is always read so.
    YearFirst,
}

impl DateOrder {
    /// `dmy`, `d/m/y`, `DD-MM-YYYY` and `%d/%m/%Y` all name the same order.
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

/// What one cell of a date column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Missing,
    Day(i32),
    /// Two numbers, both possible as day and month unless one is above 12, and a year (or, for year first, a day).
    Parts(u32, u32, u32),
    Bad,
}

fn day_of(year: u32, month: u32, day: u32) -> Reading {
    let date = i32::try_from(year).ok().and_then(|y| NaiveDate::from_ymd_opt(y, month, day));
    match date.map(|d| d.to_epoch_days()) {
        Some(d) if PLAUSIBLE.contains(&d) => Reading::Day(d),
        _ => Reading::Bad,
    }
}

/// How the dates of a file are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateFormat {
    /// What `--date-format` says.
    pub order: Option<DateOrder>,
    /// Whether serial numbers count from 1904 (workbooks of old Macs), not from 1900.
    pub from_1904: bool,
}

impl DateFormat {
    /// The day of an Excel serial number. A time of day is dropped. The 1900 calendar has a 29 February 1900 that never was.
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

pub(super) fn read(cell: Cell<'_>, format: DateFormat) -> Reading {
    let serial = |s: f64| format.serial(s).map_or(Reading::Bad, Reading::Day);
    match cell.present() {
        Cell::Empty => Reading::Missing,
        Cell::Day(d) if PLAUSIBLE.contains(&d) => Reading::Day(d),
        Cell::Text(t) => read_text(t, format),
        Cell::Int(i @ 19_000_101..=22_001_231) => compact(i as u32),
        Cell::Int(i) => serial(i as f64),
        Cell::Float(f) => serial(f),
        Cell::Day(_) | Cell::Bool(_) => Reading::Bad,
    }
}

/// Whether text is a date in some order. For telling text columns from others.
pub fn is_date(text: &str) -> bool {
    matches!(read_text(text.trim(), DateFormat::default()), Reading::Day(_) | Reading::Parts(..))
}

fn compact(ymd: u32) -> Reading {
    day_of(ymd / 10_000, ymd / 100 % 100, ymd % 100)
}

fn read_text(text: &str, format: DateFormat) -> Reading {
    if let Some(day) = read_iso(text.as_bytes()) {
        return day;
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.bytes().filter(|&b| b == b'.').count() < 2 {
        return match text.parse::<f64>() {
            Ok(n) if text.len() == 8 && !text.contains('.') => compact(n as u32),
            Ok(n) if n >= 10_000.0 => format.serial(n).map_or(Reading::Bad, Reading::Day),
            _ => Reading::Bad,
        };
    }
    read_parts(text).unwrap_or(Reading::Bad)
}

/// The quick way for `2024-07-14`, alone or before a time.
fn read_iso(b: &[u8]) -> Option<Reading> {
    let number = |range: std::ops::Range<usize>| {
        b[range].iter().try_fold(0, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')))
    };
    if b.len() < 10 || b[4] != b'-' || b[7] != b'-' || (b.len() > 10 && !is_time(&b[10..])) {
        return None;
    }
    Some(day_of(number(0..4)?, number(5..7)?, number(8..10)?))
}

/// Whether what follows a date is a time, with or without a zone.
fn is_time(rest: &[u8]) -> bool {
    matches!(rest, [b' ' | b'T' | b't' | b',', tail @ ..] if {
        let tail = tail.trim_ascii_start();
        tail.first().is_some_and(u8::is_ascii_digit)
            && tail.iter().all(|b| b.is_ascii_digit() || b" :.,+-ZzAaPpMmUuTtCcGg".contains(b))
    })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let found =
        MONTHS.iter().position(|m| word.len() >= 3 && (m.starts_with(&word) || word == "sept" && *m == "september"))?;
    Some(found as u32 + 1)
}

/// Three runs of digits or letters with `- / . ,` or blanks between, then nothing or a time.
fn read_parts(text: &str) -> Option<Reading> {
    let bytes = text.as_bytes();
    let mut parts = [""; 3];
    let mut at = 0;
    for (i, part) in parts.iter_mut().enumerate() {
        let start = at;
        let digits = bytes.get(at)?.is_ascii_digit();
        while bytes.get(at).is_some_and(|b| if digits { b.is_ascii_digit() } else { b.is_ascii_alphabetic() }) {
            at += 1;
        }
        *part = &text[start..at];
        let gap = at;
        while i < 2 && at - gap < 2 && bytes.get(at).is_some_and(|b| b"-/., ".contains(b)) {
            at += 1;
        }
    }
    if at < bytes.len() && !is_time(&bytes[at..]) {
        return None;
    }
    let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.len() <= 4);
    let year = |s: &str| {
        let y = number(s)?;
        match s.len() {
            4 => Some(y),
            2 => Some(if y < 70 { 2000 + y } else { 1900 + y }),
            _ => None,
        }
    };
    let [a, b, c] = parts;
    Some(match (number(a), number(b), number(c)) {
        (Some(y), Some(m), Some(d)) if a.len() == 4 => day_of(y, m, d),
        (Some(y), None, Some(d)) if a.len() == 4 => day_of(y, month(b)?, d),
        (Some(d), None, Some(_)) => day_of(year(c)?, month(b)?, d),
        (None, Some(d), Some(_)) => day_of(year(c)?, month(a)?, d),
        (Some(x), Some(y), Some(z)) if a.len() <= 2 && b.len() <= 2 => {
            year(c)?;
            // A year of two digits is kept so: only the order of the column tells where the year stands.
            Reading::Parts(x, y, z)
        }
        _ => return None,
    })
}

pub(super) fn full_year(year: u32) -> u32 {
    match year {
        0..70 => 2000 + year,
        70..100 => 1900 + year,
        _ => year,
    }
}

/// The day that parts name in an order.
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
