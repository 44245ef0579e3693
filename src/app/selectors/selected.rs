//! The row, cell or group at the cursor of a panel.

use strum::IntoEnumIterator;

use super::bars::{BarOf, bar_at};
use super::retention::triangle;
use super::rfm::{rfm_rows, scores_at, shows_grid};
use super::rows::{cursor, rows};
use crate::app::panel::{Lists, Panel};
use crate::app::state::model::Model;
use crate::measures::{Cohort, Period, RfmGroup, Summary};

/// The label of the segment at the cursor of the focused panel; `None` if it lists no segments.
pub fn segment_under_cursor(model: &Model) -> Option<usize> {
    let panel = model.focused();
    (lists_segments(model, panel) && rows(model, panel) > 0).then(|| cursor(model, panel))
}

/// Whether the rows of a panel are segments: those of customer flow are the segments before.
pub fn lists_segments(model: &Model, panel: Panel) -> bool {
    panel.lists() == Lists::Segments || panel.lists() == Lists::Profiles && !model.shows_flow()
}

/// The column of the cursor on customer flow; the last if there are fewer.
pub fn flow_column(model: &Model) -> usize {
    model.flow_column.min(model.flow().map_or(0, |flow| flow.new.len().saturating_sub(1)))
}

/// Whether the focused panel shows customer flow, whose cells have a cursor.
pub fn on_flow(model: &Model) -> bool {
    model.focused() == Panel::Profiles && model.shows_flow() && rows(model, Panel::Profiles) > 0
}

/// The bar at the cursor; `None` without columns.
pub fn bar_under_cursor(model: &Model, summary: &Summary) -> Option<BarOf> {
    bar_at(&summary.columns, cursor(model, Panel::Columns))
}

/// The cohort at the cursor.
pub fn cohort(model: &Model) -> Option<&Cohort> {
    triangle(model)?.cohorts.get(cursor(model, Panel::Retention))
}

/// The group at the cursor; `None` without scores.
pub fn rfm_group(model: &Model) -> Option<RfmGroup> {
    rfm_group_at(model, cursor(model, Panel::Rfm))
}

/// The group at a place of the cursor.
pub fn rfm_group_at(model: &Model, at: usize) -> Option<RfmGroup> {
    let (recency, frequency) = scores_at(at);
    match rfm_rows(model) {
        0 => None,
        _ if shows_grid(model) => Some(RfmGroup::of(recency, frequency)),
        _ => RfmGroup::iter().nth(at),
    }
}

/// The periods shown, the oldest first, and the index of the one at the cursor.
pub fn periods(model: &Model, summary: &Summary) -> (Vec<Period>, Option<usize>) {
    let (periods, _) = summary.periods_to_date(model.granularity);
    let newest = periods.len().checked_sub(1);
    let at = newest.map(|newest| newest.saturating_sub(cursor(model, Panel::Periods)));
    (periods, at)
}

/// A weekday of a month.
#[derive(Clone, Debug)]
pub struct WeekdayOfMonth {
    /// Index of the month, the oldest first.
    pub column: usize,
    /// 0 for Monday to 6 for Sunday.
    pub weekday: usize,
}

/// The place of the cursor on a weekday of one of some months, the oldest first.
pub fn place_of_weekday(months: usize, month: usize, weekday: usize) -> usize {
    months.saturating_sub(1 + month) * 7 + weekday
}

/// The weekday and month at the cursor.
pub fn weekday_under_cursor(model: &Model, months: usize) -> WeekdayOfMonth {
    weekday_at(cursor(model, Panel::Weekdays), months)
}

/// The weekday and month at a place of the cursor.
pub fn weekday_at(at: usize, months: usize) -> WeekdayOfMonth {
    WeekdayOfMonth { column: months.saturating_sub(1 + at / 7), weekday: at % 7 }
}
