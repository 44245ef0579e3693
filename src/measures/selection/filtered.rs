//! The facts of matching customers and rows.

use polars::prelude::*;

use super::customers::Customers;
use crate::data::{Facts, Ids};
use crate::measures::columns::{MeasureError, Rows};

/// The facts of matching customers and rows. Rows of other customers are removed; with `only_with_rows` also customers
/// without a matching row.
pub(super) fn filtered(
    facts: &Facts,
    customers: Customers,
    mut rows: Vec<bool>,
    only_with_rows: bool,
) -> Result<Facts, MeasureError> {
    let Customers { mut known, unknown } = customers;
    let codes = Rows::of(facts)?.customer;
    let mut with_rows = vec![false; known.len()];
    for (kept, code) in rows.iter_mut().zip(codes.iter()) {
        let customer = code.and_then(|code| known.get(code as usize).copied());
        *kept &= customer.unwrap_or(unknown);
        if *kept && let Some(with_rows) = code.and_then(|code| with_rows.get_mut(code as usize)) {
            *with_rows = true;
        }
    }
    if only_with_rows {
        known = with_rows;
    }
    let mut transactions = facts.transactions.clone();
    if transactions.width() > 0 {
        transactions = transactions.filter(&BooleanChunked::from_slice("kept".into(), &rows))?;
        let recoded = recode(transactions.column("customer")?.u32()?, &known);
        transactions.with_column(recoded.into_column())?;
    }
    let customers = match facts.customers.width() {
        0 => facts.customers.clone(),
        _ => facts.customers.filter(&BooleanChunked::from_slice("kept".into(), &known))?,
    };
    Ok(Facts { customers, customer_ids: ids(&facts.customer_ids, &known), transactions, ..facts.clone() })
}

/// Codes of the matching customers, renumbered; any other code becomes none.
fn recode(codes: &UInt32Chunked, kept: &[bool]) -> UInt32Chunked {
    let mut next = 0;
    let new: Vec<Option<u32>> = kept
        .iter()
        .map(|kept| {
            let code = kept.then_some(next);
            next += u32::from(*kept);
            code
        })
        .collect();
    let recoded: UInt32Chunked = codes.iter().map(|code| new.get(code? as usize).copied().flatten()).collect();
    recoded.with_name(codes.name().clone())
}

fn ids(ids: &Ids, kept: &[bool]) -> Ids {
    fn of<T: Clone>(ids: &[T], kept: &[bool]) -> Vec<T> {
        ids.iter().zip(kept).filter(|(_, kept)| **kept).map(|(id, _)| id.clone()).collect()
    }
    match ids {
        Ids::Integers(ids) => Ids::Integers(of(ids, kept)),
        Ids::Text(ids) => Ids::Text(of(ids, kept)),
    }
}
