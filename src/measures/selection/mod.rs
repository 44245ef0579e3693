//! The facts that a filter keeps, as facts of their own, so that every measure follows without knowing of filters.
//!
//! ```text
//! customer conditions ──► customers ─┐
//!                                    ├─ kept ──► Facts
//! row conditions ───────► rows ──────┘
//! ```

mod customers;
mod kept;
mod names;
mod past;
mod rows;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use names::unknown;
pub use past::as_it_was;

use super::columns::MeasureError;
use super::features::Features;
use crate::data::Facts;
use crate::data::filter::{Comparison, Condition, Filter, Mismatch, Moment, Part, Scope, Test};

/// Why a filter could not be applied.
#[derive(Debug, thiserror::Error)]
pub enum SelectError {
    /// It asks for what the data does not have.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// It could not be computed.
    #[error(transparent)]
    Measure(#[from] MeasureError),
}

/// The same before it is known which condition it is about.
enum Refusal {
    Mismatch(Part, String),
    Measure(MeasureError),
}

impl<E: Into<MeasureError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Measure(error.into())
    }
}

impl Refusal {
    /// A key that needs what is not there.
    fn key(message: &str) -> Self {
        Self::Mismatch(Part::Key, message.to_owned())
    }

    fn of(self, condition: usize) -> SelectError {
        match self {
            Self::Mismatch(part, message) => SelectError::Mismatch(Mismatch { message, condition, part }),
            Self::Measure(error) => SelectError::Measure(error),
        }
    }
}

/// What the conditions on customers and rows keep; `features` are those of `facts`.
///
/// Customers keep their order, dimensions stay complete, the reference day does not move, and the claim horizon is at most
/// the last day that the filter lets through. Rows of no known customer count as a customer of whom nothing is known.
/// Findings and the rows of the source stay those of the whole data. Conditions on segments are left for
/// [`select_customers`].
///
/// # Errors
/// A name that nothing has, a column that is not there.
pub fn select(facts: &Facts, features: &Features, filter: &Filter) -> Result<Facts, SelectError> {
    let of = |scope| filter.conditions.iter().enumerate().filter(move |(_, c)| c.scope() == scope);
    let mut customers = customers::Customers::all(facts);
    for (number, condition) in of(Scope::Customers) {
        customers.narrow(facts, features, condition).map_err(|refusal| refusal.of(number))?;
    }
    let mut rows = rows::all(facts);
    for (number, condition) in of(Scope::Rows) {
        rows::narrow(&mut rows, facts, condition).map_err(|refusal| refusal.of(number))?;
    }
    let only_with_rows = of(Scope::Rows).next().is_some();
    let mut kept = kept::kept(facts, customers, rows, only_with_rows)?;
    let last_day = filter.conditions.iter().filter_map(last_day).min();
    kept.claim_horizon = facts.claim_horizon.map(|day| last_day.map_or(day, |last| last.min(day)));
    Ok(kept)
}

/// Which customers of `facts` a condition on customers keeps, and whether it keeps those of whom nothing is known;
/// `number` is its place in the filter.
///
/// # Errors
/// As [`select`].
pub fn fitting(
    facts: &Facts,
    features: &Features,
    condition: &Condition,
    number: usize,
) -> Result<(Vec<bool>, bool), SelectError> {
    let mut customers = customers::Customers::all(facts);
    customers.narrow(facts, features, condition).map_err(|refusal| refusal.of(number))?;
    Ok((customers.known, customers.unknown))
}

/// The facts of some customers; `unknown` says whether rows of no known customer stay.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn select_customers(facts: &Facts, customers: Vec<bool>, unknown: bool) -> Result<Facts, MeasureError> {
    kept::kept(facts, customers::Customers { known: customers, unknown }, rows::all(facts), false)
}

/// The last day of claims that a condition lets through, where there is one.
fn last_day(condition: &Condition) -> Option<i32> {
    match &condition.test {
        Test::Day(Moment::Date, comparison) if !condition.negated => match comparison {
            Comparison::AtMost(day) => Some(*day),
            Comparison::Below(day) => Some(day - 1),
            Comparison::AnyOf(days) => days.iter().flatten().map(|d| d.last).max(),
            Comparison::Above(_) | Comparison::AtLeast(_) => None,
        },
        _ => None,
    }
}
