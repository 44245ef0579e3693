//! Tables of facts wherever their rows are: from the rows that are here, or from the database that has them.

use super::burns::Claims;
use super::columns::MeasureError;
use super::extent::Extent;
use super::frequencies::Frequencies;
use super::group_cells::{GroupsOfCustomers, GroupsOfEvents};
use super::history::Coupon;
use super::outcomes::Outcome;
use super::passes::Passes;
use super::sql::{self, Asking, SqlTables};
use super::tables::Tables;
use crate::data::Facts;
use crate::progress::Progress;

/// The tables of all measures.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises, or no statements can be written for a database.
pub(crate) fn tables<'a>(facts: &'a Facts, progress: &'a Progress) -> Result<Box<dyn Tables + 'a>, MeasureError> {
    Ok(match SqlTables::of(facts, progress) {
        Some(tables) => Box::new(tables),
        None => Box::new(Passes::over(facts)?),
    })
}

/// How often each code is in the rows.
pub(crate) fn frequencies(facts: &Facts, progress: &Progress) -> Result<Frequencies, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::frequencies(&asking)?),
        None => super::frequencies::frequencies(facts),
    }
}

/// What became of the claims of each day.
pub(crate) fn outcomes(facts: &Facts, progress: &Progress) -> Result<Vec<Outcome>, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::outcomes(&asking)?),
        None => super::outcomes::outcomes(facts),
    }
}

/// The day of the first claim of each customer; none without one.
pub(crate) fn first_claims_of(facts: &Facts, progress: &Progress) -> Result<Vec<Option<i32>>, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::first_claims(&asking)?),
        None => super::cohorts::first_claims_of(facts),
    }
}

/// What each customer did, for groups that customers are in.
pub(crate) fn groups_of_customers(facts: &Facts, progress: &Progress) -> Result<GroupsOfCustomers, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(GroupsOfCustomers::counted(facts, sql::customers(&asking)?)),
        None => GroupsOfCustomers::of(facts),
    }
}

/// What each customer did by the group of each claim or order.
pub(crate) fn groups_of_events(facts: &Facts, progress: &Progress) -> Result<GroupsOfEvents, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::groups_of_events(&asking)?),
        None => GroupsOfEvents::of(facts),
    }
}

/// Counts customers and events, and sums amounts.
///
/// # Errors
/// [`MeasureError`] when the facts have another shape than they should.
pub fn extent(facts: &Facts) -> Result<Extent, MeasureError> {
    let Some(events) = &facts.database else { return super::extent::extent(facts) };
    Ok(Extent {
        kind: facts.kind,
        customers: facts.customer_ids.len() as u64,
        events: Some(events.events),
        days: events.first.zip(events.last),
        amount: match &facts.purchases {
            Some(purchases) => purchases.revenue,
            None => facts.has_amount.then(|| events.amount.unwrap_or(0.0)),
        },
    })
}

/// The day of the first claim, and the claim horizon; none without a dated claim.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn claim_span(facts: &Facts) -> Result<Option<(i32, i32)>, MeasureError> {
    let first = match &facts.database {
        Some(events) => events.first,
        None => super::claims_between::first_day(facts)?,
    };
    Ok(first.zip(facts.claim_horizon).filter(|(first, last)| first <= last))
}

/// Whether each customer burnt a coupon after `day`, or ordered after it. A burn without a date counts on the day of its
/// claim.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises, or a database does not answer.
pub fn acted_after(facts: &Facts, day: i32, progress: &Progress) -> Result<Vec<bool>, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::acted_after(&asking, day)?),
        None => super::acted::acted_after(facts, day),
    }
}

/// The claims of each customer after one day and up to another, in the order of the customers table. The
/// status decides whether a claim is burnt, not the burn date.
///
/// # Errors
/// As [`acted_after`].
pub fn claims_between(facts: &Facts, after: i32, until: i32, progress: &Progress) -> Result<Vec<Claims>, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::claims_between(&asking, after, until)?),
        None => super::claims_between::claims_between(facts, after, until),
    }
}

/// The coupons of a customer (row of the customers table) by claim day, those without one last.
///
/// # Errors
/// As [`acted_after`].
pub fn history(facts: &Facts, customer: u32, progress: &Progress) -> Result<Vec<Coupon>, MeasureError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(sql::history(&asking, customer)?),
        None => super::history::history(facts, customer),
    }
}
