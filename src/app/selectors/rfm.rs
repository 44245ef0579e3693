//! RFM: the grid of recency and frequency scores, or the list of groups.

use strum::IntoEnumIterator;

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{RfmGroup, SCORES};

/// A cell of the grid: its scores of recency and frequency, 1 to 5. The most recent customers are at the top.
pub fn scores_at(cell: usize) -> (u8, u8) {
    let (row, column) = (cell / SCORES, cell % SCORES);
    (SCORES.saturating_sub(row) as u8, column as u8 + 1)
}

/// Whether the scores are shown as a grid.
pub fn shows_grid(model: &Model) -> bool {
    model.view(Panel::Rfm) == 0
}

/// The number of rows or cells that the cursor can be on.
pub fn rfm_rows(model: &Model) -> usize {
    let scored = model.shown().is_some_and(|dataset| dataset.summary.rfm.is_some());
    match (scored, shows_grid(model)) {
        (false, _) => 0,
        (true, true) => SCORES * SCORES,
        (true, false) => RfmGroup::iter().count(),
    }
}
