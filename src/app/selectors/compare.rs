//! Whether segments can be compared now.

use super::selected::segment_under_cursor;
use crate::app::panel::Screen;
use crate::app::state::model::Model;

/// Whether `c` has something to compare.
pub fn compares(model: &Model) -> bool {
    let shown = matches!(model.screen, Screen::Overview | Screen::Segments) && !model.marks.segments.is_empty();
    model.clusters.last().is_some() && (shown || segment_under_cursor(model).is_some())
}
