//! Customers by the statuses of their orders.

use crate::aggregate::columns::MeasureError;
use crate::aggregate::sql;
use crate::data::Facts;
use crate::progress::Progress;

/// Which customers have an order with a wanted status, an index into [`Purchases::STATUSES`](crate::data::Purchases::STATUSES), and whether
/// an unknown customer has one.
pub(crate) fn with_orders(
    facts: &Facts,
    is_wanted: &dyn Fn(usize) -> bool,
    progress: &Progress,
) -> Result<(Vec<bool>, bool), MeasureError> {
    if facts.database.is_some() {
        return Ok(sql::customers_by_status(facts, is_wanted, progress)?);
    }
    let orders = facts.purchases.iter().flat_map(|purchases| purchases.orders.iter());
    let (mut known, mut unknown) = (vec![false; facts.customer_ids.len()], false);
    for order in orders.filter(|order| is_wanted(order.status.into())) {
        match order.customer.and_then(|customer| known.get_mut(customer as usize)) {
            Some(known) => *known = true,
            None => unknown = true,
        }
    }
    Ok((known, unknown))
}
