//! The cursor on customers by recency and frequency: on a cell of the grid, or on a group.

use strum::IntoEnumIterator;

use super::action::Motion;
use super::model::Model;
use super::panel::Panel;
use crate::measures::{RfmGroup, SCORES};

/// A cell of the grid: its scores of recency and frequency, 1 to 5. The grid has the recent on top.
pub fn scores_at(cell: usize) -> (u8, u8) {
    let (row, column) = (cell / SCORES, cell % SCORES);
    (SCORES.saturating_sub(row) as u8, column as u8 + 1)
}

impl Model {
    /// Whether the scores are shown as a grid.
    pub fn shows_grid(&self) -> bool {
        self.view(Panel::Rfm) == 0
    }

    /// How many rows or cells the cursor on groups can be on.
    pub(super) fn rfm_rows(&self) -> usize {
        let scored = self.shown().is_some_and(|dataset| dataset.summary.rfm.is_some());
        match (scored, self.shows_grid()) {
            (false, _) => 0,
            (true, true) => SCORES * SCORES,
            (true, false) => RfmGroup::iter().count(),
        }
    }

    /// The group that the cursor is on; none without scores.
    pub fn rfm_group(&self) -> Option<RfmGroup> {
        let at = self.cursor(Panel::Rfm);
        let (recency, frequency) = scores_at(at);
        match self.rfm_rows() {
            0 => None,
            _ if self.shows_grid() => Some(RfmGroup::of(recency, frequency)),
            _ => RfmGroup::iter().nth(at),
        }
    }
}

/// Moves the cursor on the grid; it stops at the sides.
pub(super) fn step(model: &mut Model, motion: Motion) {
    let cell = model.cursor(Panel::Rfm);
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

/// Keeps the cursor on the group it was on where a view begins that lists groups, and goes to a cell of it in the grid.
pub(super) fn follow(model: &mut Model, group: Option<RfmGroup>) {
    let Some(group) = group else { return };
    let of_cell = |cell: &usize| {
        let (recency, frequency) = scores_at(*cell);
        RfmGroup::of(recency, frequency) == group
    };
    let at = if model.shows_grid() { (0..SCORES * SCORES).find(of_cell) } else { Some(group as usize) };
    model.cursors.insert(Panel::Rfm, at.unwrap_or(0));
}
