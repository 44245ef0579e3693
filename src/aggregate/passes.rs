//! What several tables need of the rows, made once.

use std::borrow::Cow;

use super::bought::Bought;
use super::columns::{MeasureError, Rows, each};
use super::customer_days::CustomerDays;
use super::key_pairs::Pair;
use super::parts::Parts;
use crate::data::Facts;

/// What several tables need of the rows. Only tables leave it.
pub(crate) struct Passes<'a> {
    /// What they are passes over; measures use what it says besides rows.
    pub facts: &'a Facts,
    pub(super) rows: Rows,
    /// Parts of the rows with whole customers.
    pub(super) parts: Parts,
    /// The days on which each customer claimed or ordered, those after the claim horizon too.
    pub(super) days: CustomerDays,
    /// Which products are in which orders.
    pub(super) bought: Bought,
    /// Each customer with each product, once for each order of it, ascending.
    pub(super) buyers: Vec<Pair>,
}

impl<'a> Passes<'a> {
    pub fn over(facts: &'a Facts) -> Result<Self, MeasureError> {
        let rows = Rows::of(facts)?;
        let parts = Parts::by_customer(&rows.customer);
        let bought = || -> Result<_, MeasureError> {
            let bought = Bought::of(facts)?;
            let buyers = bought.by_customer(&rows.customer);
            Ok((bought, buyers))
        };
        let (days, bought) = rayon::join(|| event_days(&rows, &parts), bought);
        let (bought, buyers) = bought?;
        Ok(Self { facts, rows, parts, days, bought, buyers })
    }

    /// The days up to the latest claim.
    pub(super) fn claims(&self) -> Cow<'_, CustomerDays> {
        self.days.until(self.facts.claim_horizon.unwrap_or(i32::MIN))
    }
}

/// The days on which each customer claimed or ordered.
pub(crate) fn event_days(rows: &Rows, parts: &Parts) -> CustomerDays {
    CustomerDays::of(parts, |part| {
        let rows = rows.slice(part.start, part.len());
        each(&rows.customer).zip(each(&rows.day)).filter_map(|(customer, day)| customer.zip(day)).collect()
    })
}
