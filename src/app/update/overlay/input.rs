//! Cursor keys and text for the open overlay. The coupon budget outlives its overlay, so its state is in the model.

use super::{customer, help, split};
use crate::app::message::Cmd;
use crate::app::motion::{Erase, Motion};
use crate::app::palette::palette;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

/// Moves the cursor of the open overlay. On the page of a customer, left and right open the previous and next customer.
pub fn step(model: &mut Model, motion: Motion) -> Option<Cmd> {
    match (&model.overlay, motion) {
        (Overlay::Customer(_), Motion::Left | Motion::Right) => return customer::turn(model, motion == Motion::Right),
        (Overlay::CompareSeveral(_), Motion::Left | Motion::Right) => {
            let screen = model.size.0;
            if let Overlay::CompareSeveral(open) = &mut model.overlay {
                open.turn(motion == Motion::Right, screen);
            }
        }
        (Overlay::Help(_), _) => help::step(model, motion),
        (Overlay::Split(_), _) => split::step(model, motion),
        (Overlay::Budget, _) => {
            let rows = model.clusters.last().map_or(0, |s| s.segments.list.len());
            model.budget.step(motion, rows);
        }
        _ => {
            let mut overlay = std::mem::take(&mut model.overlay);
            let recalled = match &mut overlay {
                Overlay::Filter(prompt) => prompt.recall(motion, &model.history.filters),
                Overlay::Palette(open) => open.prompt.recall(motion, &model.history.commands),
                _ => false,
            };
            match &mut overlay {
                _ if recalled => {}
                Overlay::Palette(open) => {
                    let rows = palette(model, open).len();
                    open.prompt.choose(motion, rows);
                }
                overlay => overlay.step(motion, model.page(), &|| model.vocabulary()),
            }
            model.overlay = overlay;
        }
    }
    None
}

/// Writes text into the open overlay.
pub fn write(model: &mut Model, text: &str) {
    if model.overlay == Overlay::Budget { model.budget.write(text) } else { model.overlay.write(text) }
}

/// Removes text of the open overlay.
pub fn erase(model: &mut Model, what: Erase) {
    if model.overlay == Overlay::Budget { model.budget.erase(what) } else { model.overlay.erase(what) }
}
