//! How much data there is: the first numbers that a user sees of recognised data.

use polars::prelude::ChunkAgg;

use super::columns::{MeasureError, Rows, has_transactions};
use crate::data::{Facts, Kind};

/// How much data there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// What the events are.
    pub kind: Kind,
    /// Customers.
    pub customers: u64,
    /// Events: claims or orders; none without a table of events.
    pub events: Option<u64>,
    /// The first and the last day of an event.
    pub days: Option<(i32, i32)>,
    /// The sum of all amounts, where there are any.
    pub amount: Option<f64>,
}

/// Counts customers and events, and sums amounts.
///
/// # Errors
/// [`MeasureError`] when the facts have another shape than they should.
pub(super) fn extent(facts: &Facts) -> Result<Extent, MeasureError> {
    let rows = Rows::of(facts)?;
    let amount = match facts.transactions.column("amount") {
        Ok(column) if facts.has_amount => Some(column.f64()?.iter().flatten().sum()),
        _ => None,
    };
    Ok(Extent {
        kind: facts.kind,
        customers: facts.customer_ids.len() as u64,
        events: has_transactions(facts).then_some(facts.transactions.height() as u64),
        days: rows.day.min().zip(rows.day.max()),
        amount: facts.purchases.as_ref().map_or(amount, |purchases| purchases.revenue),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::fixture::facts;

    #[test]
    fn what_there_is_is_counted() {
        let facts = facts();
        let extent = extent(&facts).unwrap();
        assert_eq!(extent.customers, facts.customer_ids.len() as u64);
        assert_eq!(extent.events, Some(facts.transactions.height() as u64));
        assert!(extent.days.is_some_and(|(first, last)| first < last));
    }
}
