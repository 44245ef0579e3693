//! Typed letters, pasted text and completions.

use super::{overlay, palette};
use crate::app::action::Action;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

/// Changes the text of the field.
pub(super) fn write(model: &mut Model, action: Action) {
    match action {
        Action::Type(c) => overlay::write(model, c.encode_utf8(&mut [0; 4])),
        Action::Erase(what) => overlay::erase(model, what),
        Action::Complete => {
            let words = model.vocabulary();
            match &mut model.overlay {
                Overlay::Filter(prompt) => prompt.complete(&words),
                Overlay::Palette(_) => palette::complete(model),
                _ => {}
            }
        }
        _ => {}
    }
}
