//! The facts of matching customers and rows.

use std::sync::Arc;

use polars::prelude::*;

use crate::aggregate::columns::{MeasureError, Rows, each};
use crate::aggregate::parts::change;
use crate::data::{Facts, Ids, OrderTotals, Purchases};

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
    /// Rows of their other orders.
    pub others: Vec<bool>,
}

impl Kept {
    /// Every row.
    pub fn all(facts: &Facts) -> Self {
        let rows = |of: fn(&Purchases) -> &DataFrame| {
            let rows = facts.purchases.as_ref().map_or(0, |purchases| of(purchases).height());
            vec![true; rows]
        };
        Self {
            rows: vec![true; facts.transactions.height()],
            returns: rows(|purchases| &purchases.returns),
            others: rows(|purchases| &purchases.others),
        }
    }
}

/// The facts of matching customers and rows. Rows of other customers are removed; with `only_with_rows` also customers
/// without a matching row, which of purchases is an order of any status or a return.
pub(crate) fn filtered(
    facts: &Facts,
    customers: MatchingCustomers,
    kept: Kept,
    only_with_rows: bool,
) -> Result<Facts, MeasureError> {
    let MatchingCustomers { mut known, unknown } = customers;
    let Kept { mut rows, mut returns, mut others } = kept;
    let codes = Rows::of(facts)?.customer;
    let mut parts = vec![(&mut rows, codes)];
    if let Some(purchases) = &facts.purchases {
        for (kept, orders) in [(&mut returns, &purchases.returns), (&mut others, &purchases.others)] {
            if orders.width() > 0 {
                parts.push((kept, orders.column("customer")?.u32()?.clone()));
            }
        }
    }
    let mut with_rows = vec![!only_with_rows; known.len()];
    for (kept, codes) in parts {
        change(kept, |part, kept| {
            let codes = codes.slice(part.start as i64, part.len());
            for (kept, code) in kept.iter_mut().zip(each(&codes)) {
                *kept &= code.and_then(|code| known.get(code as usize).copied()).unwrap_or(unknown);
            }
        });
        if only_with_rows {
            for code in each(&codes).zip(&*kept).filter_map(|(code, kept)| code.filter(|_| *kept)) {
                if let Some(with_rows) = with_rows.get_mut(code as usize) {
                    *with_rows = true;
                }
            }
        }
    }
    known.iter_mut().zip(with_rows).for_each(|(known, has)| *known &= has);
    let mut transactions = facts.transactions.clone();
    if transactions.width() > 0 {
        transactions = transactions.filter(&BooleanChunked::from_slice("kept".into(), &rows))?;
        let recoded = recode(transactions.column("customer")?.u32()?, &known);
        transactions.with_column(recoded.into_column())?;
    }
    let kept = Kept { rows, returns, others };
    let purchases = facts.purchases.as_ref().map(|of| purchases(of, &known, &kept)).transpose()?;
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

/// The purchases of the matching orders.
fn purchases(all: &Purchases, known: &[bool], kept: &Kept) -> Result<Purchases, MeasureError> {
    let Kept { rows, returns, others } = kept;
    if [known, rows, returns, others].iter().all(|kept| kept.iter().all(|kept| *kept)) {
        return Ok(all.clone());
    }
    let new = renumbered(known);
    let customer = |of: Option<u32>| new.get(of? as usize).copied().flatten();
    let is_kept = rows.iter().chain(returns).chain(others);
    let matching = all.orders.iter().zip(is_kept).filter(|(_, kept)| **kept);
    let orders = matching.map(|(order, _)| OrderTotals { customer: customer(order.customer), ..*order }).collect();
    let mut purchases = Purchases {
        returns: orders_of(&all.returns, returns, known)?,
        others: orders_of(&all.others, others, known)?,
        lines_of_products: lines_of(&all.lines_of_products, rows)?,
        lines_of_returns: lines_of(&all.lines_of_returns, returns)?,
        lines_of_others: lines_of(&all.lines_of_others, others)?,
        ..all.clone()
    };
    purchases.count(Arc::new(orders));
    Ok(Purchases { orders_with_coupon: all.orders_with_coupon, ..purchases })
}

/// The matching orders that are not completed.
fn orders_of(orders: &DataFrame, kept: &[bool], known: &[bool]) -> Result<DataFrame, MeasureError> {
    if orders.width() == 0 {
        return Ok(orders.clone());
    }
    let mut orders = orders.filter(&BooleanChunked::from_slice("kept".into(), kept))?;
    let recoded = recode(orders.column("customer")?.u32()?, known);
    orders.with_column(recoded.into_column())?;
    Ok(orders)
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
