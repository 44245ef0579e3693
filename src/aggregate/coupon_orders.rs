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
    /// The orders with an amount: those with a coupon, and the others.
    pub priced: [PricedOrders; 2],
    /// How much customers differ from the averages of both sides; none unless two customers are on each side.
    pub spread: Option<Spread>,
}

/// Orders with an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct PricedOrders {
    /// Their number.
    pub orders: u64,
    /// Customers with such an order; each order of an unknown customer counts as one.
    pub customers: u64,
    /// The sum of the amounts.
    pub amount: f64,
}

impl PricedOrders {
    /// The mean of the amounts.
    pub fn average(&self) -> f64 {
        self.amount / self.orders as f64
    }

    /// What makes the spread of few customers comparable: n / (n - 1), as a factor of distances.
    pub fn of_few(&self) -> f64 {
        (self.customers as f64 / (self.customers - 1) as f64).sqrt()
    }
}

/// Sums over customers of the squares of what their orders exceed an average by. In SQL: of `GROUP BY customer`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spread {
    /// Of the difference between both sides.
    pub difference: f64,
    /// Of each side.
    pub sides: [f64; 2],
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
struct Priced {
    /// The customer; of an order of an unknown one, its row.
    customer: u32,
    is_known: bool,
    with_coupon: bool,
    amount: f64,
}

impl Priced {
    /// Known customers first.
    fn key(&self) -> (bool, u32) {
        (!self.is_known, self.customer)
    }

    /// Whether two orders are of one customer.
    fn is_of_same(&self, other: &Self) -> bool {
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
    let sides = sides(&priced);
    Ok(Some(CouponOrders { orders, by_coupon, spread: spread(&priced, sides), priced: sides }))
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

/// The orders with a coupon, and those without.
fn sides(priced: &[Priced]) -> [PricedOrders; 2] {
    let mut sides = [(0, 0, Sum::default()); 2];
    for own in priced.chunk_by(Priced::is_of_same) {
        for side in own.chunk_by(|a, b| a.with_coupon == b.with_coupon) {
            let (orders, customers, sum) = &mut sides[usize::from(!side[0].with_coupon)];
            *orders += side.len() as u64;
            *customers += 1;
            for order in side {
                sum.add(order.amount);
            }
        }
    }
    sides.map(|(orders, customers, sum)| PricedOrders { orders, customers, amount: sum.value() })
}

/// What the orders of each customer exceed the averages by.
fn spread(priced: &[Priced], sides: [PricedOrders; 2]) -> Option<Spread> {
    if sides.iter().any(|side| side.customers < 2) {
        return None;
    }
    // The residual of a customer for each average.
    let excess = |own: &[Priced], is_with: bool, side: PricedOrders| {
        let orders = own.iter().filter(|order| order.with_coupon == is_with);
        side.of_few() * orders.map(|order| order.amount - side.average()).sum::<f64>() / side.orders as f64
    };
    let mut spread = Spread::default();
    for own in priced.chunk_by(Priced::is_of_same) {
        let residuals = [excess(own, true, sides[0]), excess(own, false, sides[1])];
        spread.difference += (residuals[0] - residuals[1]).powi(2);
        spread.sides[0] += residuals[0].powi(2);
        spread.sides[1] += residuals[1].powi(2);
    }
    Some(spread)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The orders of known customers with an amount: the customer, whether there is a coupon, and the amount.
    pub(crate) fn of_list(list: &[(u32, bool, f64)]) -> CouponOrders {
        let mut priced: Vec<Priced> = list
            .iter()
            .map(|&(customer, with_coupon, amount)| Priced { customer, is_known: true, with_coupon, amount })
            .collect();
        priced.sort_by_key(|order| (order.customer, order.with_coupon));
        let sides = sides(&priced);
        CouponOrders { orders: 0, by_coupon: Vec::new(), spread: spread(&priced, sides), priced: sides }
    }
}
