//! How large orders are.

use super::columns::{MeasureError, each};
use crate::data::Facts;

/// The sizes of completed orders, as many as there are orders, in no order.
#[derive(Clone, Debug, Default)]
pub(crate) struct OrderSizes {
    /// Their amounts; none without amounts. In SQL: the distinct values and how often each occurs.
    pub amounts: Option<Vec<f64>>,
    /// Their pieces; none without a quantity.
    pub items: Option<Vec<f64>>,
}

/// The sizes of the orders.
pub(crate) fn order_sizes(facts: &Facts) -> Result<OrderSizes, MeasureError> {
    let amounts = || if facts.has_amount { values(facts, "amount") } else { Ok(None) };
    let (amounts, items) = rayon::join(amounts, || values(facts, "items"));
    Ok(OrderSizes { amounts: amounts?, items: items? })
}

/// The values of a column of orders, in no order; none without the column.
fn values(facts: &Facts, column: &str) -> Result<Option<Vec<f64>>, MeasureError> {
    let Ok(column) = facts.transactions.column(column) else { return Ok(None) };
    let values = column.f64()?;
    // There is room for all: a page of it takes memory only when it is written.
    let mut known = Vec::with_capacity(values.len());
    known.extend(each(values).flatten().filter(|value| value.is_finite()));
    Ok(Some(known))
}
