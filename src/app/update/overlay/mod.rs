//! The transitions of each overlay: what opens it, what `enter` does in it, and what happens when it is closed.

mod algorithm;
pub mod budget;
mod columns;
pub mod compare;
pub mod customer;
mod explain;
pub mod export;
pub mod features;
mod filter;
pub mod rename;
mod rows;
pub mod search;
mod segment;

use crate::app::keymap;
use crate::app::message::Cmd;
use crate::app::motion::{Erase, Motion};
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Overlay, OverlayKind, Scroll};
use crate::app::update::filter::restore;
use crate::app::update::request::next;

/// Opens an overlay, as far as there is something for it to show.
pub fn open(model: &mut Model, kind: OverlayKind) -> Option<Cmd> {
    match kind {
        OverlayKind::None => model.overlay = Overlay::None,
        OverlayKind::Help => {
            model.overlay = match model.overlay {
                Overlay::Help(_) => Overlay::None,
                _ => Overlay::Help(Scroll { top: 0, rows: keymap::help_rows() }),
            }
        }
        OverlayKind::Features => return features::open(model),
        OverlayKind::Algorithm => algorithm::open(model),
        OverlayKind::Export => export::open(model),
        OverlayKind::Rows => return rows::open(model),
        OverlayKind::Filter => filter::open(model),
        OverlayKind::Search => search::open(model),
        OverlayKind::Columns => columns::open(model),
        OverlayKind::Customer => return customer::open(model),
        OverlayKind::Explain => explain::open(model),
        OverlayKind::Segment => segment::open(model),
        OverlayKind::Compare => compare::open(model),
        OverlayKind::Rename => rename::open(model),
        OverlayKind::Budget => return budget::open(model),
    }
    None
}

/// What `enter` does in the open overlay.
pub fn enter(model: &mut Model) -> Option<Cmd> {
    match &model.overlay {
        Overlay::Features(_) => features::accept(model),
        Overlay::Algorithm(_) => algorithm::accept(model),
        Overlay::Export(_) => export::enter(model),
        Overlay::Filter(_) => filter::apply(model),
        Overlay::Search(_) => search::accept(model),
        Overlay::Columns(_) => columns::accept(model),
        Overlay::Rename(_) => rename::keep(model),
        Overlay::Budget => close(model),
        Overlay::None
        | Overlay::Help(_)
        | Overlay::Rows(_)
        | Overlay::Customer(_)
        | Overlay::Explain(..)
        | Overlay::Segment(_)
        | Overlay::Compare(_) => None,
    }
}

/// Closes what lies over the screen, and stops what it waited for.
pub fn close(model: &mut Model) -> Option<Cmd> {
    if let Overlay::Export(dialog) = &mut model.overlay
        && dialog.back()
    {
        return None;
    }
    let closed = std::mem::take(&mut model.overlay);
    if closed == Overlay::Budget {
        return budget::close(model);
    }
    let job = closed.job()?;
    next(model, job);
    if job == Job::Filter {
        restore(model);
    }
    Some(Cmd::Cancel(job))
}

/// Moves the cursor of the open overlay; of a customer, left and right open those beside it.
pub fn step(model: &mut Model, motion: Motion) -> Option<Cmd> {
    match (&model.overlay, motion) {
        (Overlay::Customer(_), Motion::Left | Motion::Right) => return customer::turn(model, motion == Motion::Right),
        (Overlay::Budget, _) => {
            let rows = model.clusters.last().map_or(0, |s| s.segments.list.len());
            model.budget.step(motion, rows);
        }
        _ => {
            let mut overlay = std::mem::take(&mut model.overlay);
            overlay.step(motion, model.page(), &|| model.vocabulary());
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
