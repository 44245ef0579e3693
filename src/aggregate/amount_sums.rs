//! Sums of amounts of all rows, and of purchases by customer and branch.

use super::columns::MeasureError;
use super::passes::Passes;
use super::revenue::{Amount, count_and_sum, revenue_by};
use super::sum::Sums;

/// Sums of amounts. Rows without an amount are in none.
#[derive(Clone, Debug)]
pub(crate) struct AmountSums {
    /// Of claims or orders; none without amounts.
    pub rows: Option<Amount>,
    /// Of returns of purchases.
    pub returns: Amount,
    /// Number of returns, those without an amount too.
    pub returned: u64,
    /// Revenue of each customer; none for other kinds, and without amounts. In SQL: `SUM(amount) GROUP BY customer`, of
    /// orders and returns.
    pub of_customers: Option<Sums>,
    /// Revenue at each branch; none for other kinds, and without amounts.
    pub of_branches: Option<Sums>,
}

impl Passes<'_> {
    /// The sums of amounts.
    pub fn amount_sums(&self) -> Result<AmountSums, MeasureError> {
        let facts = self.facts;
        let returns = facts.purchases.as_ref().map(|purchases| &purchases.returns);
        Ok(AmountSums {
            rows: facts.has_amount.then(|| count_and_sum(&facts.transactions)).transpose()?,
            returns: returns.map(count_and_sum).transpose()?.unwrap_or_default(),
            returned: returns.map_or(0, |returns| returns.height() as u64),
            of_customers: revenue_by(facts, "customer", facts.customer_ids.len())?,
            of_branches: revenue_by(facts, "branch", facts.branches.len())?,
        })
    }
}
