//! Days in a filter: a day, or the month, week, quarter or year that contains it.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::comparison::Interval;
use crate::data::days::PLAUSIBLE;
use crate::data::format_day;

/// The forms that [`read`] accepts, for messages.
pub const EXAMPLES: &str = "2024-03-31, 2024-03, 2024-Q1, 2024-W13 or 2024";

/// The days of `2024-03-31`, `2024-03`, `2024-Q1`, `2024-W13` or `2024`.
pub fn read(text: &str) -> Option<Interval<i32>> {
    let mut parts = text.split('-');
    let year: i32 = number(parts.next()?, 4..=4)?.cast_signed();
    let (first, after) = match (parts.next(), parts.next(), parts.next()) {
        (None, _, _) => from(year, 1, Months::new(12))?,
        (Some(part), None, _) => match part.chars().next()?.to_ascii_lowercase() {
            'q' => {
                let quarter = number(&part[1..], 1..=1).filter(|q| (1..=4).contains(q))?;
                from(year, 3 * quarter - 2, Months::new(3))?
            }
            'w' => {
                let monday = NaiveDate::from_isoywd_opt(year, number(&part[1..], 1..=2)?, Weekday::Mon)?;
                (monday, monday.checked_add_days(Days::new(7))?)
            }
            _ => from(year, number(part, 1..=2)?, Months::new(1))?,
        },
        (Some(month), Some(day), None) => {
            let day = NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?)?;
            (day, day.succ_opt()?)
        }
        _ => return None,
    };
    let days = Interval { first: first.to_epoch_days(), last: after.to_epoch_days() - 1 };
    (PLAUSIBLE.contains(&days.first) && PLAUSIBLE.contains(&days.last)).then_some(days)
}

/// The same, or from one to another with `..` between; it may end before it begins.
pub(super) fn read_range(text: &str) -> Option<Interval<i32>> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    Some(Interval { first: read(first)?.first, last: read(last)?.last })
}

/// The shortest text that [`read`] accepts for these days; two days with `..` between if no single word fits.
pub fn text(days: Interval<i32>) -> String {
    let Interval { first, last } = days;
    let date = NaiveDate::from_epoch_days(first);
    let word = date.filter(|_| first != last).and_then(|date| {
        let (year, week) = (date.year(), date.iso_week());
        [
            format!("{year}"),
            format!("{year}-Q{}", date.quarter()),
            format!("{year}-{:02}", date.month()),
            format!("{}-W{:02}", week.year(), week.week()),
        ]
        .into_iter()
        .find(|word| read(word) == Some(days))
    });
    match word {
        Some(word) => word,
        None if first == last => format_day(first),
        None => format!("{}..{}", format_day(first), format_day(last)),
    }
}

/// The first day of a month, and the first day after a number of months.
fn from(year: i32, month: u32, length: Months) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(length)?))
}

/// A number of exactly this many digits.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
