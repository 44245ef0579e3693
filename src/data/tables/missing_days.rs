//! Events without a day.

use super::without_coupon::WithoutCoupon;
use crate::data::block::Block;
use crate::data::cell::Cell;
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

    /// The same for events that are one row each: two rows with one id are two events.
    #[must_use]
    pub fn of_single_rows(self) -> Self {
        Self { event: None, ..self }
    }

    /// Notes whether the rows have a day.
    pub fn observe(&mut self, block: Block<'_>) {
        if self.day.is_none() {
            return;
        }
        let mut any = false;
        block.each(self.day, |_, day| any |= is_missing(day));
        if any {
            (0..block.len()).for_each(|row| self.observe_row(block, row));
        } else if let Some(event) = block.last_text(self.event) {
            self.is_next_line(event);
        }
    }

    fn observe_row(&mut self, block: Block<'_>, row: usize) {
        let is_missing = is_missing(block.cell(self.day, row));
        if let Cell::Text(event) = block.cell(self.event, row)
            && self.is_next_line(event)
            && is_missing
        {
            return;
        }
        if is_missing && !self.others.is_some_and(|others| others.is(|at| block.cell(Some(at), row))) {
            self.tally.add_row(block.number(row));
        }
    }

    /// Whether the row is a further line of the event of the last one.
    fn is_next_line(&mut self, event: &str) -> bool {
        let is_next_line = !event.is_empty() && self.last == event;
        if !is_next_line {
            self.last.clear();
            self.last.push_str(event);
        }
        is_next_line
    }

    /// The rows without a day.
    pub fn finding(self, table: Table) -> Option<Finding> {
        self.tally.finding(Check::MissingValue, table, Some(DATED))
    }
}

/// Whether a cell holds neither a day nor an error that another check reports.
fn is_missing(day: Cell<'_>) -> bool {
    day.present() == Cell::Empty && !day.is_error()
}
