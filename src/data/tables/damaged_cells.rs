//! Cells that lost their value before segscope read them: errors of a spreadsheet, and ids with more digits than a float holds.

use std::collections::BTreeMap;

use crate::data::cell::{Cell, Row};
use crate::data::findings::{Check, Finding};
use crate::data::layout::Layout;
use crate::data::tally::Tally;

/// 2^53: from here on, not every integer is exact as a float.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Damaged cells by column.
pub(super) struct DamagedCells {
    errors: BTreeMap<usize, Tally>,
    rounded: BTreeMap<usize, Tally>,
    /// The columns of ids.
    ids: Vec<usize>,
}

/// Whether a cell, in whatever column, may have lost its value.
pub(super) fn may_be(cell: Cell<'_>) -> bool {
    cell.is_error() || is_rounded(cell)
}

/// Whether a cell has more digits than are exact.
fn is_rounded(cell: Cell<'_>) -> bool {
    matches!(cell, Cell::Float(id) if id.abs() >= EXACT)
}

impl DamagedCells {
    /// None yet, for a table laid out so.
    pub fn new(layout: &Layout) -> Self {
        let is_id = |at: &usize| layout.known(*at).is_some_and(|c| c.name.ends_with("_id"));
        let ids = (0..layout.header.len()).filter(is_id).collect();
        Self { errors: BTreeMap::new(), rounded: BTreeMap::new(), ids }
    }

    /// Counts those of a row.
    pub fn observe(&mut self, columns: usize, number: u64, row: &dyn Row) {
        for at in 0..columns {
            let cell = row.cell(at);
            if cell.is_error() {
                self.errors.entry(at).or_default().add_cell(number, cell);
            }
        }
        for &at in &self.ids {
            let cell = row.cell(at);
            if is_rounded(cell) {
                self.rounded.entry(at).or_default().add_cell(number, cell);
            }
        }
    }

    /// The findings.
    pub fn findings(self, layout: &Layout) -> impl Iterator<Item = Finding> {
        let all = [(Check::ErrorValue, self.errors), (Check::RoundedId, self.rounded)];
        let of_check = move |(check, tallies): (Check, BTreeMap<usize, Tally>)| {
            tallies.into_iter().filter_map(move |(at, tally)| {
                let name = layout.known(at).map_or_else(|| layout.header[at].trim(), |c| c.name);
                tally.finding(check, layout.table, Some(name))
            })
        };
        all.into_iter().flat_map(of_check)
    }
}
