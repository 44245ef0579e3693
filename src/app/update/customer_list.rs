//! Columns and order of the customer list.

use std::sync::Arc;

use super::request::next;
use crate::app::message::{Cmd, OrderRequest};
use crate::app::selectors;
use crate::app::state::customer_list::Order;
use crate::app::state::job::Job;
use crate::app::state::model::Model;

/// Moves the cursor to another column.
pub(super) fn step_column(model: &mut Model, right: bool) {
    let last = selectors::listed_by(model).len().saturating_sub(1);
    let column = model.customer_list.column.min(last);
    model.customer_list.column = if right { (column + 1).min(last) } else { column.saturating_sub(1) };
}

/// Moves the cursor to a column.
pub(super) fn choose_column(model: &mut Model, column: usize) {
    model.customer_list.column = column;
}

/// Sorts by the column of the cursor; a second time reverses the order.
pub(super) fn sort(model: &mut Model) -> Option<Cmd> {
    let columns = selectors::listed_by(model);
    let by = columns.get(model.customer_list.column.min(columns.len().saturating_sub(1)))?.clone();
    let descending = match &model.customer_list.sort {
        Some((last, descending)) if *last == by => !descending,
        _ => by.is_number(),
    };
    model.customer_list.sort = Some((by, descending));
    start_order(model)
}

/// Sorts the customers again, if they are sorted.
pub(super) fn start_order(model: &mut Model) -> Option<Cmd> {
    let (by, descending) = model.customer_list.sort.clone()?;
    // The engine sorts all customers.
    if selectors::lists_everyone(model) {
        return None;
    }
    let features = Arc::clone(&model.dataset()?.features);
    let segmentation = selectors::listed_segments(model).cloned();
    let shown = model.shown.as_ref().map(|shown| Arc::clone(&shown.customers));
    let request = OrderRequest { features, segmentation, shown, by, descending };
    Some(Cmd::Order(next(model, Job::Order), request))
}

/// Stores the sorted customers.
pub(super) fn take_order(model: &mut Model, rows: Arc<[u32]>) {
    if let Some(dataset) = model.dataset() {
        let features = Arc::clone(&dataset.features);
        model.customer_list.order = Some(Order { features, rows });
    }
}

/// Drops the order of customers that are no longer listed.
pub(super) fn forget_order(model: &mut Model) {
    model.customer_list.order = None;
}
