//! The facts of matching customers and events, where the events are in a database.

use super::filtered::{MatchingCustomers, only_customers};
use super::refusal::{Refusal, SelectError};
use crate::aggregate::columns::MeasureError;
use crate::aggregate::sql::{self, Conditions, is_written};
use crate::data::filter::Condition;
use crate::data::{self, EventsInDatabase, Facts, Step};
use crate::progress::Progress;

/// A condition with its number in the filter.
pub(crate) type Numbered<'a> = (usize, &'a Condition);

/// The facts that match conditions: those on customers, each with the customers for whom it alone holds, and those on events.
///
/// # Errors
/// A name or column that does not exist, more ids than a statement can have, and what the engine says.
pub(crate) fn matching(
    facts: &Facts,
    events: &EventsInDatabase,
    customers: &[(Numbered<'_>, MatchingCustomers)],
    of_events: &[Numbered<'_>],
    progress: &Progress,
) -> Result<Facts, SelectError> {
    let write = Conditions::of(facts, events);
    let mut conditions = data::Conditions { unknown: true, ..data::Conditions::default() };
    let mut known = vec![true; facts.customer_ids.len()];
    for ((number, condition), matching) in customers {
        let text = write.of_customers(condition, matching).map_err(|refusal| refusal.of(*number))?;
        conditions.customers.push(text);
        conditions.lists_ids |= !is_written(condition);
        conditions.unknown &= matching.unknown;
        known.iter_mut().zip(&matching.known).for_each(|(known, is)| *known &= is);
    }
    for (number, condition) in of_events {
        conditions.events.push(write.of_events(condition).map_err(|refusal| refusal.of(*number))?);
    }
    Ok(kept(facts, conditions, known, progress)?)
}

/// The facts of some customers; `unknown` says whether events of unknown customers stay.
pub(crate) fn of_customers(
    facts: &Facts,
    events: &EventsInDatabase,
    MatchingCustomers { known, unknown }: MatchingCustomers,
    progress: &Progress,
) -> Result<Facts, MeasureError> {
    let customers = match Conditions::of(facts, events).some_customers(&known) {
        Ok(text) => vec![text],
        Err(Refusal::Mismatch(_, why)) => return Err(MeasureError::TooMany(why)),
        Err(Refusal::Measure(error)) => return Err(error),
    };
    let conditions = data::Conditions { customers, lists_ids: true, unknown, events: Vec::new() };
    kept(facts, conditions, known, progress)
}

/// Whether the events have what a condition on them names.
pub(crate) fn knows_of_events(facts: &Facts, events: &EventsInDatabase, condition: &Condition) -> bool {
    Conditions::of(facts, events).of_events(condition).is_ok()
}

fn kept(
    facts: &Facts,
    conditions: data::Conditions,
    mut known: Vec<bool>,
    progress: &Progress,
) -> Result<Facts, MeasureError> {
    let has_conditions_on_events = !conditions.events.is_empty();
    let then = sql::recounted(sql::after(facts, Step::Kept(conditions), progress)?, progress)?;
    if has_conditions_on_events {
        let with_events = sql::with_events(&then, progress)?;
        known.iter_mut().zip(with_events).for_each(|(known, has)| *known &= has);
    }
    only_customers(&then, &known)
}
