//! Whether segments can be marked and compared now.

use super::selected::segment_under_cursor;
use crate::app::panel::Screen;
use crate::app::state::model::Model;

/// Whether `space` marks a segment now.
pub fn marks(model: &Model) -> bool {
    segment_under_cursor(model).is_some()
}

/// Whether `c` has something to compare.
pub fn compares(model: &Model) -> bool {
    let shown = matches!(model.screen, Screen::Overview | Screen::Segments) && !model.marks.is_empty();
    model.clusters.last().is_some() && (shown || marks(model))
}
