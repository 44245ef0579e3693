//! The names of places, coupons and other dimensions.

use crate::data::Dimension;

/// The name of row `index` of a dimension, or its id without a name.
pub(crate) fn name(dimension: &Dimension, index: usize) -> String {
    match dimension.names.get(index) {
        Some(Some(name)) => name.clone(),
        _ => dimension.ids.text(index).into_owned(),
    }
}
