//! Applies the conditions of a filter, first those on customers, then those on rows.

use crate::aggregate::{
    Kept, MatchingCustomers, MeasureError, SelectError, filtered, knows_of_events, matching, narrow_rows, of_customers,
    others_as_rows, returns_as_rows,
};
use crate::data::filter::{Comparison, Condition, Field, Filter, Mismatch, Moment, Scope, Test};
use crate::data::{Facts, Kind};
use crate::measures::Features;
use crate::progress::Progress;

/// The facts that match a filter; `features` are those of `facts`.
///
/// Customers keep their order, dimensions stay complete, the as-of date stays, and the claim horizon is at most the
/// last day that the filter allows. Rows of unknown customers count as a customer without any attribute. Findings and
/// the row counts of the source are those of all data. Conditions on segments are applied by [`select_customers`].
///
/// # Errors
/// A name or column that does not exist.
pub fn select(facts: &Facts, features: &Features, filter: &Filter, progress: &Progress) -> Result<Facts, SelectError> {
    matched(facts, features, filter, progress).map_err(|error| match error {
        SelectError::Mismatch(mismatch) => match filter.conditions.get(mismatch.condition) {
            Some(condition) => SelectError::Mismatch(with_column(mismatch, condition, features)),
            None => SelectError::Mismatch(mismatch),
        },
        error @ SelectError::Measure(_) => error,
    })
}

fn matched(facts: &Facts, features: &Features, filter: &Filter, progress: &Progress) -> Result<Facts, SelectError> {
    // The orders shown are all completed, so a status can only be that of another order of the customer.
    let scope_of = |condition: &Condition| match &condition.test {
        Test::Name(Field::Status, _) if facts.kind == Kind::Purchases => Scope::Customers,
        _ => condition.scope(),
    };
    let of = |scope| filter.conditions.iter().enumerate().filter(move |(_, c)| scope_of(c) == scope);
    let last_day = filter.conditions.iter().filter_map(last_day).min();
    let until = |facts: Facts| {
        let horizon = facts.claim_horizon.map(|day| last_day.map_or(day, |last| last.min(day)));
        Facts { claim_horizon: horizon, ..facts }
    };
    if let Some(events) = facts.database.as_deref() {
        let alone = |(number, condition)| {
            let mut customers = MatchingCustomers::all(facts);
            let narrowed = customers.narrow(facts, features, condition, progress);
            narrowed.map_err(|refusal| refusal.of(number))?;
            Ok(((number, condition), customers))
        };
        let customers = of(Scope::Customers).map(alone).collect::<Result<Vec<_>, SelectError>>()?;
        let of_events: Vec<_> = of(Scope::Rows).collect();
        // Statements depend on the horizon.
        return matching(&until(facts.clone()), events, &customers, &of_events, progress);
    }
    let mut customers = MatchingCustomers::all(facts);
    for (number, condition) in of(Scope::Customers) {
        customers.narrow(facts, features, condition, progress).map_err(|refusal| refusal.of(number))?;
    }
    let mut kept = Kept::all(facts);
    for (number, condition) in of(Scope::Rows) {
        narrow_rows(&mut kept.rows, facts, condition).map_err(|refusal| refusal.of(number))?;
    }
    for (as_rows, kept) in [(returns_as_rows(facts)?, &mut kept.returns), (others_as_rows(facts)?, &mut kept.others)] {
        let Some(as_rows) = as_rows else { continue };
        for (number, condition) in of(Scope::Rows) {
            narrow_rows(kept, &as_rows, condition).map_err(|refusal| refusal.of(number))?;
        }
    }
    let only_with_rows = of(Scope::Rows).next().is_some();
    Ok(until(filtered(facts, customers, kept, only_with_rows)?))
}

/// The customers of `facts` that match a condition, and whether unknown customers match; `number` is the index of the
/// condition in the filter.
///
/// # Errors
/// As [`select`].
pub fn fitting(
    facts: &Facts,
    features: &Features,
    (number, condition): (usize, &Condition),
    progress: &Progress,
) -> Result<(Vec<bool>, bool), SelectError> {
    let mut customers = MatchingCustomers::all(facts);
    customers.narrow(facts, features, condition, progress).map_err(|refusal| refusal.of(number))?;
    Ok((customers.known, customers.unknown))
}

/// The same error, with what to write where a column of the data is called as the key is.
#[must_use]
pub fn with_column(mismatch: Mismatch, condition: &Condition, features: &Features) -> Mismatch {
    let numbers = features.columns.iter().map(|column| column.name.as_str());
    let words = features.categorical.iter().map(|column| column.name.as_str());
    match condition.of_column(numbers.chain(words)) {
        Some(written) => {
            Mismatch { message: format!("{}. For the column write {written}", mismatch.message), ..mismatch }
        }
        None => mismatch,
    }
}

/// Whether the data has what a condition names.
pub fn knows(facts: &Facts, features: &Features, condition: &Condition) -> bool {
    if condition.scope() == Scope::Rows {
        if let Some(events) = facts.database.as_deref() {
            return knows_of_events(facts, events, condition);
        }
        return narrow_rows(&mut Kept::all(facts).rows, facts, condition).is_ok();
    }
    fitting(facts, features, (0, condition), &Progress::new()).is_ok()
}

/// The facts of some customers; `unknown` says whether rows of unknown customers stay.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn select_customers(
    facts: &Facts,
    customers: Vec<bool>,
    unknown: bool,
    progress: &Progress,
) -> Result<Facts, MeasureError> {
    let customers = MatchingCustomers { known: customers, unknown };
    match facts.database.as_deref() {
        Some(events) => of_customers(facts, events, customers, progress),
        None => filtered(facts, customers, Kept::all(facts), false),
    }
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
