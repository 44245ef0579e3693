//! Time as its panels show it.

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{MonthOfWeekdays, Summary};

/// The months by weekday that the cursor goes through: of claims those that begin by the last claim, of burns all.
pub fn weekday_months(model: &Model, summary: &Summary) -> Vec<MonthOfWeekdays> {
    if model.view(Panel::Weekdays) == 1 {
        return summary.weekdays(|day| day.burns);
    }
    let mut months = summary.weekdays(|day| day.claims);
    months.retain(|month| summary.claim_horizon.is_some_and(|last| month.month.first_day <= last));
    months
}
