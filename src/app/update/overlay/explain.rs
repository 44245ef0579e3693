//! Explaining the numbers of a panel.

use super::segment;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Overlay, Scroll};

/// More rows than any explanation has.
const ROWS: usize = 200;

/// Opens the page of the segment at the cursor. Without a segment, or if its page is already open, opens the
/// explanation of the numbers.
pub fn open(model: &mut Model) {
    if model.overlay == Overlay::None && selectors::segment_under_cursor(model).is_some() {
        segment::open(model);
    } else {
        model.overlay = Overlay::Explain(model.focused(), Scroll { top: 0, rows: ROWS });
    }
}
