//! The facts of matching customers and rows.

use std::sync::Arc;

use polars::prelude::*;

use crate::aggregate::columns::{MeasureError, Rows, each};
use crate::aggregate::parts::change;
use crate::data::{Facts, Ids, Purchases};

/// The matching customers, and whether rows of unknown customers match.
pub(crate) struct MatchingCustomers {
    /// Whether each customer matches.
    pub known: Vec<bool>,
    /// Whether rows of unknown customers match.
    pub unknown: bool,
}

impl MatchingCustomers {
    /// Every customer.
    pub fn all(facts: &Facts) -> Self {
        Self { known: vec![true; facts.customer_ids.len()], unknown: true }
    }

    /// Removes those for whom a condition does not hold, or if it is negated those for whom it does.
    pub fn keep(&mut self, known: impl Iterator<Item = bool>, unknown: bool, negated: bool) {
        for (kept, is) in self.known.iter_mut().zip(known) {
            *kept &= is != negated;
        }
        self.unknown &= unknown != negated;
    }
}

/// Which rows match.
pub(crate) struct Kept {
    /// Rows of transactions.
    pub rows: Vec<bool>,
    /// Rows of the returns of purchases.
    pub returns: Vec<bool>,
}

impl Kept {
    /// Every row.
    pub fn all(facts: &Facts) -> Self {
        let returns = facts.purchases.as_ref().map_or(0, |purchases| purchases.returns.height());
        Self { rows: vec![true; facts.transactions.height()], returns: vec![true; returns] }
    }
}

/// The facts of matching customers and rows. Rows of other customers are removed; with `only_with_rows` also customers
/// without a matching row.
pub(crate) fn filtered(
    facts: &Facts,
    customers: MatchingCustomers,
    kept: Kept,
    only_with_rows: bool,
) -> Result<Facts, MeasureError> {
    let MatchingCustomers { mut known, unknown } = customers;
    let Kept { mut rows, returns } = kept;
    let codes = Rows::of(facts)?.customer;
    change(&mut rows, |part, rows| {
        let codes = codes.slice(part.start as i64, part.len());
        for (kept, code) in rows.iter_mut().zip(each(&codes)) {
            *kept &= code.and_then(|code| known.get(code as usize).copied()).unwrap_or(unknown);
        }
    });
    if only_with_rows {
        let mut with_rows = vec![false; known.len()];
        for code in each(&codes).zip(&rows).filter_map(|(code, kept)| code.filter(|_| *kept)) {
            if let Some(with_rows) = with_rows.get_mut(code as usize) {
                *with_rows = true;
            }
        }
        known = with_rows;
    }
    let mut transactions = facts.transactions.clone();
    if transactions.width() > 0 {
        transactions = transactions.filter(&BooleanChunked::from_slice("kept".into(), &rows))?;
        let recoded = recode(transactions.column("customer")?.u32()?, &known);
        transactions.with_column(recoded.into_column())?;
    }
    let purchases = facts.purchases.as_ref().map(|of| purchases(of, &known, unknown, &rows, returns)).transpose()?;
    Ok(Facts { transactions, purchases, ..only_customers(facts, &known)? })
}

/// The facts of some customers, with all rows.
pub(crate) fn only_customers(facts: &Facts, known: &[bool]) -> Result<Facts, MeasureError> {
    let customers = match facts.customers.width() {
        0 => facts.customers.clone(),
        _ => facts.customers.filter(&BooleanChunked::from_slice("kept".into(), known))?,
    };
    let customer_ids = ids(&facts.customer_ids, known);
    Ok(Facts { customers, customer_ids, ..facts.clone() })
}

/// The purchases of the matching orders, customers and returns. Lines, pieces, orders by status and
/// orders with a coupon stay those of all data.
fn purchases(
    all: &Purchases,
    known: &[bool],
    unknown: bool,
    orders: &[bool],
    mut kept: Vec<bool>,
) -> Result<Purchases, MeasureError> {
    if orders.iter().all(|kept| *kept) && known.iter().all(|kept| *kept) && kept.iter().all(|kept| *kept) {
        return Ok(all.clone());
    }
    let mut returns = all.returns.clone();
    let mut lines_of_returns = all.lines_of_returns.clone();
    if returns.width() > 0 {
        for (kept, code) in kept.iter_mut().zip(returns.column("customer")?.u32()?.iter()) {
            *kept &= code.and_then(|code| known.get(code as usize).copied()).unwrap_or(unknown);
        }
        returns = returns.filter(&BooleanChunked::from_slice("kept".into(), &kept))?;
        lines_of_returns = lines_of(&lines_of_returns, &kept)?;
        let recoded = recode(returns.column("customer")?.u32()?, known);
        returns.with_column(recoded.into_column())?;
    }
    let lines = lines_of(&all.lines_of_products, orders)?;
    let orders = Arc::default();
    Ok(Purchases { orders, returns, lines_of_products: lines, lines_of_returns, ..all.clone() })
}

/// The lines of the matching orders.
fn lines_of(lines: &DataFrame, orders: &[bool]) -> Result<DataFrame, MeasureError> {
    let mut lines = lines.clone();
    if lines.height() > 0 {
        let recoded = recode(lines.column("order")?.u32()?, orders);
        let kept = recoded.is_not_null();
        lines.with_column(recoded.into_column())?;
        lines = lines.filter(&kept)?;
    }
    Ok(lines)
}

/// The new code of each code: those that match are numbered again, any other has none.
pub(crate) fn renumbered(kept: &[bool]) -> Vec<Option<u32>> {
    let mut next = 0;
    let code = |kept: &bool| {
        let code = kept.then_some(next);
        next += u32::from(*kept);
        code
    };
    kept.iter().map(code).collect()
}

/// Codes of the matching customers, renumbered; any other code becomes none.
fn recode(codes: &UInt32Chunked, kept: &[bool]) -> UInt32Chunked {
    let new = renumbered(kept);
    let recoded: UInt32Chunked = each(codes).map(|code| new.get(code? as usize).copied().flatten()).collect();
    recoded.with_name(codes.name().clone())
}

/// The ids of the matching customers.
pub(crate) fn ids(ids: &Arc<Ids>, kept: &[bool]) -> Arc<Ids> {
    fn of<T: Clone>(ids: &[T], kept: &[bool]) -> Vec<T> {
        ids.iter().zip(kept).filter(|(_, kept)| **kept).map(|(id, _)| id.clone()).collect()
    }
    if kept.iter().all(|kept| *kept) {
        return Arc::clone(ids);
    }
    let ids = match &**ids {
        Ids::Integers(ids) => Ids::Integers(of(ids, kept)),
        Ids::Text(ids) => Ids::Text(of(ids, kept)),
    };
    ids.into()
}
