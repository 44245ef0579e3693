//! The sizes of orders that are shown, and the orders of a bar.

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Size};
use crate::measures::Sizes;

/// The sizes in the view of the panel; none without such a column.
pub fn order_sizes(model: &Model) -> Option<(Size, &Sizes)> {
    let purchases = model.shown()?.summary.purchases.as_ref()?;
    let of_items = model.view_name(Panel::OrderSizes) == Some("items") || !model.available().amounts;
    let (size, sizes) = if of_items { (Size::Items, &purchases.pieces) } else { (Size::Amount, &purchases.amounts) };
    sizes.as_ref().map(|sizes| (size, sizes))
}

/// The condition that matches exactly the orders of a bar; none without such a bar, or an order in it.
pub fn orders_of_bar(size: Size, sizes: &Sizes, bar: usize) -> Option<Condition> {
    let orders = sizes.orders.get(bar)?;
    let band = sizes.numbers.bands().nth(bar)?;
    (*orders > 0).then(|| Condition::size(size, Comparison::band(band, sizes.numbers.integer)))
}
