//! The cursor in time: on the buckets of the line chart and its table, and on the weekdays of months.

use super::action::Motion;
use super::model::Model;
use super::panel::Panel;
use crate::measures::{Granularity, MonthOfWeekdays, Period, Summary};

/// Months that a page goes through.
const PAGE: usize = 12;

/// A weekday of a month.
#[derive(Clone, Debug)]
pub struct WeekdayOfMonth {
    /// Index of the month, the oldest first.
    pub column: usize,
    /// 0 for Monday to 6 for Sunday.
    pub weekday: usize,
}

/// The motion through a list that is newest first, for a chart whose newest is at the right.
pub(super) fn in_chart(motion: Motion) -> Motion {
    match motion {
        Motion::Left => Motion::Down,
        Motion::Right => Motion::Up,
        Motion::First => Motion::Last,
        Motion::Last => Motion::First,
        other => other,
    }
}

/// Moves over the weekdays of months: up and down through the week, left and right through time.
pub(super) fn step_weekday(model: &mut Model, motion: Motion) {
    let months = model.rows(Panel::Weekdays) / 7;
    let at = model.cursor(Panel::Weekdays);
    let (back, weekday) = (at / 7, at % 7);
    let (back, weekday) = match motion {
        Motion::Up => (back, weekday.saturating_sub(1)),
        Motion::Down => (back, (weekday + 1).min(6)),
        Motion::Left => (back + 1, weekday),
        Motion::Right => (back.saturating_sub(1), weekday),
        Motion::HalfUp => (back + PAGE / 2, weekday),
        Motion::HalfDown => (back.saturating_sub(PAGE / 2), weekday),
        Motion::PageUp => (back + PAGE, weekday),
        Motion::PageDown => (back.saturating_sub(PAGE), weekday),
        Motion::First => (months, weekday),
        Motion::Last => (0, weekday),
    };
    model.cursors.insert(Panel::Weekdays, back.min(months.saturating_sub(1)) * 7 + weekday);
}

impl Model {
    /// The buckets that are shown, the oldest first, and the index of the one under the cursor.
    pub fn periods(&self, summary: &Summary) -> (Vec<Period>, Option<usize>) {
        let (periods, _) = summary.periods_to_date(self.granularity);
        let newest = periods.len().checked_sub(1);
        let at = newest.map(|newest| newest.saturating_sub(self.cursor(Panel::Periods)));
        (periods, at)
    }

    /// Shows time by another granularity, the cursor on the bucket that holds the first day of the one before.
    pub(super) fn set_granularity(&mut self, granularity: Granularity) {
        let day = self.shown().and_then(|dataset| {
            let (periods, at) = self.periods(&dataset.summary);
            // The newest stays the newest.
            at.filter(|at| at + 1 < periods.len()).and_then(|at| periods.get(at)).map(|period| period.first_day)
        });
        self.granularity = granularity;
        let newer = day.zip(self.shown()).map_or(0, |(day, dataset)| {
            let (periods, _) = dataset.summary.periods_to_date(granularity);
            let newest = periods.len().saturating_sub(1);
            newest.saturating_sub(periods.partition_point(|period| period.last_day < day))
        });
        self.cursors.insert(Panel::Periods, newer);
    }

    /// The months by weekday that the cursor goes through: of claims those that begin by the last claim, of burns all.
    pub fn weekday_months(&self, summary: &Summary) -> Vec<MonthOfWeekdays> {
        if self.view(Panel::Weekdays) == 1 {
            return summary.weekdays(|day| day.burns);
        }
        let mut months = summary.weekdays(|day| day.claims);
        months.retain(|month| summary.claim_horizon.is_some_and(|last| month.month.first_day <= last));
        months
    }

    /// The weekday of a month under the cursor, of as many months.
    pub fn weekday_under_cursor(&self, months: usize) -> WeekdayOfMonth {
        let at = self.cursor(Panel::Weekdays);
        WeekdayOfMonth { column: months.saturating_sub(1 + at / 7), weekday: at % 7 }
    }

    /// The days of the claims under the cursor, as a filter writes them; none where nothing was claimed on them.
    pub(super) fn days_under_cursor(&self, months: &[MonthOfWeekdays]) -> Option<String> {
        let WeekdayOfMonth { column, weekday } = self.weekday_under_cursor(months.len());
        let month = months.get(column).filter(|month| month.counts[weekday] > 0)?;
        let days =
            (month.month.first_day..=month.month.last_day).filter(|day| crate::measures::weekday(*day) == weekday);
        let days: Vec<String> = days.map(crate::data::format_day).collect();
        Some(format!("date:{}", days.join(",")))
    }
}
