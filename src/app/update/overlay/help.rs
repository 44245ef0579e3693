//! The help: the same key opens and closes it.

use crate::app::keymap::{self, Section};
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Overlay, Scroll};

/// Opens or closes the help. Changes on the mapping screen are not lost while the help is open.
pub fn open(model: &mut Model) {
    if matches!(model.overlay, Overlay::Help(_)) {
        model.overlay = std::mem::take(&mut model.beneath);
        return;
    }
    let of_mapping = matches!(model.overlay, Overlay::Mapping(_));
    let kind = selectors::kind(model);
    let top = if of_mapping { keymap::help_row(kind, Section::Mapping) } else { 0 };
    let help = Overlay::Help(Scroll { top, rows: keymap::help_rows(kind) });
    let covered = std::mem::replace(&mut model.overlay, help);
    model.beneath = if of_mapping { covered } else { Overlay::None };
}
