//! A date from several columns or from a count: year, month and day in separate columns, or days and weeks counted from the
//! first.

use super::cell::{Cell, NANOSECONDS, Row};
use super::date_words::month;
use super::days::NO_DAY;
use chrono::NaiveDate;

/// Day 1 of a count is shown as 2001-01-01, a Monday; only differences between counted days mean something.
const DAY_0: i32 = 11_322;
/// Days of a week.
const WEEK: i32 = 7;
/// Hours of a day.
const DAY_HOURS: i32 = 24;
/// Nanoseconds of an hour.
const HOUR: u64 = 3600 * NANOSECONDS;

/// Where the parts of a date are in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeDate {
    /// In columns of the year, the month and the day; without the last, it is the first day of the month.
    Parts(usize, usize, Option<usize>),
    /// In a column that counts days.
    Days(usize),
    /// In a column that counts weeks.
    Weeks(usize),
    /// In a column that counts hours, from 0.
    Hours(usize),
}

impl MadeDate {
    /// The date of a row.
    pub fn cell(self, row: &dyn Row) -> Cell<'static> {
        if let Self::Hours(at) = self {
            let moment = |n: i32| Cell::moment(DAY_0 + 1 + n / DAY_HOURS, (n % DAY_HOURS) as u64 * HOUR);
            return whole(row.cell(at)).map_or(Cell::Empty, moment);
        }
        let day = match self {
            Self::Parts(year, month, day) => of_parts(row.cell(year), row.cell(month), day.map(|at| row.cell(at))),
            Self::Days(at) => whole(row.cell(at)).map(|n| DAY_0 + n),
            Self::Weeks(at) => whole(row.cell(at)).map(|n| DAY_0 + 1 + (n - 1) * WEEK),
            Self::Hours(_) => None,
        };
        day.filter(|day| *day != NO_DAY).map_or(Cell::Empty, Cell::Day)
    }

    /// The columns it is made of.
    pub fn columns(self) -> impl Iterator<Item = usize> {
        let (first, others) = match self {
            Self::Parts(year, month, day) => (year, [Some(month), day]),
            Self::Days(at) | Self::Weeks(at) | Self::Hours(at) => (at, [None, None]),
        };
        [first].into_iter().chain(others.into_iter().flatten())
    }

    /// The same in a row whose columns are elsewhere; none where it lacks one.
    pub fn moved(self, to: impl Fn(usize) -> Option<usize>) -> Option<Self> {
        Some(match self {
            Self::Parts(year, month, None) => Self::Parts(to(year)?, to(month)?, None),
            Self::Parts(year, month, Some(day)) => Self::Parts(to(year)?, to(month)?, Some(to(day)?)),
            Self::Days(at) => Self::Days(to(at)?),
            Self::Weeks(at) => Self::Weeks(to(at)?),
            Self::Hours(at) => Self::Hours(to(at)?),
        })
    }

    /// Whether it counts from an unknown day.
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Parts(..))
    }
}

/// The whole number of a cell, if it is small enough to count days.
pub fn whole(cell: Cell<'_>) -> Option<i32> {
    let number = match cell {
        Cell::Int(number) => i32::try_from(number).ok(),
        Cell::Float(number) if number.fract() == 0.0 && number.abs() < 1e6 => Some(number as i32),
        Cell::Text(text) => {
            let text = text.trim();
            text.strip_suffix(".0").unwrap_or(text).parse().ok()
        }
        _ => None,
    };
    number.filter(|n| (0..=1_000_000).contains(n))
}

/// The month of a cell: a number, or its name.
pub fn month_of(cell: Cell<'_>) -> Option<u32> {
    let named = || if let Cell::Text(text) = cell { month(text.trim()) } else { None };
    whole(cell).and_then(|n| u32::try_from(n).ok()).filter(|n| (1..=12).contains(n)).or_else(named)
}

fn of_parts(year: Cell<'_>, month: Cell<'_>, day: Option<Cell<'_>>) -> Option<i32> {
    let day = day.map_or(Some(1), |cell| whole(cell).and_then(|n| u32::try_from(n).ok()))?;
    Some(NaiveDate::from_ymd_opt(whole(year)?, month_of(month)?, day)?.to_epoch_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use csv::StringRecord;

    fn made(date: MadeDate, row: &str) -> String {
        let row: StringRecord = row.split(',').collect();
        match date.cell(&row) {
            Cell::Empty => String::new(),
            cell => cell.to_string(),
        }
    }

    #[test]
    fn dates_are_made_of_their_parts() {
        let parts = MadeDate::Parts(0, 1, Some(2));
        for (row, day) in [
            ("2024,2,29", "2024-02-29"),
            ("2024.0,2.0,1.0", "2024-02-01"),
            ("2016,July,3", "2016-07-03"),
            ("2023,2,29", ""),
            ("2023,,1", ""),
            ("2023,13,1", ""),
        ] {
            assert_eq!(made(parts, row), day, "{row}");
        }
        assert_eq!(made(MadeDate::Parts(1, 0, None), "11,2024"), "2024-11-01");
    }

    #[test]
    fn counted_days_keep_their_distances() {
        assert_eq!(made(MadeDate::Days(0), "1"), "2001-01-01");
        assert_eq!(made(MadeDate::Days(0), "711"), "2002-12-12");
        assert_eq!(made(MadeDate::Weeks(0), "2"), "2001-01-08");
        assert_eq!(
            (made(MadeDate::Hours(0), "23"), made(MadeDate::Hours(0), "714")),
            ("2001-01-01 23:00:00".into(), "2001-01-30 18:00:00".into())
        );
        assert_eq!((made(MadeDate::Days(0), "x"), made(MadeDate::Weeks(0), "-3")), (String::new(), String::new()));
    }
}
