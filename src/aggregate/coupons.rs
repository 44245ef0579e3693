//! Coupons by name.

use super::columns::{MeasureError, Rows};
use super::tally::Tally;
use crate::data::{Dimension, Facts, Kind, Table};

/// Whether coupons have names: those with fewer than two coupons, or orders, each on average are ids. `events` are all there
/// are, whatever the filter.
pub(crate) fn are_names(coupons: &Dimension, events: u64) -> bool {
    !coupons.is_empty() && coupons.len() as u64 * 2 <= events
}

/// Rows by status of each coupon; none if coupons have no names, or names are ids. In SQL: `GROUP BY coupon`.
pub(crate) fn coupons(facts: &Facts, rows: &Rows) -> Result<Option<Tally>, MeasureError> {
    // Orders have no burns to compare coupons by.
    if facts.kind == Kind::Purchases || !are_names(&facts.coupons, facts.rows(Table::Transactions)) {
        return Ok(None);
    }
    let codes = facts.transactions.column("coupon")?.u32()?;
    Ok(Some(Tally::count(codes, &rows.status, facts.coupons.len()).rated(facts)))
}
