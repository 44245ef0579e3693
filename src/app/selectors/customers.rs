//! The customers that the list shows, and its columns.

use std::sync::Arc;

use super::everyone::{lists_everyone, of_everyone};
use super::segments::listed_segments;
use crate::analysis::{Attribute, pageable};
use crate::app::state::model::Model;
use crate::app::state::pages::ListOf;

/// The columns of the customer list.
pub fn listed_by(model: &Model) -> Vec<Attribute> {
    let Some(dataset) = model.dataset() else {
        return Vec::new();
    };
    let mut all = Attribute::all(&dataset.features, listed_segments(model).map(AsRef::as_ref));
    all.retain(|attribute| !model.customer_list.hidden.contains(attribute));
    if let Some(segmentation) = listed_segments(model).filter(|_| lists_everyone(model)) {
        all.retain(|attribute| pageable(attribute, segmentation));
    }
    all
}

/// The list of all customers, as its columns and order are chosen; none if the customers listed are here.
pub fn list_of_everyone(model: &Model) -> Option<ListOf> {
    let dataset = model.dataset().filter(|_| lists_everyone(model))?;
    let columns = listed_by(model);
    let sort = model.customer_list.sort.clone().filter(|(by, _)| columns.contains(by));
    Some(ListOf {
        features: Arc::clone(&dataset.features),
        clustering: Arc::clone(&listed_segments(model)?.clustering),
        filter: dataset.filter.clone(),
        columns,
        sort,
    })
}

/// The customer at a position in the list, by row of the features; none if the customer is not here.
pub fn listed(model: &Model, position: usize) -> Option<usize> {
    let dataset = model.dataset()?;
    if lists_everyone(model) {
        return of_everyone(model, position)?.1.here;
    }
    let order = model.customer_list.order.as_ref().filter(|order| Arc::ptr_eq(&order.features, &dataset.features));
    match (order, &model.shown) {
        (Some(order), _) => order.rows.get(position).map(|row| *row as usize),
        (None, Some(shown)) => shown.customers.get(position).map(|row| *row as usize),
        (None, None) => (position < dataset.features.len()).then_some(position),
    }
}
