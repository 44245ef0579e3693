//! The events of each customer.

use super::amounts::{Amounts, amounts};
use super::columns::MeasureError;
use super::customer_days::CustomerDays;
use super::passes::Passes;
use super::tally::Tally;

/// The claims or orders of each customer, in the order of the customers table.
///
/// In SQL: number of rows by status, `MIN(day)`, `MAX(day)`, `COUNT(DISTINCT day)`, `SUM(amount)` and `COUNT(amount)` of
/// transactions `GROUP BY customer`.
#[derive(Clone, Debug)]
pub(crate) struct Customers {
    /// Rows by status; those of unknown customers are without a key.
    pub counts: Tally,
    /// The days of the rows.
    pub days: Vec<Days>,
    /// The amounts; empty without amounts.
    pub amounts: Vec<Amounts>,
}

/// The days of the claims or orders of a customer, those after the claim horizon too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// The first; none without a row that has a day.
    pub first: Option<i32>,
    /// The last.
    pub last: Option<i32>,
    /// How many different ones there are.
    pub distinct: u32,
}

impl Passes<'_> {
    /// The events of each customer.
    pub fn customers(&self) -> Result<Customers, MeasureError> {
        let Self { facts, rows, parts, .. } = self;
        let customers = facts.customer_ids.len();
        let tally = || Tally::count(&rows.customer, &rows.status, customers).rated(facts);
        let rest = || rayon::join(|| amounts(facts, rows, parts), || days(&self.days, customers));
        let (counts, (amounts, days)) = rayon::join(tally, rest);
        Ok(Customers { counts, days, amounts: amounts? })
    }
}

fn days(events: &CustomerDays, customers: usize) -> Vec<Days> {
    let mut all = vec![Days::default(); customers];
    for (customer, days) in events.customers() {
        if let Some(own) = all.get_mut(customer as usize) {
            *own = Days { first: days.first().copied(), last: days.last().copied(), distinct: days.len() as u32 };
        }
    }
    all
}
