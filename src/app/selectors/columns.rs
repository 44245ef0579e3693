//! Whether left and right move through columns of the focused panel, and whether it can be sorted by them.

use super::places::place_columns;
use super::rows::rows;
use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

/// Whether the focused panel is a table of places that can be sorted.
pub fn sorts_places(model: &Model) -> bool {
    let panel = model.focused();
    model.overlay == Overlay::None
        && model.view(panel) == 0
        && !place_columns(model, panel).is_empty()
        && rows(model, panel) > 0
}

/// Whether the cursor of the focused panel moves left and right among places.
pub fn has_place_columns(model: &Model) -> bool {
    let on_months = model.focused() == Panel::PlaceMonths && rows(model, Panel::PlaceMonths) > 0;
    sorts_places(model) || model.overlay == Overlay::None && on_months
}

/// Whether left and right move through the columns of the focused panel.
pub fn has_demographics(model: &Model) -> bool {
    model.overlay == Overlay::None
        && model.focused() == Panel::Demographics
        && model.shown().is_some_and(|dataset| dataset.summary.demographics.len() > 1)
}
