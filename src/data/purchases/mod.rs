//! Purchases: rows of a file grouped to orders, and what the orders come to.
//!
//! ```text
//! Transactions, a row per line ─ group ─ amounts ─ settle ──► Transactions, a row per completed order
//!                                                       └──► Purchases: returns, statuses, products
//! ```
//!
//! The rows of an order are found side by side ([`orders::ByOrder`]), and all cores make orders of them.
//!
//! * An order is all rows with one order number; without one, all rows of one customer with the same date and time.
//! * Its day is that of its earliest row. Customer, branch and coupon are those of its first row that has one.
//! * It is completed when one of its rows is, or none has a status; else its status is that of its first row with one.
//! * Its total is the sum of its rows, but for rows of a completed order that were cancelled, are pending, or were returned at
//!   a positive amount: such a row is no longer, or not yet, sold.
//! * An order whose total is below 0 is a return, whatever its status.

mod amounts;
mod borrowed;
mod order;
pub mod orders;
mod totals;

use polars::prelude::{DataFrame, PolarsError};
use rayon::prelude::*;

use super::by_customer;
use super::days::NO_DAY;
use super::facts::Purchases;
use super::findings::Finding;
use super::frames;
use super::rows::RowNumbers;
use super::status;
use super::tables::{Lines, NO_CODE, Transactions};
use amounts::Amounts;
use order::Order;
use orders::ByOrder;

/// Groups the rows of purchases to orders: the completed ones, and what else there is.
///
/// # Errors
/// When memory cannot be had.
pub fn settle(mut rows: Transactions, findings: &mut Vec<Finding>) -> Result<(Transactions, Purchases), PolarsError> {
    let mut lines = rows.lines.take().unwrap_or_default();
    let (order_of, count) = orders::group(&std::mem::take(&mut lines.order_keys));
    let by_order = ByOrder::of(&order_of, count);
    let amounts = amounts::amounts(rows.amounts.take(), &mut lines, &by_order);
    let order = |order: usize| Order::of(by_order.rows(order), &rows, &lines, &amounts);
    let orders: Vec<Order> = (0..count).into_par_iter().map(order).collect();
    borrowed::settle(findings, &rows, &orders, &order_of);
    drop(order_of);

    let which = |is: fn(&Order) -> bool| (0..).zip(&orders).filter(|(_, order)| is(order)).map(|(at, _)| at).collect();
    let (completed, returned): (Vec<u32>, Vec<u32>) = (which(Order::is_completed), which(Order::is_return));
    let customers: Vec<u32> = of_each(&orders, &completed, |order| order.customer);
    let completed: Vec<u32> = by_customer::order(&customers).iter().map(|at| completed[*at as usize]).collect();
    let mut purchases = Purchases {
        // Counted below where the file has a column for them.
        items: lines.quantities.as_ref().map(|_| 0.0),
        revenue: orders.iter().any(|order| order.priced).then_some(0.0),
        orders_with_coupon: lines.with_coupon.as_ref().map(|_| 0),
        returns: returns(&orders, &returned)?,
        ..Purchases::default()
    };
    if let Some((codes, products)) = lines.products.take() {
        let taken = |which: &[u32]| {
            taken_lines(which, &orders, &by_order, |order, row| {
                codes[row] != NO_CODE && order.counts(rows.status[row], amounts.of_product(row))
            })
        };
        let frame = |which| line_frame(taken(which), &codes, &lines, &amounts);
        (purchases.lines_of_products, purchases.lines_of_returns) = (frame(&completed)?, frame(&returned)?);
        purchases.products = products;
    }
    let (has_items, has_coupons) = (purchases.items.is_some(), purchases.orders_with_coupon.is_some());
    // What is made of the orders takes the place of the rows.
    drop((lines, amounts));
    rows.customer_codes = of_each(&orders, &completed, |order| order.customer);
    rows.days = of_each(&orders, &completed, |order| order.day);
    rows.hours = rows.hours.map(|_| of_each(&orders, &completed, |order| order.hour));
    rows.status = vec![status::COMPLETED; completed.len()];
    rows.burn_days = vec![NO_DAY; completed.len()];
    rows.expiry_days = None;
    rows.branch_codes = of_each(&orders, &completed, |order| order.branch);
    rows.coupons = rows.coupons.map(|(_, names)| (of_each(&orders, &completed, |order| order.coupon), names));
    rows.amounts = purchases.revenue.map(|_| of_each(&orders, &completed, Order::amount));
    rows.items = has_items.then(|| of_each(&orders, &completed, Order::pieces));
    rows.with_coupon = has_coupons.then(|| of_each(&orders, &completed, |order| order.with_coupon));
    rows.rows = RowNumbers::default();
    let totals = |at: usize| orders[at].totals(by_order.rows(at).len() as u32);
    purchases.count((0..count).map(totals).collect());
    Ok((rows, purchases))
}

/// A value of each of these orders.
fn of_each<T: Send>(orders: &[Order], which: &[u32], of: impl Fn(&Order) -> T + Sync) -> Vec<T> {
    which.par_iter().map(|at| of(&orders[*at as usize])).collect()
}

fn returns(orders: &[Order], which: &[u32]) -> Result<DataFrame, PolarsError> {
    let columns = vec![
        frames::codes("customer", of_each(orders, which, |order| order.customer)),
        frames::days("day", of_each(orders, which, |order| order.day)),
        frames::codes("branch", of_each(orders, which, |order| order.branch)),
        frames::numbers("amount", of_each(orders, which, |order| order.total)),
    ];
    DataFrame::new(which.len(), columns)
}

/// The rows of these orders that are `taken`, order by order: the place of the order in `which`, and the row.
fn taken_lines(
    which: &[u32],
    orders: &[Order],
    by_order: &ByOrder,
    is_taken: impl Fn(&Order, usize) -> bool + Sync,
) -> (Vec<u32>, Vec<u32>) {
    let of_order = |(place, at): (usize, &u32)| {
        let order = &orders[*at as usize];
        let taken = by_order.rows(*at as usize).filter(|row| is_taken(order, *row));
        taken.map(move |row| (place as u32, row as u32))
    };
    which.par_iter().enumerate().flat_map_iter(of_order).unzip()
}

/// The frame of lines that name a product (see [`Purchases::lines_of_products`]): the order and the row of each.
fn line_frame(
    (places, rows): (Vec<u32>, Vec<u32>),
    products: &[u32],
    lines: &Lines,
    amounts: &Amounts,
) -> Result<DataFrame, PolarsError> {
    let values = |of: &(dyn Fn(usize) -> f64 + Sync)| rows.par_iter().map(|row| of(*row as usize)).collect();
    let columns = vec![
        frames::codes("product", rows.par_iter().map(|row| products[*row as usize]).collect()),
        frames::numbers("quantity", values(&|row| lines.quantity(row))),
        frames::numbers("amount", values(&|row| amounts.of_product(row))),
    ];
    let columns = std::iter::once(frames::codes("order", places)).chain(columns).collect();
    DataFrame::new(rows.len(), columns)
}
