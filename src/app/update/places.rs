//! Columns and order of the tables of places.

use crate::app::panel::Panel;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::places::PlaceColumn;

/// Moves the cursor to another column.
pub(super) fn step_place_column(model: &mut Model, right: bool) {
    let panel = model.focused();
    let step = |at: usize, last: usize| if right { (at + 1).min(last) } else { at.saturating_sub(1) };
    if panel == Panel::PlaceMonths {
        let last = last_month(model);
        return choose_month(model, step(selectors::place_month(model, last + 1), last));
    }
    if !selectors::sorts_places(model) {
        return;
    }
    let columns = selectors::place_columns(model, panel);
    let order = selectors::place_order(model, panel);
    let at = columns.iter().position(|column| *column == order.column).unwrap_or(0);
    choose_column(model, step(at, columns.len() - 1));
}

fn last_month(model: &Model) -> usize {
    model.shown().map_or(0, |dataset| dataset.summary.months.len()).saturating_sub(1)
}

/// Moves the cursor to a month, the oldest first.
pub(super) fn choose_month(model: &mut Model, month: usize) {
    model.places.month_back = last_month(model).saturating_sub(month);
}

/// Moves the cursor of the focused table to a column.
pub(super) fn choose_column(model: &mut Model, column: usize) {
    let panel = model.focused();
    let order = selectors::place_order(model, panel);
    if let Some(column) = selectors::place_columns(model, panel).get(column) {
        model.places.orders.entry(panel).or_insert(order).column = *column;
    }
}

/// Sorts by the column of the cursor; a second time reverses the order.
pub(super) fn sort_places(model: &mut Model) {
    let (panel, order) = (model.focused(), selectors::place_order(model, model.focused()));
    let order = model.places.orders.entry(panel).or_insert(order);
    let words = matches!(order.column, PlaceColumn::Id | PlaceColumn::Name);
    order.descending = if order.by == order.column { !order.descending } else { !words };
    order.by = order.column;
}
