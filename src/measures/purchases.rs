//! What purchases come to: orders, returns, revenue, and the products that are bought.

use std::cmp::Reverse;

use super::columns::{MeasureError, Rows};
use super::groups::name;
use super::inputs::{distinct, pairs};
use super::revenue::{Sum, count_and_sum};
use crate::data::{Facts, Purchases as Loaded};

/// What purchases come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purchases {
    /// Completed orders.
    pub orders: u64,
    /// Rows of the file, whatever the filter.
    pub lines: u64,
    /// Pieces in completed orders; none without a quantity.
    pub items: Option<f64>,
    /// Amounts of orders and (negative) of returns; none without amounts.
    pub revenue: Option<f64>,
    /// Revenue per order that has an amount.
    pub average_order: Option<f64>,
    /// Orders with a coupon; none without a column of coupons.
    pub orders_with_coupon: Option<u64>,
    /// Orders whose total is below 0.
    pub returns: u64,
    /// Their amounts, at most 0.
    pub returned: f64,
    /// Orders by status in words, whatever the filter.
    pub by_status: Vec<(&'static str, u64)>,
}

/// A product.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Orders that it is in.
    pub orders: u64,
    /// Customers who ordered it.
    pub customers: u64,
    /// Pieces; none without a quantity.
    pub items: Option<f64>,
    /// The amounts of its lines, without returns; none without amounts.
    pub revenue: Option<f64>,
}

/// What purchases come to; none for other kinds.
pub(super) fn purchases(facts: &Facts) -> Result<Option<Purchases>, MeasureError> {
    let Some(loaded) = &facts.purchases else { return Ok(None) };
    let (priced, ordered) = if facts.has_amount { count_and_sum(&facts.transactions)? } else { (0, 0.0) };
    let (sent_back, returned) = count_and_sum(&loaded.returns)?;
    let revenue = (facts.has_amount && priced + sent_back > 0).then_some(ordered + returned);
    Ok(Some(Purchases {
        orders: facts.transactions.height() as u64,
        lines: loaded.lines,
        items: loaded.items,
        revenue,
        average_order: revenue.filter(|_| priced > 0).map(|revenue| revenue / priced as f64),
        orders_with_coupon: loaded.orders_with_coupon,
        returns: loaded.returns.height() as u64,
        returned,
        by_status: loaded.by_status.clone(),
    }))
}

/// The products of completed orders by revenue (else by orders) descending, then by name; products without an order
/// are left out. None without a column of products.
pub(super) fn products(facts: &Facts, rows: &Rows) -> Result<Option<Vec<Product>>, MeasureError> {
    let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) else {
        return Ok(None);
    };
    if loaded.products.is_empty() {
        return Ok(None);
    }
    let known = loaded.products.len();
    let customer = |order: u32| rows.customer.get(order as usize);
    let orders = distinct(pairs(loaded)?, known);
    let customers = distinct(pairs(loaded)?.filter_map(|(product, order)| Some((product, customer(order)?))), known);
    let [items, revenue] = ["quantity", "amount"].map(|column| sums(loaded, column, known));
    let (items, revenue) = (items?, revenue?.filter(|_| facts.has_amount));
    let product = |code: usize| Product {
        name: name(&loaded.products, code),
        orders: orders[code] as u64,
        customers: customers[code] as u64,
        items: items.as_ref().map(|items| items[code].value()),
        revenue: revenue.as_ref().map(|revenue| revenue[code].value()),
    };
    let mut products: Vec<Product> = (0..known).map(product).filter(|product| product.orders > 0).collect();
    products.sort_by(|a, b| a.name.cmp(&b.name));
    if revenue.is_some() {
        products.sort_by(|a, b| b.revenue.unwrap_or(0.0).total_cmp(&a.revenue.unwrap_or(0.0)));
    } else {
        products.sort_by_key(|product| Reverse(product.orders));
    }
    Ok(Some(products))
}

/// Sums of a column of the lines by product; none where no line has a value.
fn sums(loaded: &Loaded, column: &str, codes: usize) -> Result<Option<Vec<Sum>>, MeasureError> {
    let frame = &loaded.lines_of_products;
    let values = frame.column(column)?.f64()?;
    let mut sums = vec![Sum::default(); codes];
    let mut found = false;
    for (product, value) in frame.column("product")?.u32()?.iter().zip(values.iter()) {
        let slot = product.and_then(|product| sums.get_mut(product as usize));
        if let Some((sum, value)) = slot.zip(value.filter(|value| value.is_finite())) {
            sum.add(value);
            found = true;
        }
    }
    Ok(found.then_some(sums))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
