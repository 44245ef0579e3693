//! The tables of purchases from the answers of an engine. `keys` are the codes of the key of each row of an answer; none for a null one.

use std::collections::BTreeMap;

use super::answer::{Answer, WrongAnswer};
use crate::aggregate::buyers::Buyers;
use crate::aggregate::coupon_orders::{CouponOrders, OrdersOfCoupon, PricedOrders, Spread};
use crate::aggregate::months::Calendar;
use crate::aggregate::order_counts::OrderCounts;
use crate::aggregate::order_sizes::OrderSizes;
use crate::aggregate::products::{ByProduct, MonthSales, OrdersWith};
use crate::aggregate::revenue::Amount;
use crate::aggregate::sum::Sums;
use crate::data::{AmountVotes, Purchases};

type Keys<'a> = &'a [Option<u32>];

/// What the amounts of orders with several rows say, from `order_shapes`.
pub fn votes(answer: &Answer) -> Result<AmountVotes, WrongAnswer> {
    Ok(AmountVotes {
        of_orders: answer.count("of_orders")?,
        of_rows: answer.count("of_rows")?,
        several: answer.count("several")?,
        repeated: answer.count("repeated")?,
        of_products: answer.count("of_products")?,
    })
}

/// The totals of orders of any status, from `order_statuses`.
pub struct Statuses {
    /// The totals; the products and what needs a column of its own are added later.
    pub totals: Purchases,
    /// Rows without an order number.
    pub without_number: u64,
}

/// The latest day of a row of any order that is not after today, from `order_statuses`.
pub fn last_day(answer: &Answer) -> Result<Option<i32>, WrongAnswer> {
    Ok(answer.days("last_day")?.into_iter().max().flatten())
}

/// The totals of orders. `has` tells which columns the table of orders has.
pub fn statuses(answer: &Answer, has: &dyn Fn(&str) -> bool) -> Result<Statuses, WrongAnswer> {
    let (status, orders, lines) = (answer.words("status")?, answer.counts("orders")?, answer.counts("lines")?);
    let (items, amounts, coupons) =
        (answer.numbers("items")?, answer.numbers("amount")?, answer.counts("with_coupon")?);
    let row = |wanted: &str| status.iter().position(|word| word.as_deref() == Some(wanted));
    let listed = Purchases::STATUSES.into_iter().enumerate().filter_map(|(at, name)| {
        let orders = row(name).map_or(0, |row| orders[row]);
        (orders > 0 || at == 0).then_some((name, orders))
    });
    let (completed, returned) = (row("completed"), row("returned"));
    let amount = |row: Option<usize>| row.and_then(|row| amounts[row]);
    let has_amounts = answer.counts("with_amount")?.iter().any(|orders| *orders > 0);
    let totals = Purchases {
        lines: lines.iter().sum(),
        items: has("quantity").then(|| completed.and_then(|row| items[row]).unwrap_or(0.0)),
        revenue: has_amounts.then(|| amount(completed).unwrap_or(0.0) + amount(returned).unwrap_or(0.0)),
        orders_with_coupon: has("coupon_name").then(|| completed.map_or(0, |row| coupons[row])),
        by_status: listed.collect(),
        ..Purchases::default()
    };
    Ok(Statuses { totals, without_number: answer.counts("without_number")?.iter().sum() })
}

/// Number and amounts of returns, from `returns`.
pub fn returns(answer: &Answer) -> Result<(u64, Amount), WrongAnswer> {
    let amount = Amount { n: answer.count("with_amount")?, sum: answer.number("amount")?.unwrap_or(0.0) };
    Ok((answer.count("returns")?, amount))
}

/// The revenue of each of `codes` keys, from `customer_revenue` or `branch_revenue`.
pub fn revenue(answer: &Answer, keys: Keys<'_>, codes: usize) -> Result<Sums, WrongAnswer> {
    let mut sums = Sums::new(codes);
    for (key, revenue) in keys.iter().zip(answer.numbers("revenue")?) {
        sums.slot(*key).add(revenue.unwrap_or(0.0));
    }
    Ok(sums)
}

