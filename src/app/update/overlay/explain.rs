//! Explaining what the cursor is on.

use super::segment;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Overlay, Scroll};

/// Rows that no explanation is longer than.
const ROWS: usize = 200;

/// Opens the segment under the cursor; where there is none, or its page is open already, what the numbers are.
pub fn open(model: &mut Model) {
    if model.overlay == Overlay::None && selectors::segment_under_cursor(model).is_some() {
        segment::open(model);
    } else {
        model.overlay = Overlay::Explain(model.focused(), Scroll { top: 0, rows: ROWS });
    }
}
