//! Orders with a coupon and those without.

use polars::prelude::BooleanChunked;

use super::buyers::buyers;
use super::columns::{MeasureError, Rows, each};
use super::coupons::are_names;
use super::key_pairs;
use super::sum::Sum;
use crate::data::Facts;

/// Completed orders by coupon.
pub(crate) struct CouponOrders {
    /// Orders with a coupon.
    pub orders: u64,
    /// Orders of each coupon; empty where coupons have no names, or names are ids. In SQL: `GROUP BY coupon`.
    pub by_coupon: Vec<OrdersOfCoupon>,
    /// The orders with an amount, by customer: as many as there are rows.
    pub priced: Vec<Priced>,
}

/// The orders of a coupon.
pub(crate) struct OrdersOfCoupon {
    /// Number of orders.
    pub orders: u64,
    /// Customers with such an order.
    pub customers: u64,
    /// The amounts, without returns.
    pub revenue: f64,
}

/// An order with an amount. There are millions, so it is compact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Priced {
    /// The customer; of an order of an unknown one, its row.
    pub customer: u32,
    /// Whether the customer is known.
    pub is_known: bool,
    /// Whether the order has a coupon.
    pub with_coupon: bool,
    /// The amount.
    pub amount: f64,
}

impl Priced {
    /// Known customers first.
    fn key(&self) -> (bool, u32) {
        (!self.is_known, self.customer)
    }

    /// Whether two orders are of one customer.
    pub fn is_of_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// The orders by coupon; none without a column of coupons, and of other kinds.
pub(crate) fn coupon_orders(facts: &Facts) -> Result<Option<CouponOrders>, MeasureError> {
    let (Some(loaded), Ok(column)) = (&facts.purchases, facts.transactions.column("with_coupon")) else {
        return Ok(None);
    };
    let (rows, with_coupon) = (Rows::of(facts)?, column.bool()?);
    let orders = with_coupon.iter().flatten().filter(|with| *with).count() as u64;
    let priced = if facts.has_amount { priced(facts, &rows, with_coupon)? } else { Vec::new() };
    let by_coupon = by_coupon(facts, &rows, loaded.orders_with_coupon.unwrap_or(orders))?;
    Ok(Some(CouponOrders { orders, by_coupon, priced }))
}

/// Orders by coupon; `all` is their number whatever the filter.
fn by_coupon(facts: &Facts, rows: &Rows, all: u64) -> Result<Vec<OrdersOfCoupon>, MeasureError> {
    let known = facts.coupons.len();
    let (Ok(codes), true) = (facts.transactions.column("coupon"), are_names(&facts.coupons, all)) else {
        return Ok(Vec::new());
    };
    let codes = codes.u32()?;
    let of_customers =
        each(codes).zip(each(&rows.customer)).filter_map(|(coupon, customer)| Some((customer?, coupon?)));
    let buyers = buyers(&key_pairs::sorted(of_customers), known);
    let (mut orders, mut sums) = (vec![0_u64; known], vec![Sum::default(); known]);
    let amounts = facts.transactions.column("amount").ok().map(|column| column.f64()).transpose()?;
    for (row, code) in each(codes).enumerate() {
        let Some(code) = code.map(|code| code as usize).filter(|code| *code < known) else { continue };
        orders[code] += 1;
        if let Some(amount) = amounts.and_then(|amounts| amounts.get(row)).filter(|amount| amount.is_finite()) {
            sums[code].add(amount);
        }
    }
    let of_coupon = |code: usize| OrdersOfCoupon {
        orders: orders[code],
        customers: buyers[code].buyers,
        revenue: sums[code].value(),
    };
    Ok((0..known).map(of_coupon).collect())
}

/// The orders with an amount, sorted by customer; each order of an unknown customer is one of its own.
fn priced(facts: &Facts, rows: &Rows, with_coupon: &BooleanChunked) -> Result<Vec<Priced>, MeasureError> {
    let amounts = facts.transactions.column("amount")?.f64()?;
    // There is room for all: a page of it takes memory only when it is written.
    let mut priced = Vec::with_capacity(rows.customer.len());
    for (row, ((customer, with), amount)) in (0..).zip(each(&rows.customer).zip(with_coupon.iter()).zip(each(amounts)))
    {
        if let Some(amount) = amount.filter(|amount| amount.is_finite()) {
            let (is_known, with_coupon) = (customer.is_some(), with.unwrap_or(false));
            priced.push(Priced { customer: customer.unwrap_or(row), is_known, with_coupon, amount });
        }
    }
    let order = |a: &Priced, b: &Priced| {
        a.key().cmp(&b.key()).then(a.with_coupon.cmp(&b.with_coupon)).then(a.amount.total_cmp(&b.amount))
    };
    key_pairs::sort(&mut priced, Priced::key, order);
    Ok(priced)
}

/// The values of a column of orders, in no order; none without the column.
pub(crate) fn order_values(facts: &Facts, column: &str) -> Result<Option<Vec<f64>>, MeasureError> {
    let Ok(column) = facts.transactions.column(column) else { return Ok(None) };
    let values = column.f64()?;
    // There is room for all: a page of it takes memory only when it is written.
    let mut known = Vec::with_capacity(values.len());
    known.extend(each(values).flatten().filter(|value| value.is_finite()));
    Ok(Some(known))
}
