//! Days, weeks, months, quarters and years of the calendar.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;
use strum::{Display, EnumCount, EnumIter, EnumMessage, EnumString};

/// The length of a period.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumCount, EnumIter, EnumMessage, EnumString, Serialize,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Granularity {
    Day,
    Week,
    #[default]
    Month,
    Quarter,
    Year,
}

impl Granularity {
    /// First day of the period that contains `date`.
    pub(crate) fn start(self, date: NaiveDate) -> NaiveDate {
        let start = match self {
            Self::Day => Some(date),
            Self::Week => date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into())),
            Self::Month => date.with_day(1),
            Self::Quarter => NaiveDate::from_ymd_opt(date.year(), date.month0() / 3 * 3 + 1, 1),
            Self::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
        };
        start.unwrap_or(date)
    }

    /// First day of the period after the one that starts at `start`; none at the end of the calendar.
    pub(crate) fn next(self, start: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => start.succ_opt(),
            Self::Week => start.checked_add_days(Days::new(7)),
            Self::Month => start.checked_add_months(Months::new(1)),
            Self::Quarter => start.checked_add_months(Months::new(3)),
            Self::Year => start.checked_add_months(Months::new(12)),
        }
    }

    /// The first and the last day of each period that has one of the days from the first to the last.
    pub(crate) fn periods(self, first: i32, last: i32) -> impl Iterator<Item = (NaiveDate, i32)> {
        let mut start = Some(self.start(date(first)));
        std::iter::from_fn(move || {
            let first = start.filter(|first| first.to_epoch_days() <= last)?;
            start = self.next(first);
            Some((first, start.map_or(i32::MAX, |next| next.to_epoch_days() - 1)))
        })
    }

    /// The key of the period that starts at `start`. A week belongs to the year of its Thursday (ISO 8601).
    pub(crate) fn key(self, start: NaiveDate) -> String {
        match self {
            Self::Day => start.to_string(),
            Self::Week => format!("{:04}-W{:02}", start.iso_week().year(), start.iso_week().week()),
            Self::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Self::Quarter => format!("{:04}-Q{}", start.year(), start.quarter()),
            Self::Year => format!("{:04}", start.year()),
        }
    }
}

/// The calendar date; days outside the calendar become its first or last.
pub(crate) fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap_or(if day < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}
