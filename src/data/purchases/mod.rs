//! Purchases: rows of a file grouped to orders, and what the orders come to.
//!
//! ```text
//! Transactions, a row per line ─ group ─ amounts ─ settle ──► Transactions, a row per completed order
//!                                                       └──► Purchases: returns, statuses, products
//! ```
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

use super::by_customer;
use super::days::NO_DAY;
use super::facts::Purchases;
use super::findings::Finding;
use super::frames;
use super::hours::NO_HOUR;
use super::rows::RowNumbers;
use super::status;
use super::tables::{Lines, NO_CODE, Transactions};
use order::Order;

/// Groups the rows of purchases to orders: the completed ones, and what else there is.
///
/// # Errors
/// When memory cannot be had.
pub fn settle(mut rows: Transactions, findings: &mut Vec<Finding>) -> Result<(Transactions, Purchases), PolarsError> {
    let lines = rows.lines.take().unwrap_or_default();
    let (order_of, count) = orders::group(&lines.order_keys);
    let amounts = amounts::amounts(rows.amounts.take(), &lines, &order_of, count);
    let mut orders = described(&rows, &lines, &order_of, count);
    add_up(&mut orders, &rows.status, &lines, amounts.of_orders.as_deref(), &order_of);

    borrowed::settle(findings, &rows, &orders, &order_of);

    let which = |is: fn(&Order) -> bool| (0..orders.len()).filter(|at| is(&orders[*at])).collect::<Vec<_>>();
    let (completed, returned) = (which(Order::is_completed), which(Order::is_return));
    let customers: Vec<u32> = completed.iter().map(|at| orders[*at].customer).collect();
    let completed: Vec<usize> = by_customer::order(&customers).iter().map(|at| completed[*at as usize]).collect();
    let has_amount = orders.iter().any(|order| order.priced);
    let (has_items, has_coupons) = (lines.quantities.is_some(), lines.with_coupon.is_some());
    let [lines_of_products, lines_of_returns] =
        products(&orders, [&completed, &returned], &rows.status, &lines, &amounts, &order_of)?;
    let of = |places: &[usize]| places.iter().map(|at| &orders[*at]).collect::<Vec<&Order>>();
    let mut purchases = Purchases {
        // Counted below where the file has a column for them.
        items: lines.quantities.as_ref().map(|_| 0.0),
        revenue: has_amount.then_some(0.0),
        orders_with_coupon: lines.with_coupon.as_ref().map(|_| 0),
        returns: returns(&of(&returned))?,
        lines_of_products,
        lines_of_returns,
        products: lines.products.map(|(_, products)| products).unwrap_or_default(),
        ..Purchases::default()
    };
    let mut lines_of = vec![0; orders.len()];
    for order in &order_of {
        lines_of[*order as usize] += 1;
    }
    purchases.count(orders.iter().zip(lines_of).map(|(order, lines)| order.totals(lines)).collect());
    let completed = of(&completed);
    let kept = Transactions {
        customer_codes: completed.iter().map(|order| order.customer).collect(),
        days: completed.iter().map(|order| order.day).collect(),
        hours: rows.hours.map(|_| completed.iter().map(|order| order.hour).collect()),
        status: vec![status::COMPLETED; completed.len()],
        burn_days: vec![NO_DAY; completed.len()],
        expiry_days: None,
        branch_codes: completed.iter().map(|order| order.branch).collect(),
        coupons: rows.coupons.map(|(_, names)| (completed.iter().map(|order| order.coupon).collect(), names)),
        amounts: has_amount.then(|| completed.iter().map(|order| order.amount()).collect()),
        items: has_items.then(|| completed.iter().map(|order| order.pieces()).collect()),
        with_coupon: has_coupons.then(|| completed.iter().map(|order| order.with_coupon).collect()),
        rows: RowNumbers::default(),
        ..rows
    };
    Ok((kept, purchases))
}

