//! Totals of purchases: orders, returns, revenue.

use super::order_coupons::{OrderCoupons, order_coupons};
use super::order_sizes::Sizes;
use crate::aggregate::{Amount, AmountSums, MeasureError, Sum, Tables};

/// Totals of purchases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purchases {
    /// Completed orders.
    pub orders: u64,
    /// Rows of the orders of any status.
    pub lines: u64,
    /// Pieces in completed orders; none without a quantity.
    pub items: Option<f64>,
    /// Amounts of orders and (negative) of returns; none without amounts.
    pub revenue: Option<f64>,
    /// Revenue per order that has an amount: net of returns, as the revenue is.
    pub average_order: Option<f64>,
    /// The same before returns: the mean amount of the orders that have one.
    pub average_order_gross: Option<f64>,
    /// Orders with a coupon; none without a column of coupons.
    pub orders_with_coupon: Option<u64>,
    /// Coupons of orders; none without a column of coupons.
    pub coupons: Option<OrderCoupons>,
    /// The amounts of orders; none without amounts. Free orders have the amount 0.
    pub amounts: Option<Sizes>,
    /// The pieces of orders; none without a quantity.
    pub pieces: Option<Sizes>,
    /// Orders whose total is below 0.
    pub returns: u64,
    /// Their amounts, at most 0.
    pub returned: f64,
    /// Orders by status in words.
    pub by_status: Vec<(&'static str, u64)>,
}

/// What purchases come to, from the number of orders and their amounts; none for other kinds.
pub(super) fn purchases(
    tables: &dyn Tables,
    orders: u64,
    amounts: &AmountSums,
) -> Result<Option<Purchases>, MeasureError> {
    let facts = tables.facts();
    let Some(loaded) = &facts.purchases else { return Ok(None) };
    let Amount { n: priced, sum: ordered } = amounts.rows.unwrap_or_default();
    let Amount { n: sent_back, sum: returned } = amounts.returns;
    let returns = amounts.returned;
    let revenue = (facts.has_amount && priced + sent_back > 0).then_some(ordered + returned);
    let sizes = || -> Result<_, MeasureError> {
        let sizes = tables.order_sizes()?;
        let sum = |values: &Vec<f64>| values.iter().fold(Sum::default(), |sum, value| sum.and(*value)).value();
        let items = sizes.items.as_ref().map(sum);
        let of = |values: Option<Vec<f64>>| values.and_then(Sizes::of);
        Ok((items, rayon::join(|| of(sizes.amounts), || of(sizes.items))))
    };
    let (coupons, sizes) = rayon::join(|| tables.coupon_orders(), sizes);
    let (coupons, (items, (amounts, pieces))) = (order_coupons(facts, coupons?), sizes?);
    Ok(Some(Purchases {
        orders,
        lines: loaded.lines,
        items,
        revenue,
        average_order: revenue.filter(|_| priced > 0).map(|revenue| revenue / priced as f64),
        average_order_gross: (priced > 0).then(|| ordered / priced as f64),
        orders_with_coupon: coupons.as_ref().map(|coupons| coupons.orders).or(loaded.orders_with_coupon),
        coupons,
        amounts,
        pieces,
        returns,
        returned,
        by_status: loaded.by_status.clone(),
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
