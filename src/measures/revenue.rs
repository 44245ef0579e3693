//! Sums of amounts: by customer, place and day, and in all.
//!
//! The revenue of purchases is net: returns are in it with their negative amounts.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{DataFrame, Float64Chunked};

use super::columns::{MeasureError, each};
use crate::data::{Facts, IntegerState, Kind, status};

/// A compensated sum, which does not depend on the order of its terms (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    pub fn add(&mut self, term: f64) {
        let sum = self.high + term;
        self.low += if self.high.abs() >= term.abs() { (self.high - sum) + term } else { (term - sum) + self.high };
        self.high = sum;
    }

    /// The sum with one more term.
    pub fn and(mut self, term: f64) -> Self {
        self.add(term);
        self
    }

    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

/// Sums by the code of a key, and of rows without a code.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    keyed: Vec<Sum>,
    none: Sum,
}

impl Sums {
    fn new(codes: usize) -> Self {
        Self { keyed: vec![Sum::default(); codes], none: Sum::default() }
    }

    fn slot(&mut self, code: Option<u32>) -> &mut Sum {
        code.and_then(|code| self.keyed.get_mut(code as usize)).unwrap_or(&mut self.none)
    }

    /// The same sums by a coarser key; `parent` is the new code of each code.
    pub fn regroup(&self, parent: &[Option<u32>], codes: usize) -> Self {
        let mut coarse = Self { none: self.none, ..Self::new(codes) };
        for (code, sum) in self.keyed.iter().enumerate() {
            let to = coarse.slot(parent.get(code).copied().flatten());
            to.add(sum.high);
            to.add(sum.low);
        }
        coarse
    }

    /// The sum of a code; that of rows without a code follows the last.
    pub fn of(&self, code: usize) -> f64 {
        self.keyed.get(code).unwrap_or(&self.none).value()
    }
}

/// The revenue of purchases by the key `key` of their orders; none for other kinds, and without amounts. A return
/// without such a key is a row without a code.
pub(super) fn revenue_by(facts: &Facts, key: &str, codes: usize) -> Result<Option<Sums>, MeasureError> {
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
pub(super) fn revenue_by_day(facts: &Facts) -> Result<BTreeMap<i32, f64>, MeasureError> {
    let mut days = ByDay::default();
    for frame in with_revenue(facts) {
        let rows = each(frame.column("day")?.i32()?).zip(each(amounts(frame)?));
        rows.for_each(|(day, amount)| days.add(day, amount));
    }
    Ok(days.values())
}

/// The amounts of coupons by day, ascending: of burnt ones by burn date, of others by claim date. Empty for purchases, and
/// without amounts.
pub(super) fn spend_by_day(facts: &Facts) -> Result<BTreeMap<i32, f64>, MeasureError> {
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
pub(super) fn count_and_sum(frame: &DataFrame) -> Result<(u64, f64), MeasureError> {
    let (mut n, mut sum) = (0, Sum::default());
    if frame.width() > 0 {
        for amount in each(amounts(frame)?).flatten().filter(|amount| amount.is_finite()) {
            n += 1;
            sum.add(amount);
        }
    }
    Ok((n, sum.value()))
}

/// Whether there is a revenue: purchases with amounts.
pub(super) fn has_revenue(facts: &Facts) -> bool {
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

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_does_not_depend_on_the_order_of_its_terms() {
        let sum = |terms: &[f64]| {
            let mut sum = Sum::default();
            for term in terms {
                sum.add(*term);
            }
            sum.value()
        };
        assert_eq!([sum(&[1e16, 1.0, -1e16]), sum(&[-1e16, 1e16, 1.0])], [1.0, 1.0]);
        assert_eq!(sum(&[0.1; 10]), 1.0);
    }

    #[test]
    fn sums_regroup_and_rows_without_a_code_come_last() {
        let mut sums = Sums::new(3);
        for (code, amount) in [(Some(0), 1.5), (Some(2), 2.0), (None, 4.0), (Some(9), 8.0)] {
            sums.slot(code).add(amount);
        }
        let coarse = sums.regroup(&[Some(0), None, Some(0)], 1);
        assert_eq!([sums.of(0), sums.of(1), sums.of(2), sums.of(3)], [1.5, 0.0, 2.0, 12.0]);
        assert_eq!([coarse.of(0), coarse.of(1)], [3.5, 12.0]);
    }
}