/// Revenue and orders of each day, from `orders_by_day`.
#[allow(clippy::type_complexity, reason = "two columns of one table")]
pub fn by_day(
    answer: &Answer,
    has_amount: bool,
) -> Result<(BTreeMap<i32, f64>, BTreeMap<i32, OrderCounts>), WrongAnswer> {
    let count = |name| answer.counts(name);
    let (priced, with_coupon, returns) = (count("priced")?, count("with_coupon")?, count("returns")?);
    let (returned, amounts) = (answer.numbers("returned")?, answer.numbers("revenue")?);
    let (mut revenue, mut orders) = (BTreeMap::new(), BTreeMap::new());
    for (row, day) in answer.days("day")?.into_iter().enumerate() {
        let Some(day) = day else { continue };
        let (priced, with_coupon, returns) = (priced[row], with_coupon[row], returns[row]);
        if priced + with_coupon + returns > 0 {
            let returned = returned[row].unwrap_or(0.0);
            orders.insert(day, OrderCounts { priced, with_coupon, returns, returned });
        }
        if let Some(amount) = amounts[row].filter(|_| has_amount) {
            revenue.insert(day, amount);
        }
    }
    Ok((revenue, orders))
}

/// Who ordered at each of `codes` places, then at none, from `branch_buyers` or `merchant_buyers`.
pub fn buyers(answer: &Answer, keys: Keys<'_>, codes: usize) -> Result<Vec<Buyers>, WrongAnswer> {
    let (all, repeated) = (answer.counts("buyers")?, answer.counts("repeat_buyers")?);
    let mut places = vec![Buyers::default(); codes + 1];
    for (row, key) in keys.iter().enumerate() {
        let place = &mut places[key.map_or(codes, |key| key as usize).min(codes)];
        place.buyers += all[row];
        place.repeat_buyers += repeated[row];
    }
    Ok(places)
}

/// Orders and returns of each of `codes` products, from `products`.
pub fn by_product(answer: &Answer, keys: Keys<'_>, codes: usize, has_amount: bool) -> Result<ByProduct, WrongAnswer> {
    let count = |name| answer.counts(name);
    let (orders, returns) = (count("orders")?, count("returns")?);
    let (customers, repeated) = (count("customers")?, count("repeat_buyers")?);
    let (items, revenue, returned) =
        (answer.numbers("items")?, answer.numbers("revenue")?, answer.numbers("returned")?);
    let known = |values: &[Option<f64>]| values.iter().any(Option::is_some).then(|| vec![0.0; codes]);
    let mut table = ByProduct {
        orders: vec![0; codes],
        items: known(&items),
        revenue: known(&revenue).filter(|_| has_amount),
        returns: vec![0; codes],
        returned: vec![0.0; codes],
        buyers: vec![Buyers::default(); codes],
    };
    for (row, key) in keys.iter().enumerate() {
        let Some(code) = key.map(|key| key as usize).filter(|code| *code < codes) else { continue };
        (table.orders[code], table.returns[code]) = (orders[row], returns[row]);
        table.returned[code] = returned[row].unwrap_or(0.0);
        table.buyers[code] = Buyers { buyers: customers[row], repeat_buyers: repeated[row] };
        for (values, own) in [(&mut table.items, items[row]), (&mut table.revenue, revenue[row])] {
            if let Some(values) = values {
                values[code] = own.unwrap_or(0.0);
            }
        }
    }
    Ok(table)
}

