//! Sums of amounts: by customer, place and day, and in all.
//!
//! The revenue of purchases is net: returns are in it with their negative amounts.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{DataFrame, Float64Chunked};

use super::columns::{MeasureError, each};
use super::sum::{Sum, Sums};
use crate::data::{Facts, IntegerState, Kind, status};

/// Some amounts. In SQL: `COUNT(amount)` and `SUM(amount)`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Amount {
    /// Number of rows with an amount.
    pub n: u64,
    /// Their sum.
    pub sum: f64,
}

/// The revenue of purchases by the key `key` of their orders; none for other kinds, and without amounts. A return
/// without such a key is a row without a code.
pub(crate) fn revenue_by(facts: &Facts, key: &str, codes: usize) -> Result<Option<Sums>, MeasureError> {
    let mut sums = Sums::new(codes);
    for frame in with_revenue(facts) {
        let keys = match frame.column(key) {
            Ok(column) => Some(column.u32()?),
            Err(_) => None,
        };
        let mut add = |(key, amount): (Option<u32>, Option<f64>)| {
            if let Some(amount) = amount.filter(|amount| amount.is_finite()) {
                sums.slot(key).add(amount);
            }
        };
        match keys {
            Some(keys) => each(keys).zip(each(amounts(frame)?)).for_each(add),
            None => each(amounts(frame)?).for_each(|amount| add((None, amount))),
        }
    }
    Ok(has_revenue(facts).then_some(sums))
}

/// Sums by day, with a direct lookup.
#[derive(Default)]
struct ByDay(HashMap<u64, Sum, IntegerState>);

impl ByDay {
    /// Adds an amount, if both are known.
    fn add(&mut self, day: Option<i32>, amount: Option<f64>) {
        if let Some((day, amount)) = day.zip(amount.filter(|amount| amount.is_finite())) {
            self.0.entry(day as u64).or_default().add(amount);
        }
    }

    fn values(self) -> BTreeMap<i32, f64> {
        self.0.into_iter().map(|(day, sum)| (day as i32, sum.value())).collect()
    }
}

/// The revenue of purchases by day, ascending; empty for other kinds, and without amounts.
pub(crate) fn revenue_by_day(facts: &Facts) -> Result<BTreeMap<i32, f64>, MeasureError> {
    let mut days = ByDay::default();
    for frame in with_revenue(facts) {
        let rows = each(frame.column("day")?.i32()?).zip(each(amounts(frame)?));
        rows.for_each(|(day, amount)| days.add(day, amount));
    }
    Ok(days.values())
}

/// The amounts of coupons by day, ascending: of burnt ones by burn date, of others by claim date. Empty for purchases, and
/// without amounts.
pub(crate) fn spend_by_day(facts: &Facts) -> Result<BTreeMap<i32, f64>, MeasureError> {
    let mut days = ByDay::default();
    if facts.has_amount && facts.kind == Kind::Coupons {
        let frame = &facts.transactions;
        let (claimed, burnt) = (frame.column("day")?.i32()?, frame.column("burn_day")?.i32()?);
        let statuses = frame.column("status")?.u8()?;
        let rows = each(claimed).zip(each(burnt)).zip(each(statuses)).zip(each(amounts(frame)?));
        for (((claimed, burnt), row_status), amount) in rows {
            days.add(burnt.filter(|_| row_status == Some(status::BURNT)).or(claimed), amount);
        }
    }
    Ok(days.values())
}

/// Number and sum of the amounts of a table; rows without an amount are in neither.
pub(crate) fn count_and_sum(frame: &DataFrame) -> Result<Amount, MeasureError> {
    let (mut n, mut sum) = (0, Sum::default());
    if frame.width() > 0 {
        for amount in each(amounts(frame)?).flatten().filter(|amount| amount.is_finite()) {
            n += 1;
            sum.add(amount);
        }
    }
    Ok(Amount { n, sum: sum.value() })
}

/// Whether there is a revenue: purchases with amounts.
pub(crate) fn has_revenue(facts: &Facts) -> bool {
    facts.kind == Kind::Purchases && facts.has_amount
}

/// The tables whose amounts are revenue: orders and returns.
fn with_revenue(facts: &Facts) -> impl Iterator<Item = &DataFrame> {
    let returns = facts.purchases.as_ref().map(|purchases| &purchases.returns);
    let frames = std::iter::once(&facts.transactions).chain(returns).filter(|frame| frame.width() > 0);
    frames.filter(|_| has_revenue(facts))
}

fn amounts(frame: &DataFrame) -> Result<&Float64Chunked, MeasureError> {
    Ok(frame.column("amount")?.f64()?)
}
