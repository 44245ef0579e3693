//! The customers that the list shows, and its columns.

use std::sync::Arc;

use crate::analysis::{Attribute, Segmentation};
use crate::app::state::model::Model;

/// The segments of the listed customers. `None` while others are being clustered: the last segments do not apply.
pub fn listed_segments(model: &Model) -> Option<&Arc<Segmentation>> {
    let features = &model.dataset()?.features;
    model.clusters.last().filter(|segmentation| Arc::ptr_eq(&segmentation.features, features))
}

/// The columns of the customer list.
pub fn listed_by(model: &Model) -> Vec<Attribute> {
    let Some(dataset) = model.dataset() else {
        return Vec::new();
    };
    let mut all = Attribute::all(&dataset.features, listed_segments(model).map(AsRef::as_ref));
    all.retain(|attribute| !model.customer_list.hidden.contains(attribute));
    all
}

/// The customer at a position in the list, by row of the features.
pub fn listed(model: &Model, position: usize) -> Option<usize> {
    let dataset = model.dataset()?;
    let order = model.customer_list.order.as_ref().filter(|order| Arc::ptr_eq(&order.features, &dataset.features));
    match (order, &model.shown) {
        (Some(order), _) => order.rows.get(position).map(|row| *row as usize),
        (None, Some(shown)) => shown.customers.get(position).map(|row| *row as usize),
        (None, None) => (position < dataset.features.len()).then_some(position),
    }
}
