//! The month of a day, for measures that need it for each event.

use chrono::{Datelike, NaiveDate};

use super::granularity::date;

/// The months of the days of a range, each computed once.
pub(crate) struct Months {
    first: i32,
    months: Vec<i32>,
}

impl Months {
    /// Most days whose months are stored: all possible dates.
    const MOST: i64 = 1 << 17;

    /// From the first day to the last.
    pub fn of(first: i32, last: i32) -> Self {
        let days = (i64::from(last) - i64::from(first) + 1).clamp(0, Self::MOST) as i32;
        Self { first, months: (0..days).map(|day| month(first.saturating_add(day))).collect() }
    }

    /// The month of a day, in the range or not.
    pub fn month(&self, day: i32) -> i32 {
        let at = usize::try_from(i64::from(day) - i64::from(self.first)).ok();
        at.and_then(|at| self.months.get(at)).copied().unwrap_or_else(|| month(day))
    }
}

/// Months since the year 0 of the Gregorian calendar.
pub(crate) fn month(day: i32) -> i32 {
    let date = date(day);
    date.year() * 12 + date.month0() as i32
}

/// The first day of such a month; the last possible day after all dates.
pub(crate) fn first_day_of(month: i32) -> i32 {
    let first = NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
    first.map_or(i32::MAX, |first| first.to_epoch_days())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        let first = NaiveDate::from_ymd_opt(-400, 2, 28).unwrap().to_epoch_days();
        // The months of some of the days are not stored.
        let months = Months::of(first, first + Months::MOST as i32);
        for date in NaiveDate::from_epoch_days(first).unwrap().iter_days().take(3_700 * 366) {
            assert_eq!(months.month(date.to_epoch_days()), date.year() * 12 + date.month0() as i32, "{date}");
        }
        let months = Months::of(-40, 400);
        assert!((-900..900).all(|day| months.month(day) == month(day)));
        assert!((-40_000..40_000).all(|number| month(first_day_of(number)) == number));
        assert!((-40_000..40_000).all(|number| month(first_day_of(number) - 1) == number - 1));
    }
}
