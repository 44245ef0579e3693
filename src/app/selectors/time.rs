//! Time series as the panels show them.

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{MonthOfWeekdays, Summary};

/// Whether the weekdays are shown by hour of the day, not by month.
pub fn shows_hours(model: &Model) -> bool {
    model.view_name(Panel::Weekdays) == Some("by hour")
}

/// The months by weekday that the cursor moves through: for claims, up to the last claim; for burns, all.
pub fn weekday_months(model: &Model, summary: &Summary) -> Vec<MonthOfWeekdays> {
    if model.view_name(Panel::Weekdays) == Some("burns") {
        return summary.weekdays(|day| day.burns);
    }
    let mut months = summary.weekdays(|day| day.claims);
    months.retain(|month| summary.claim_horizon.is_some_and(|last| month.month.first_day <= last));
    months
}

/// Whether the weekdays show claims or orders: a filter has no burn dates.
pub fn shows_claims_by_day(model: &Model) -> bool {
    model.view_name(Panel::Weekdays) != Some("burns")
}
