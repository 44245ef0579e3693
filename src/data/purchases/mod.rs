//! Purchases: rows of a file grouped to orders, and the totals of the orders.
//!
//! ```text
//! Transactions, a row per line ─ group ─ amounts ─ settle ──► Transactions, a row per completed order
//!                                                       └──► Purchases: returns, other orders, products
//! ```
//!
//! The rows of an order are adjacent ([`orders::ByOrder`]), and all cores combine them to orders in parallel.
//!
//! * An order is all rows with one order number; without one, all rows of one customer with the same date and time.
//! * Its day is that of its earliest row. Customer, branch and coupon are those of its first row that has one.
//! * It is completed when one of its rows is, or none has a status; else its status is that of its first row with one.
//! * Its total is the sum of its rows, but for rows of a completed order that were cancelled, are pending, or were returned at
//!   a positive amount: such a row is no longer, or not yet, sold.
//! * An order whose total is below 0 is a return, whatever its status.

mod amounts;
mod borrowed;
mod line_frame;
mod order;
pub mod orders;
mod totals;

pub use amounts::AmountVotes;

use std::sync::Arc;

use polars::prelude::{DataFrame, PolarsError};
use rayon::prelude::*;

use super::by_customer;
use super::days::NO_DAY;
use super::facts::Purchases;
use super::findings::Finding;
use super::frames;
use super::status;
use super::tables::Transactions;
use line_frame::line_frame;
use order::Order;
use orders::ByOrder;

/// Groups the rows of purchases to orders: the completed ones, and the others.
///
/// # Errors
/// If memory cannot be allocated.
pub fn settle(mut rows: Transactions, findings: &mut Vec<Finding>) -> Result<(Transactions, Purchases), PolarsError> {
    let mut lines = rows.lines.take().unwrap_or_default();
    let (order_of, count) = orders::group(&std::mem::take(&mut lines.order_keys));
    let by_order = ByOrder::of(&order_of, count);
    let amounts = amounts::amounts(rows.amounts.take(), &mut lines, &by_order);
    let order = |order: usize| Order::of(order as u32, by_order.rows(order), &rows, &lines, &amounts);
    let orders: Vec<Order> = (0..count).into_par_iter().map(order).collect();
    borrowed::settle(findings, &rows, &orders, &order_of);
    drop(order_of);
    // The orders replace the rows; only the statuses of the rows are still needed.
    let Transactions { customers, status, has_status, status_words, branches, coupons, currency, .. } = rows;
    let (has_hours, coupons) = (rows.hours.is_some(), coupons.map(|(_, names)| names));
    drop((rows.customer_codes, rows.days, rows.hours, rows.burn_days, rows.branch_codes, rows.rows));

    let mut purchases = Purchases {
        // Counted below where the file has a column for them.
        items: lines.quantities.as_ref().map(|_| 0.0),
        revenue: orders.iter().any(|order| !order.amount.is_nan()).then_some(0.0),
        orders_with_coupon: lines.with_coupon.as_ref().map(|_| 0),
        amounts_are_totals: amounts.are_totals(),
        ..Purchases::default()
    };
    let totals = |order: &Order| order.totals(by_order.rows(order.number as usize).len() as u32);
    let some = |is: fn(&Order) -> bool| orders.par_iter().filter(|order| is(order)).copied().collect::<Vec<_>>();
    let is_other = |order: &Order| !order.is_return && !order.is_completed();
    let ((returned, others), completed) = rayon::join(
        || rayon::join(|| some(|order| order.is_return), || some(is_other)),
        || completed_by_customer(&orders),
    );
    drop(orders);
    let all = completed.par_iter().chain(&returned).chain(&others);
    purchases.count(Arc::new(all.map(totals).collect()));
    let has_items = purchases.items.is_some();
    (purchases.returns, purchases.others) = {
        let frame = |orders: &[Order]| not_completed(orders, has_hours, coupons.is_some(), has_items);
        (frame(&returned)?, frame(&others)?)
    };
    if let Some((codes, products)) = lines.products.take() {
        let frame = |orders: &[Order]| line_frame(orders, &by_order, (&codes, &status), &lines, &amounts);
        (purchases.lines_of_products, purchases.lines_of_returns) = (frame(&completed)?, frame(&returned)?);
        purchases.lines_of_others = frame(&others)?;
        purchases.products = products;
    }
    drop((lines, amounts, status, by_order));
    let orders = Transactions {
        customers,
        has_status,
        status_words,
        branches,
        currency,
        customer_codes: of_each(&completed, |order| order.customer),
        days: of_each(&completed, |order| order.day),
        hours: has_hours.then(|| of_each(&completed, |order| order.hour)),
        status: vec![status::COMPLETED; completed.len()],
        burn_days: vec![NO_DAY; completed.len()],
        branch_codes: of_each(&completed, |order| order.branch),
        coupons: coupons.map(|names| (of_each(&completed, |order| order.coupon), names)),
        amounts: purchases.revenue.map(|_| of_each(&completed, |order| order.amount)),
        items: purchases.items.map(|_| of_each(&completed, |order| order.pieces)),
        with_coupon: purchases.orders_with_coupon.map(|_| of_each(&completed, |order| order.with_coupon)),
        ..Transactions::default()
    };
    Ok((orders, purchases))
}

/// The completed orders by customer.
fn completed_by_customer(orders: &[Order]) -> Vec<Order> {
    let completed: Vec<u32> = orders.iter().filter(|order| order.is_completed()).map(|order| order.number).collect();
    let customers: Vec<u32> = completed.iter().map(|at| orders[*at as usize].customer).collect();
    // Each order is looked up once; then all that is made of them goes through them in their order.
    let order = by_customer::order(&customers);
    order.par_iter().map(|at| orders[completed[*at as usize] as usize]).collect()
}

/// A value of each of these orders.
fn of_each<T: Send>(orders: &[Order], of: impl Fn(&Order) -> T + Send + Sync) -> Vec<T> {
    orders.par_iter().map(of).collect()
}

/// Orders that are not completed, with what filters ask of them.
fn not_completed(
    orders: &[Order],
    has_hours: bool,
    has_coupons: bool,
    has_items: bool,
) -> Result<DataFrame, PolarsError> {
    let mut columns = vec![
        frames::codes("customer", of_each(orders, |order| order.customer)),
        frames::days("day", of_each(orders, |order| order.day)),
        frames::codes("branch", of_each(orders, |order| order.branch)),
        frames::numbers("amount", of_each(orders, |order| order.amount)),
    ];
    if has_coupons {
        columns.push(frames::codes("coupon", of_each(orders, |order| order.coupon)));
    }
    if has_hours {
        columns.push(frames::hours("hour", of_each(orders, |order| order.hour)));
    }
    if has_items {
        columns.push(frames::numbers("items", of_each(orders, |order| order.pieces)));
    }
    DataFrame::new(orders.len(), columns)
}
