//! What the kind of the data implies for the screens.

use crate::app::state::model::Model;
use crate::data::Kind;

/// The kind of the data on screen; coupons before any is loaded.
pub fn kind(model: &Model) -> Kind {
    model.shown().map_or(Kind::Coupons, |dataset| dataset.summary.kind)
}
