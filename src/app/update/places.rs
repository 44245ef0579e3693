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
        let last = model.shown().map_or(0, |dataset| dataset.summary.months.len()).saturating_sub(1);
        model.places.month_back = last - step(selectors::place_month(model, last + 1), last);
        return;
    }
    if !selectors::sorts_places(model) {
        return;
    }
    let columns = selectors::place_columns(model, panel);
    let order = selectors::place_order(model, panel);
    let order = model.places.orders.entry(panel).or_insert(order);
    let at = columns.iter().position(|column| *column == order.column).unwrap_or(0);
    order.column = columns[step(at, columns.len() - 1)];
}

/// Sorts by the column of the cursor; a second time reverses the order.
pub(super) fn sort_places(model: &mut Model) {
    let (panel, order) = (model.focused(), selectors::place_order(model, model.focused()));
    let order = model.places.orders.entry(panel).or_insert(order);
    let words = matches!(order.column, PlaceColumn::Id | PlaceColumn::Name);
    order.descending = if order.by == order.column { !order.descending } else { !words };
    order.by = order.column;
}
