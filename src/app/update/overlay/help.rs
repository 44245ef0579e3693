//! The help: its key opens and closes it.

use crate::app::keymap;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Overlay, Scroll};

/// Opens the help, or closes it.
pub fn open(model: &mut Model) {
    model.overlay = match model.overlay {
        Overlay::Help(_) => Overlay::None,
        _ => Overlay::Help(Scroll { top: 0, rows: keymap::help_rows() }),
    };
}
