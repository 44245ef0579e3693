//! Customers by recency and frequency: the grid of scores, or the list of groups.

use strum::IntoEnumIterator;

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{RfmGroup, SCORES};

/// A cell of the grid: its scores of recency and frequency, 1 to 5. The grid has the recent on top.
pub fn scores_at(cell: usize) -> (u8, u8) {
    let (row, column) = (cell / SCORES, cell % SCORES);
    (SCORES.saturating_sub(row) as u8, column as u8 + 1)
}

/// Whether the scores are shown as a grid.
pub fn shows_grid(model: &Model) -> bool {
    model.view(Panel::Rfm) == 0
}

/// How many rows or cells the cursor on groups can be on.
pub fn rfm_rows(model: &Model) -> usize {
    let scored = model.shown().is_some_and(|dataset| dataset.summary.rfm.is_some());
    match (scored, shows_grid(model)) {
        (false, _) => 0,
        (true, true) => SCORES * SCORES,
        (true, false) => RfmGroup::iter().count(),
    }
}
