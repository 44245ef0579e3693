//! The coupons or orders of one customer.

use std::collections::HashMap;

use super::attributes::Attributes;
use super::bought::pairs;
use super::columns::{MeasureError, Rows};
use super::names::name;
use crate::data::{Dimension, Facts, status};

/// One coupon.
#[derive(Clone, Debug, PartialEq)]
pub struct Coupon {
    /// The day of its claim (days since 1970-01-01), if known.
    pub claimed: Option<i32>,
    /// Its status: see [`crate::data::status`].
    pub status: u8,
    /// The day of its burn, for burnt coupons only.
    pub burnt: Option<i32>,
    /// The branch: its name, or its id without a name.
    pub branch: Option<String>,
    /// The merchant of the branch.
    pub merchant: Option<String>,
    /// The name of the coupon, unless that is an id.
    pub coupon: Option<String>,
    /// Its amount.
    pub amount: Option<f64>,
    /// Hour of the day of its claim, where dates have times.
    pub hour: Option<u8>,
    /// Pieces of an order, if there is a quantity.
    pub items: Option<f64>,
    /// Products of an order, in the order of its lines, each once.
    pub products: Vec<String>,
}

impl Coupon {
    /// Whether it was burnt.
    pub fn is_burnt(&self) -> bool {
        self.status == status::BURNT
    }

    /// Days from the claim to the burn.
    pub fn days(&self) -> Option<i32> {
        self.burnt?.checked_sub(self.claimed?)
    }
}

/// The coupons of a customer (row of the customers table) by claim day, those without one last.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub(super) fn history(facts: &Facts, customer: u32) -> Result<Vec<Coupon>, MeasureError> {
    let rows = Rows::of(facts)?;
    let own: Vec<usize> =
        rows.customer.iter().enumerate().filter(|(_, code)| *code == Some(customer)).map(|(row, _)| row).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let frame = &facts.transactions;
    let burn_days = frame.column("burn_day")?.i32()?;
    let coupons = frame.column("coupon").ok().map(|column| column.u32()).transpose()?;
    let amounts = frame.column("amount").ok().map(|column| column.f64()).transpose()?;
    let hours = frame.column("hour").ok().map(|column| column.u8()).transpose()?;
    let items = frame.column("items").ok().map(|column| column.f64()).transpose()?;
    let mut products = products_of(facts, &own)?;
    let coupon = |row: usize| {
        let branch = rows.branch.get(row);
        let merchant = branch.and_then(|branch| facts.branch_merchant.get(branch as usize).copied().flatten());
        let status = rows.status.get(row).unwrap_or(status::OTHER);
        Coupon {
            claimed: rows.day.get(row),
            status,
            burnt: burn_days.get(row).filter(|_| status == status::BURNT),
            branch: named(&facts.branches, branch),
            merchant: named(&facts.merchants, merchant),
            coupon: named(&facts.coupons, coupons.and_then(|coupons| coupons.get(row))),
            amount: amounts.and_then(|amounts| amounts.get(row)),
            hour: hours.and_then(|hours| hours.get(row)),
            items: items.and_then(|items| items.get(row)),
            products: products.remove(&row).unwrap_or_default(),
        }
    };
    let mut history: Vec<Coupon> = own.iter().copied().map(coupon).collect();
    history.sort_by_key(|coupon| (coupon.claimed.is_none(), coupon.claimed));
    Ok(history)
}

/// The name of a code, or its id without a name.
pub(super) fn named(dimension: &Dimension, code: Option<u32>) -> Option<String> {
    code.filter(|code| (*code as usize) < dimension.len()).map(|code| name(dimension, code as usize))
}

/// The products of each of these orders (rows of transactions, ascending).
fn products_of(facts: &Facts, orders: &[usize]) -> Result<HashMap<usize, Vec<String>>, MeasureError> {
    let mut products: HashMap<usize, Vec<String>> = HashMap::new();
    let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) else {
        return Ok(products);
    };
    for (product, order) in pairs(&loaded.lines_of_products)?.map(|(product, order)| (product as usize, order as usize))
    {
        if product < loaded.products.len() && orders.binary_search(&order).is_ok() {
            let (own, name) = (products.entry(order).or_default(), name(&loaded.products, product));
            if !own.contains(&name) {
                own.push(name);
            }
        }
    }
    Ok(products)
}

/// The day a customer joined; none if unknown.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn joined(facts: &Facts, customer: usize) -> Result<Option<i32>, MeasureError> {
    Ok(Attributes::of(facts).join_days()?.and_then(|days| days.get(customer).copied().flatten()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::fixture::{NEW_YEAR, customers_only, facts, purchases};

    #[test]
    fn the_orders_of_a_customer_have_their_products() {
        let orders = history(&purchases(), 0).unwrap();
        let found: Vec<_> = orders.iter().map(|order| (order.products.join(" "), order.items, order.amount)).collect();
        let order = |products: &str, items, amount| (products.to_owned(), items, Some(amount));
        assert_eq!(found, [order("ink pen", Some(3.0), 10.0), order("ink", Some(1.0), 20.5), order("pen", None, 5.0)]);
    }

    #[test]
    fn the_coupons_of_a_customer_in_their_order() {
        let first = history(&facts(), 0).unwrap();
        let days: Vec<_> = first.iter().map(|c| (c.claimed.map(|d| d - NEW_YEAR), c.is_burnt(), c.days())).collect();
        assert_eq!(days, [(Some(0), true, Some(5)), (Some(10), false, None), (Some(10), true, Some(30))]);
        let places: Vec<_> = first.iter().map(|c| (c.branch.as_deref(), c.merchant.as_deref(), c.amount)).collect();
        assert_eq!(
            places,
            [
                (Some("10"), Some("Nile"), Some(10.0)),
                (Some("Corniche"), Some("Delta"), Some(5.5)),
                (Some("Corniche"), Some("Delta"), None)
            ]
        );
        // One claim without a day: last.
        assert_eq!(history(&facts(), 2).unwrap().last().map(|c| c.claimed), Some(None));
        assert!(history(&facts(), 9).unwrap().is_empty() && history(&facts(), 99).unwrap().is_empty());
        assert!(history(&customers_only(), 0).unwrap().is_empty());
    }
}
