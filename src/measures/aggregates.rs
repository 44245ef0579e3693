//! Inputs that several measures and features share, computed once per customer.

use crate::aggregate::{
    Amounts, Bought, CustomerDays, MeasureError, Parts, Rows, Tally, amounts, each, key_pairs::Pair,
};
use crate::data::Facts;

/// Inputs that several measures and features share, by customer.
pub(super) struct Aggregates {
    pub rows: Rows,
    /// Parts of the rows with whole customers.
    pub parts: Parts,
    /// Claims or orders per customer, by status.
    pub tally: Tally,
    /// The days on which each customer claimed or ordered, those after the claim horizon too.
    pub days: CustomerDays,
    /// Which products are in which orders.
    pub bought: Bought,
    /// Each customer with each product, once for each order of it, ascending.
    pub buyers: Vec<Pair>,
    /// The amounts of each customer; empty without amounts.
    pub amounts: Vec<Amounts>,
}

impl Aggregates {
    pub fn of(facts: &Facts) -> Result<Self, MeasureError> {
        let rows = Rows::of(facts)?;
        let parts = Parts::by_customer(&rows.customer);
        let customers = facts.customer_ids.len();
        let bought = || -> Result<_, MeasureError> {
            let bought = Bought::of(facts)?;
            let buyers = bought.by_customer(&rows.customer);
            Ok((bought, buyers))
        };
        let ((tally, amounts), (days, bought)) = rayon::join(
            || {
                let tally = || Tally::count(&rows.customer, &rows.status, customers).rated(facts);
                rayon::join(tally, || amounts(facts, &rows, &parts))
            },
            || rayon::join(|| event_days(&rows, &parts), bought),
        );
        let ((bought, buyers), amounts) = (bought?, amounts?);
        Ok(Self { rows, parts, tally, days, bought, buyers, amounts })
    }
}

/// The days on which each customer claimed or ordered.
pub(super) fn event_days(rows: &Rows, parts: &Parts) -> CustomerDays {
    CustomerDays::of(parts, |part| {
        let rows = rows.slice(part.start, part.len());
        each(&rows.customer).zip(each(&rows.day)).filter_map(|(customer, day)| customer.zip(day)).collect()
    })
}