/// The sales of the `top` products by month, from `product_months`.
pub fn by_month(
    answer: &Answer,
    keys: Keys<'_>,
    top: &[usize],
    calendar: &Calendar,
) -> Result<Vec<Vec<MonthSales>>, WrongAnswer> {
    let place: BTreeMap<u32, usize> = top.iter().zip(0..).map(|(code, place)| (*code as u32, place)).collect();
    let (months, orders, revenue) = (answer.days("month")?, answer.counts("orders")?, answer.numbers("revenue")?);
    let mut sales = vec![vec![MonthSales::default(); calendar.months.len()]; top.len()];
    for (row, key) in keys.iter().enumerate() {
        let place = key.and_then(|key| place.get(&key));
        if let Some((place, month)) = place.zip(calendar.month(months[row])) {
            let orders = u32::try_from(orders[row]).unwrap_or(u32::MAX);
            sales[*place][month] = MonthSales { orders, revenue: revenue[row].unwrap_or(0.0) };
        }
    }
    Ok(sales)
}

/// The orders with a product below the listed ones, from `product_others`.
pub fn with_others(answer: &Answer) -> Result<OrdersWith, WrongAnswer> {
    Ok(OrdersWith { orders: answer.count("orders")?, customers: answer.count("customers")? })
}

/// Orders by coupon, from `order_coupons` and `coupon_effect`. `codes` is the number of coupons with a name.
pub fn by_coupon(
    answer: &Answer,
    keys: Keys<'_>,
    codes: usize,
    effect: Option<&Answer>,
) -> Result<CouponOrders, WrongAnswer> {
    let (orders, customers, revenue) =
        (answer.counts("orders")?, answer.counts("customers")?, answer.numbers("revenue")?);
    let none = || OrdersOfCoupon { orders: 0, customers: 0, revenue: 0.0 };
    let mut by_coupon: Vec<OrdersOfCoupon> = std::iter::repeat_with(none).take(codes).collect();
    for (row, key) in keys.iter().enumerate() {
        if let Some(own) = key.and_then(|key| by_coupon.get_mut(key as usize)) {
            let revenue = revenue[row].unwrap_or(0.0);
            *own = OrdersOfCoupon { orders: orders[row], customers: customers[row], revenue };
        }
    }
    let (priced, spread) = effect.map(sides).transpose()?.unwrap_or_default();
    Ok(CouponOrders { orders: orders.iter().sum(), by_coupon, priced, spread })
}

/// The orders with an amount that have a coupon and those that have none, and how much customers differ.
fn sides(answer: &Answer) -> Result<([PricedOrders; 2], Option<Spread>), WrongAnswer> {
    let sum = |name| answer.number(name).map(|sum| sum.unwrap_or(0.0));
    let sides = [
        PricedOrders {
            orders: answer.count("with_orders")?,
            customers: answer.count("with_customers")?,
            amount: sum("with_amount")?,
        },
        PricedOrders {
            orders: answer.count("without_orders")?,
            customers: answer.count("without_customers")?,
            amount: sum("without_amount")?,
        },
    ];
    if sides.iter().any(|side| side.customers < 2) {
        return Ok((sides, None));
    }
    let [with, without] = sides.map(|side| side.of_few() / side.orders as f64);
    let squares = [sum("with_squares")? * with * with, sum("without_squares")? * without * without];
    let difference = squares[0] + squares[1] - 2.0 * sum("products")? * with * without;
    Ok((sides, Some(Spread { difference, sides: squares })))
}

/// The sizes of orders, from `order_sizes`; `has_items` where there is a quantity.
pub fn sizes(answer: &Answer, has_amount: bool, has_items: bool) -> Result<OrderSizes, WrongAnswer> {
    let (measure, values, orders) = (answer.words("measure")?, answer.numbers("value")?, answer.counts("orders")?);
    let of = |wanted: &str| {
        let own = measure.iter().zip(&values).zip(&orders).filter(|((word, _), _)| word.as_deref() == Some(wanted));
        own.filter_map(|((_, value), orders)| Some(std::iter::repeat_n((*value)?, *orders as usize)))
            .flatten()
            .collect::<Vec<f64>>()
    };
    Ok(OrderSizes { amounts: has_amount.then(|| of("amount")), items: has_items.then(|| of("items")) })
}