/// The orders with all but their amounts.
fn described(rows: &Transactions, lines: &Lines, order_of: &[u32], count: usize) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::with_capacity(count);
    let first = |known: &mut u32, code: u32| {
        if *known == NO_CODE {
            *known = code;
        }
    };
    for (at, order) in order_of.iter().map(|order| *order as usize).enumerate() {
        if order == orders.len() {
            orders.push(Order::new());
        }
        let order = &mut orders[order];
        first(&mut order.customer, rows.customer_codes[at]);
        first(&mut order.branch, rows.branch_codes[at]);
        first(&mut order.coupon, rows.coupons.as_ref().map_or(NO_CODE, |(codes, _)| codes[at]));
        order.with_coupon |= lines.with_coupon.as_ref().is_some_and(|with| with[at]);
        let day = rows.days[at];
        let hour = rows.hours.as_ref().map_or(NO_HOUR, |hours| hours[at]);
        if day != NO_DAY && (order.day == NO_DAY || day < order.day) {
            (order.day, order.hour) = (day, hour);
        } else if day != NO_DAY && day == order.day {
            order.hour = order.hour.min(hour);
        }
        let status = rows.status[at];
        if order.status == status::NONE || status == status::COMPLETED {
            order.status = status;
        }
    }
    for order in &mut orders {
        if order.status == status::NONE {
            order.status = status::COMPLETED;
        }
    }
    orders
}

/// Adds what the rows are worth to their orders.
fn add_up(orders: &mut [Order], status: &[u8], lines: &Lines, amounts: Option<&[f64]>, order_of: &[u32]) {
    for (at, order) in order_of.iter().enumerate() {
        let order = &mut orders[*order as usize];
        let amount = amounts.map_or(f64::NAN, |amounts| amounts[at]);
        if !order.counts(status[at], amount) {
            continue;
        }
        if !amount.is_nan() {
            order.priced = true;
            order.total += amount;
            order.size += amount.abs();
        }
        let quantity = lines.quantities.as_ref().map_or(f64::NAN, |quantities| quantities[at]);
        if !quantity.is_nan() {
            order.items += quantity;
            order.counted = true;
        }
    }
}

fn returns(orders: &[&Order]) -> Result<DataFrame, PolarsError> {
    let columns = vec![
        frames::codes("customer", orders.iter().map(|order| order.customer).collect()),
        frames::days("day", orders.iter().map(|order| order.day).collect()),
        frames::codes("branch", orders.iter().map(|order| order.branch).collect()),
        frames::numbers("amount", orders.iter().map(|order| order.total).collect()),
    ];
    DataFrame::new(orders.len(), columns)
}

/// The rows of completed orders that name a product, and those of returns; no frames without a column of products. `sides`
/// are these orders, in the order of their frames.
fn products(
    orders: &[Order],
    sides: [&[usize]; 2],
    status: &[u8],
    lines: &Lines,
    amounts: &amounts::Amounts,
    order_of: &[u32],
) -> Result<[DataFrame; 2], PolarsError> {
    let Some((products, _)) = &lines.products else {
        return Ok([DataFrame::default(), DataFrame::default()]);
    };
    let mut places: Vec<Option<(usize, u32)>> = vec![None; orders.len()];
    for (side, of) in sides.into_iter().enumerate() {
        for (place, order) in (0..).zip(of) {
            places[*order] = Some((side, place));
        }
    }
    let amount = |at: usize| amounts.of_products.as_ref().map_or(f64::NAN, |amounts| amounts[at]);
    let mut found = [(Vec::new(), Vec::new()), (Vec::new(), Vec::new())];
    for (at, order) in order_of.iter().map(|order| *order as usize).enumerate() {
        if let Some((side, order_place)) = places[order]
            && products[at] != NO_CODE
            && orders[order].counts(status[at], amount(at))
        {
            let (place, kept) = &mut found[side];
            place.push(order_place);
            kept.push(at);
        }
    }
    let quantity = |at: usize| lines.quantities.as_ref().map_or(f64::NAN, |quantities| quantities[at]);
    let frame = |(place, kept): (Vec<u32>, Vec<usize>)| {
        let columns = vec![
            frames::codes("order", place),
            frames::codes("product", kept.iter().map(|at| products[*at]).collect()),
            frames::numbers("quantity", kept.iter().map(|at| quantity(*at)).collect()),
            frames::numbers("amount", kept.iter().map(|at| amount(*at)).collect()),
        ];
        DataFrame::new(kept.len(), columns)
    };
    let [completed, returned] = found.map(frame);
    Ok([completed?, returned?])
}
