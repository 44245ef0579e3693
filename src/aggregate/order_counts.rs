//! Orders and returns by day, beside their number and revenue.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{BooleanChunked, ChunkFullNull, Float64Chunked, PlSmallStr};

use super::columns::{MeasureError, each};
use super::revenue::has_revenue;
use crate::data::{Facts, IntegerState, Kind};

/// Orders and returns of a day or period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OrderCounts {
    /// Orders with an amount: the denominator of the average order.
    pub priced: u64,
    /// Orders with a coupon.
    pub with_coupon: u64,
    /// Returns: orders whose total is below 0.
    pub returns: u64,
    /// Their amounts, at most 0.
    pub returned: f64,
}

impl OrderCounts {
    /// Adds those of another day.
    pub fn add(&mut self, other: Self) {
        self.priced += other.priced;
        self.with_coupon += other.with_coupon;
        self.returns += other.returns;
        self.returned += other.returned;
    }
}

/// The orders and returns of each day; empty for other kinds. In SQL: `COUNT(amount)`, and number and amounts of returns,
/// `GROUP BY day`.
pub(crate) fn orders_by_day(facts: &Facts) -> Result<BTreeMap<i32, OrderCounts>, MeasureError> {
    let mut days: BTreeMap<i32, OrderCounts> = BTreeMap::new();
    if facts.kind != Kind::Purchases || facts.transactions.width() == 0 {
        return Ok(days);
    }
    let frame = &facts.transactions;
    let column = |name: &str| frame.column(name).ok();
    let amounts = column("amount").filter(|_| has_revenue(facts)).map(|column| column.f64()).transpose()?;
    let with_coupon = column("with_coupon").map(|column| column.bool()).transpose()?;
    let (no_amounts, no_coupons) = (
        Float64Chunked::full_null(PlSmallStr::EMPTY, frame.height()),
        BooleanChunked::full_null(PlSmallStr::EMPTY, frame.height()),
    );
    let mut orders: HashMap<u64, [u64; 2], IntegerState> = HashMap::default();
    let rows = each(amounts.unwrap_or(&no_amounts)).zip(with_coupon.unwrap_or(&no_coupons).iter());
    for (day, (amount, with_coupon)) in each(frame.column("day")?.i32()?).zip(rows) {
        let (priced, with_coupon) = (amount.is_some_and(f64::is_finite), with_coupon.unwrap_or(false));
        if let Some(day) = day.filter(|_| priced || with_coupon) {
            let [all_priced, all_with] = orders.entry(day as u64).or_default();
            *all_priced += u64::from(priced);
            *all_with += u64::from(with_coupon);
        }
    }
    for (day, [priced, with_coupon]) in orders {
        days.insert(day as i32, OrderCounts { priced, with_coupon, ..OrderCounts::default() });
    }
    if let Some(returns) = facts.purchases.as_ref().map(|loaded| &loaded.returns).filter(|frame| frame.width() > 0) {
        for (day, amount) in returns.column("day")?.i32()?.iter().zip(returns.column("amount")?.f64()?.iter()) {
            if let Some(day) = day {
                let counts = days.entry(day).or_default();
                counts.returns += 1;
                counts.returned += amount.filter(|amount| amount.is_finite()).unwrap_or(0.0);
            }
        }
    }
    Ok(days)
}
