//! Events without a day.

use super::without_coupon::WithoutCoupon;
use crate::data::cell::{Cell, Row};
use crate::data::findings::{Check, Finding};
use crate::data::layout::Layout;
use crate::data::schema::Table;
use crate::data::tally::Tally;

/// Every event needs a value in this column.
pub const DATED: &str = "transaction_date";

/// The column of days that every event needs. Lines of one order may say it only once.
pub(super) struct Missing {
    day: Option<usize>,
    event: Option<usize>,
    /// Rows that are no events.
    others: Option<WithoutCoupon>,
    /// The id of the event of the last row.
    last: String,
    tally: Tally,
}

impl Missing {
    /// The columns of a table laid out so.
    pub fn new(layout: &Layout) -> Self {
        let (day, event) = (layout.at(DATED), layout.at("transaction_id"));
        Self { day, event, others: WithoutCoupon::new(layout), last: String::new(), tally: Tally::default() }
    }

    /// Notes whether the row has a day.
    pub fn observe(&mut self, number: u64, row: &dyn Row) {
        let Some(day) = self.day.map(|at| row.cell(at)) else { return };
        let is_missing = day.present() == Cell::Empty && !day.is_error();
        if let Some(Cell::Text(event)) = self.event.map(|at| row.cell(at)) {
            let is_next_line = !event.is_empty() && self.last == event;
            if !is_next_line {
                self.last.clear();
                self.last.push_str(event);
            }
            if is_next_line && is_missing {
                return;
            }
        }
        if is_missing && !self.others.is_some_and(|others| others.is(row)) {
            self.tally.add_row(number);
        }
    }

    /// The rows without a day.
    pub fn finding(self, table: Table) -> Option<Finding> {
        self.tally.finding(Check::MissingValue, table, Some(DATED))
    }
}
