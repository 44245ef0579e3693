//! Applies the conditions of a filter, first those on customers, then those on rows.

use crate::aggregate::{Kept, MatchingCustomers, MeasureError, SelectError, filtered, narrow_rows, returns_as_rows};
use crate::data::filter::{Comparison, Condition, Field, Filter, Moment, Scope, Test};
use crate::data::{Facts, Kind};
use crate::measures::Features;

/// The facts that match a filter; `features` are those of `facts`.
///
/// Customers keep their order, dimensions stay complete, the as-of date stays, and the claim horizon is at most the
/// last day that the filter allows. Rows of unknown customers count as a customer without any attribute. Findings and
/// the row counts of the source are those of all data. Conditions on segments are applied by [`select_customers`].
///
/// # Errors
/// A name or column that does not exist.
pub fn select(facts: &Facts, features: &Features, filter: &Filter) -> Result<Facts, SelectError> {
    // The orders shown are all completed, so a status can only be that of another order of the customer.
    let scope_of = |condition: &Condition| match &condition.test {
        Test::Name(Field::Status, _) if facts.kind == Kind::Purchases => Scope::Customers,
        _ => condition.scope(),
    };
    let of = |scope| filter.conditions.iter().enumerate().filter(move |(_, c)| scope_of(c) == scope);
    let mut customers = MatchingCustomers::all(facts);
    for (number, condition) in of(Scope::Customers) {
        customers.narrow(facts, features, condition).map_err(|refusal| refusal.of(number))?;
    }
    let Kept { mut rows, mut returns } = Kept::all(facts);
    for (number, condition) in of(Scope::Rows) {
        narrow_rows(&mut rows, facts, condition).map_err(|refusal| refusal.of(number))?;
    }
    if let Some(as_rows) = returns_as_rows(facts)? {
        for (number, condition) in of(Scope::Rows) {
            narrow_rows(&mut returns, &as_rows, condition).map_err(|refusal| refusal.of(number))?;
        }
    }
    let only_with_rows = of(Scope::Rows).next().is_some();
    let mut kept = filtered(facts, customers, Kept { rows, returns }, only_with_rows)?;
    let last_day = filter.conditions.iter().filter_map(last_day).min();
    kept.claim_horizon = facts.claim_horizon.map(|day| last_day.map_or(day, |last| last.min(day)));
    Ok(kept)
}

/// The customers of `facts` that match a condition, and whether unknown customers match; `number` is the index of the
/// condition in the filter.
///
/// # Errors
/// As [`select`].
pub fn fitting(
    facts: &Facts,
    features: &Features,
    condition: &Condition,
    number: usize,
) -> Result<(Vec<bool>, bool), SelectError> {
    let mut customers = MatchingCustomers::all(facts);
    customers.narrow(facts, features, condition).map_err(|refusal| refusal.of(number))?;
    Ok((customers.known, customers.unknown))
}

/// Whether the data has what a condition names.
pub fn knows(facts: &Facts, features: &Features, condition: &Condition) -> bool {
    if condition.scope() == Scope::Rows {
        return narrow_rows(&mut Kept::all(facts).rows, facts, condition).is_ok();
    }
    fitting(facts, features, condition, 0).is_ok()
}

/// The facts of some customers; `unknown` says whether rows of unknown customers stay.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn select_customers(facts: &Facts, customers: Vec<bool>, unknown: bool) -> Result<Facts, MeasureError> {
    filtered(facts, MatchingCustomers { known: customers, unknown }, Kept::all(facts), false)
}

/// The last claim day that a condition allows, if it limits that.
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
