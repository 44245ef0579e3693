//! What opens each overlay, and what `enter` does in it.

mod algorithm;
pub mod budget;
mod close;
mod columns;
pub mod compare;
pub mod customer;
pub mod explain;
pub mod export;
pub mod features;
mod filter;
pub mod help;
mod input;
pub mod mapping;
pub mod rename;
mod rows;
pub mod search;
mod segment;
pub mod split;

pub use self::close::close;
pub use self::input::{erase, step, write};

use crate::app::message::Cmd;
use crate::app::state::model::Model;
use crate::app::state::overlay::palette::Palette;
use crate::app::state::overlay::{Overlay, OverlayKind};

/// Opens an overlay, if it has something to show.
pub fn open(model: &mut Model, kind: OverlayKind) -> Option<Cmd> {
    match kind {
        OverlayKind::None => model.overlay = Overlay::None,
        OverlayKind::Help => help::open(model),
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
        OverlayKind::Split => split::open(model),
        OverlayKind::Compare | OverlayKind::CompareSeveral => return compare::open(model),
        OverlayKind::Rename => rename::open(model),
        OverlayKind::Budget => budget::open(model),
        OverlayKind::Palette => model.overlay = Overlay::Palette(Palette::default()),
        OverlayKind::Mapping => return Some(mapping::open(model)),
    }
    None
}

/// What `enter` does in the open overlay; in most it does nothing.
pub fn enter(model: &mut Model) -> Option<Cmd> {
    match &model.overlay {
        Overlay::Features(_) => features::accept(model),
        Overlay::Algorithm(_) => algorithm::accept(model),
        Overlay::Export(_) => export::enter(model),
        Overlay::Filter(_) => filter::apply(model),
        Overlay::Search(_) => search::accept(model),
        Overlay::Columns(_) => columns::accept(model),
        Overlay::Split(_) => split::enter(model),
        Overlay::Rename(_) => rename::keep(model),
        Overlay::Mapping(_) => mapping::enter(model),
        Overlay::Budget if model.budget.shows_experiment => close(model),
        Overlay::Budget => budget::enter(model),
        _ => None,
    }
}
