//! The cursor of RFM: on a cell of the grid, or on a group.

use crate::app::motion::Motion;
use crate::app::panel::Panel;
use crate::app::selectors::{self, scores_at};
use crate::app::state::model::Model;
use crate::measures::{RfmGroup, SCORES};

/// Moves the cursor on the grid; it stops at the edges.
pub(super) fn step(model: &mut Model, motion: Motion) {
    let cell = selectors::cursor(model, Panel::Rfm);
    let (row, column) = (cell / SCORES, cell % SCORES);
    let last = SCORES - 1;
    let (row, column) = match motion {
        Motion::Up => (row.saturating_sub(1), column),
        Motion::Down => ((row + 1).min(last), column),
        Motion::Left => (row, column.saturating_sub(1)),
        Motion::Right => (row, (column + 1).min(last)),
        Motion::HalfUp | Motion::PageUp => (0, column),
        Motion::HalfDown | Motion::PageDown => (last, column),
        Motion::First => (0, 0),
        Motion::Last => (last, last),
    };
    model.cursors.insert(Panel::Rfm, row * SCORES + column);
}

/// Keeps the cursor on its group when the view changes between groups and grid.
pub(super) fn follow(model: &mut Model, group: Option<RfmGroup>) {
    let Some(group) = group else { return };
    let of_cell = |cell: &usize| {
        let (recency, frequency) = scores_at(*cell);
        RfmGroup::of(recency, frequency) == group
    };
    let at = if selectors::shows_grid(model) { (0..SCORES * SCORES).find(of_cell) } else { Some(group as usize) };
    model.cursors.insert(Panel::Rfm, at.unwrap_or(0));
}
