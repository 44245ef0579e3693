//! What each customer ordered and sent back.

use polars::prelude::ChunkedArray;

use super::columns::{each, lookup};
use super::key_pairs::Pair;
use super::passes::Passes;

/// What each customer ordered and sent back. Of purchases only.
pub(crate) struct CustomerOrders {
    /// Number of returns. In SQL: `COUNT(*)` of returns `GROUP BY customer`.
    pub returns: Vec<f64>,
    /// Pieces of the orders; `NaN` for all without a quantity. In SQL: `SUM(quantity)` of the lines `GROUP BY customer`.
    pub items: Vec<f64>,
    /// Number of different products. In SQL: `COUNT(DISTINCT product)` `GROUP BY customer`.
    pub products: Vec<f64>,
    /// Orders with a coupon.
    pub with_coupon: Vec<u64>,
    /// See [`Passes::median_gaps`].
    pub median_gaps: Vec<f64>,
}

impl Passes<'_> {
    /// What each customer ordered and sent back.
    pub fn customer_orders(&self) -> CustomerOrders {
        let customers = self.facts.customer_ids.len();
        let ((returns, items), (products, (with_coupon, median_gaps))) = rayon::join(
            || (self.returns(), self.items()),
            || (distinct(&self.buyers, customers), (self.with_coupon(), self.median_gaps())),
        );
        CustomerOrders { returns, items, products, with_coupon, median_gaps }
    }

    fn returns(&self) -> Vec<f64> {
        let mut counts = vec![0.0; self.facts.customer_ids.len()];
        let returns = self.facts.purchases.as_ref().map(|purchases| &purchases.returns);
        let customers = returns.and_then(|returns| returns.column("customer").ok()?.u32().ok());
        for customer in customers.into_iter().flat_map(ChunkedArray::iter).flatten() {
            if let Some(count) = counts.get_mut(customer as usize) {
                *count += 1.0;
            }
        }
        counts
    }

    fn items(&self) -> Vec<f64> {
        let customers = self.facts.customer_ids.len();
        let lines = self.facts.purchases.as_ref().map(|purchases| &purchases.lines_of_products);
        let column = |name: &str| lines.and_then(|lines| lines.column(name).ok());
        let orders = column("order").and_then(|column| column.u32().ok());
        let quantities = column("quantity").and_then(|column| column.f64().ok());
        let Some((orders, quantities)) = orders.zip(quantities.filter(|column| column.null_count() < column.len()))
        else {
            return vec![f64::NAN; customers];
        };
        let mut items = vec![0.0; customers];
        let customer_of = lookup(&self.rows.customer);
        for (order, quantity) in each(orders).zip(each(quantities)) {
            let customer = order.and_then(&customer_of);
            let slot = customer.and_then(|customer| items.get_mut(customer as usize));
            if let Some((slot, quantity)) = slot.zip(quantity.filter(|quantity| quantity.is_finite())) {
                *slot += quantity;
            }
        }
        items
    }

    fn with_coupon(&self) -> Vec<u64> {
        let mut with_coupon = vec![0_u64; self.facts.customer_ids.len()];
        let coupons = self.facts.transactions.column("with_coupon").ok().and_then(|column| column.bool().ok());
        for (customer, coupon) in each(&self.rows.customer).zip(coupons.into_iter().flat_map(ChunkedArray::iter)) {
            if let Some(count) = customer.and_then(|customer| with_coupon.get_mut(customer as usize)) {
                *count += u64::from(coupon.unwrap_or(false));
            }
        }
        with_coupon
    }
}

/// The number of distinct values of each customer in (customer, value) pairs that are ascending.
fn distinct(pairs: &[Pair], customers: usize) -> Vec<f64> {
    let mut counts = vec![0.0; customers];
    for same in pairs.chunk_by(|a, b| a == b) {
        if let Some(count) = counts.get_mut(same[0].key() as usize) {
            *count += 1.0;
        }
    }
    counts
}
