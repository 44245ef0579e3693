//! Properties of all rows of a table that the first written row depends on.

use std::ops::ControlFlow;

use super::lines::Lines;
use crate::data::cell::{Cell, Row};
use crate::data::hours::seconds_of_day;
use crate::data::ids::Key;
use crate::data::layout::Layout;
use crate::data::tables::DATED;

/// Numbers of orders that the file has are looked at up to here.
const LARGEST: i64 = 1 << 62;

/// Properties of all rows of a table.
#[derive(Default)]
pub struct Survey {
    /// Whether all ids of the rows are integers.
    pub integer_ids: bool,
    /// Whether a row says at what time of its day something was bought.
    pub has_time: bool,
    /// The largest number of an order.
    largest: i64,
    /// Whether no row of an order has its number, by order.
    unnumbered: Vec<bool>,
    /// Rows so far.
    rows: usize,
}

impl Survey {
    /// Before the first row; `lines` of purchases.
    pub fn new(lines: Option<&Lines>) -> Self {
        let unnumbered = vec![true; lines.map_or(0, Lines::orders)];
        Self { integer_ids: true, unnumbered, ..Self::default() }
    }

    /// Takes the next used row of a table laid out as `layout`; returns whether everything is known.
    pub fn see(&mut self, layout: &Layout, lines: Option<&Lines>, row: &dyn Row) -> ControlFlow<()> {
        let id = layout.at("transaction_id").and_then(|at| Key::of(row.cell(at)));
        self.integer_ids &= !matches!(id, Some(Key::Text(_)));
        let Some(lines) = lines else {
            return if self.integer_ids { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        };
        if let Some(Key::Integer(id)) = id
            && id < LARGEST
        {
            self.largest = self.largest.max(id);
        }
        if id.is_some()
            && let Some(unnumbered) = self.unnumbered.get_mut(lines.order(self.rows))
        {
            *unnumbered = false;
        }
        self.has_time |= layout.at(DATED).is_some_and(|at| match row.cell(at) {
            Cell::Day(_) => false,
            cell => seconds_of_day(cell).is_some(),
        });
        self.rows += 1;
        ControlFlow::Continue(())
    }

    /// The generated number of an order, if none of its rows has one.
    pub fn number(&self, order: usize) -> Option<i64> {
        let is_unnumbered = self.unnumbered.get(order).copied().unwrap_or_default();
        is_unnumbered.then(|| self.largest + 1 + order as i64)
    }
}
