//! The attributes of customers from rows of events up to a day: later rows may have other values.

use super::customers::Customers;
use super::flat::FlatBuilder;
use super::intake::Builder;
use super::keys::NO_CODE;
use super::transactions::{Known, Transactions};
use crate::data::cell::{Numbered, Row};
use crate::data::days::NO_DAY;
use crate::data::layout::Layout;
use crate::data::notation::{Notation, Unsettled};

/// Takes the rows of `transactions` a second time, now that the order of their dates is settled, and passes on those up to
/// a day.
#[derive(Debug)]
pub struct Earlier<'a> {
    day: i32,
    transactions: &'a Transactions,
    /// Rows taken so far.
    rows: usize,
    flat: FlatBuilder,
}

impl<'a> Earlier<'a> {
    /// Takes rows laid out as `layout`.
    pub fn new(day: i32, transactions: &'a Transactions, customers: &Customers, layout: &Layout) -> Self {
        let flat = FlatBuilder::again(layout, customers.rows.clone(), customers.index.len());
        Self { day, transactions, rows: 0, flat }
    }

    /// The `customers` as these rows describe them. What was found in all rows is not found again.
    ///
    /// # Errors
    /// The column and an example, where the order of dates cannot be decided.
    pub fn finish(self, customers: Customers, known: Known<'_>, notation: Notation) -> Result<Customers, Unsettled> {
        let described = self.flat.finish(customers.index, (known.cities, known.genders), notation)?;
        Ok(Customers { findings: customers.findings, ..described })
    }
}

impl Builder for Earlier<'_> {
    fn push(&mut self, number: u64, row: &dyn Row) {
        self.push_all(&[(number, row)]);
    }

    fn push_all(&mut self, rows: &[Numbered<'_>]) {
        let Transactions { days, customer_codes, .. } = self.transactions;
        let at = self.rows..self.rows + rows.len();
        self.rows = at.end;
        let is_known = |at: usize| days.get(at).is_some_and(|day| *day != NO_DAY && *day <= self.day);
        let code = |at: usize| customer_codes.get(at).copied().filter(|_| is_known(at)).unwrap_or(NO_CODE);
        self.flat.push_all(rows, &at.map(code).collect::<Vec<_>>());
    }
}
