//! The amounts of each customer.

use polars::prelude::{Float64Chunked, UInt32Chunked};

use super::columns::{MeasureError, Rows, each};
use super::key_pairs;
use super::parts::Parts;
use crate::data::Facts;

/// The amounts of a customer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Amounts {
    /// Their sum; of purchases without what was returned.
    pub total: f64,
    /// The number of claims or orders with an amount.
    pub n: f64,
}

/// The amounts of each customer; empty without such a column.
pub(crate) fn amounts(facts: &Facts, rows: &Rows, parts: &Parts) -> Result<Vec<Amounts>, MeasureError> {
    if !facts.has_amount || facts.transactions.width() == 0 {
        return Ok(Vec::new());
    }
    let amounts = facts.transactions.column("amount")?.f64()?;
    let summed = parts.each(|part| {
        let (first, length) = (part.start as i64, part.len());
        let known = sorted(&rows.customer.slice(first, length), &amounts.slice(first, length));
        let of_customer = |own: &[(u32, f64)]| {
            let total = own.iter().fold(0.0, |total, (_, amount)| total + amount);
            (own[0].0, Amounts { total, n: own.len() as f64 })
        };
        known.chunk_by(|a, b| a.0 == b.0).map(of_customer).collect::<Vec<_>>()
    });
    let mut sums = vec![Amounts::default(); facts.customer_ids.len()];
    for (customer, own) in summed.into_iter().flatten() {
        if let Some(sum) = sums.get_mut(customer as usize) {
            *sum = own;
        }
    }
    if let Some(returns) = facts.purchases.as_ref().map(|purchases| &purchases.returns).filter(|r| r.width() > 0) {
        for (customer, amount) in sorted(returns.column("customer")?.u32()?, returns.column("amount")?.f64()?) {
            if let Some(sum) = sums.get_mut(customer as usize) {
                sum.total += amount;
            }
        }
    }
    Ok(sums)
}

/// (customer, amount), sorted by both, so that sums do not depend on the order of the rows.
fn sorted(customers: &UInt32Chunked, amounts: &Float64Chunked) -> Vec<(u32, f64)> {
    let known = each(customers).zip(each(amounts)).filter_map(|(c, a)| Some((c?, a.filter(|a| a.is_finite())?)));
    let mut known: Vec<(u32, f64)> = known.collect();
    key_pairs::sort(&mut known, |(customer, _)| *customer, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    known
}
