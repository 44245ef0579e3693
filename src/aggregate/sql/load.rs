//! Facts about events that stay in a database: all of them, and those that a filter or an earlier day leaves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::answer::Answer;
use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::facts::{filled, named, with_customers};
use super::items::item_bits;
use super::month_bits::{self, cohort_returns};
use super::order_tables::{customers_by_status, with_purchases};
use super::rhythms::are_counted;
use super::statement::{Statement, Statements};
use super::tables::has_hours;
use super::texts::{self, Text};
use crate::data::{
    DatabaseTable, DatabaseTables, EventsInDatabase, Facts, Kind, KnownKeys, LoadOptions, Sampled, Step, Table,
    load_without_events,
};
use crate::progress::Progress;

/// The facts about a database, whose events stay there. `ahead` are tables of measures that follow: they are asked for beside those of
/// the facts.
///
/// # Errors
/// What cannot be read, written as statements or answered, in words for the user.
pub fn load(options: &LoadOptions, ahead: &[Text], progress: &Progress) -> Result<Facts, EngineError> {
    let facts = begun(options, progress)?;
    let filled = Asking::of(&facts, progress).map(|asking| filled(&asking, ahead)).transpose()?;
    let mut facts = filled.unwrap_or(facts);
    let sample = facts.database.as_ref().and_then(|events| events.tables.sample.as_ref());
    facts.source.sampled = sample.map(|sample| Sampled { customers: facts.customer_ids.len() as u64, of: sample.of });
    Ok(facts)
}

/// The facts with all that statements are written with.
fn begun(options: &LoadOptions, progress: &Progress) -> Result<Facts, EngineError> {
    let (facts, tables) = load_without_events(options, progress)?;
    let events = with_known_keys(&facts, all_of(tables, options), progress)?;
    let facts = with_purchases(in_database(facts, events, progress)?, progress)?;
    let last = facts.database.as_ref().and_then(|events| events.last_known).or(facts.as_of);
    let as_of = options.as_of.max(last);
    let has_hours = Asking::of(&facts, progress).map_or(Ok(false), |asking| has_hours(&asking))?;
    let events = facts.database.as_deref().map(|events| EventsInDatabase { as_of, has_hours, ..events.like() });
    let facts = Facts { as_of, database: events.map(Arc::new), ..facts };
    let named = Asking::of(&facts, progress).map(|asking| named(&asking)).transpose()?;
    let facts = named.unwrap_or(facts);
    let items = Arc::new(item_bits(&facts));
    let events = facts.database.as_deref().map(|events| EventsInDatabase { items, ..events.like() });
    Ok(Facts { database: events.map(Arc::new), ..facts })
}

/// The facts about a database as far as they say how much data there is: a statement, two more for purchases, and one where
/// there is no table of customers.
///
/// # Errors
/// As [`load`].
pub fn counted(options: &LoadOptions, progress: &Progress) -> Result<Facts, EngineError> {
    let (facts, tables) = load_without_events(options, progress)?;
    let facts = with_purchases(in_database(facts, all_of(tables, options), progress)?, progress)?;
    let counted = Asking::of(&facts, progress).map(|asking| with_customers(facts.clone(), &asking)).transpose()?;
    Ok(counted.unwrap_or(facts))
}

/// All events of a database.
fn all_of(tables: DatabaseTables, options: &LoadOptions) -> EventsInDatabase {
    EventsInDatabase {
        connection: Arc::clone(&tables.connection),
        tables: Arc::new(tables),
        today: options.today,
        as_of: None,
        steps: Vec::new(),
        events: 0,
        burnt: 0,
        amount: None,
        first: None,
        first_burn: None,
        first_known: None,
        last: None,
        last_known: None,
        known: KnownKeys::default(),
        items: Arc::default(),
        has_hours: false,
        only_features: false,
        answers: Mutex::new(BTreeMap::new()),
    }
}

/// Events, and which of their keys are known, which the checks of coupons count: every other statement is then without joins that take as
/// long as the statement.
fn with_known_keys(
    facts: &Facts,
    events: EventsInDatabase,
    progress: &Progress,
) -> Result<EventsInDatabase, EngineError> {
    if events.tables.kind != Kind::Coupons {
        return Ok(events);
    }
    let facts = Facts { database: Some(Arc::new(events.like())), ..facts.clone() };
    let Some(asking) = Asking::of(&facts, progress) else { return Ok(events) };
    let checks = asking.ask(texts::CHECKS)?;
    Ok(EventsInDatabase { known: known_keys(&events.tables, &checks)?, ..asking.events.like() })
}

/// The keys without an unknown one, in columns of the type of their table.
fn known_keys(tables: &DatabaseTables, checks: &Answer) -> Result<KnownKeys, EngineError> {
    let are_alike = |table: Table, id: &str| {
        let is_text = |table| tables.tables.get(&table).map(|of: &DatabaseTable| of.is_text(id));
        is_text(table).is_none_or(|own| is_text(Table::Transactions) == Some(own))
    };
    Ok(KnownKeys {
        customers: checks.count("orphan_customer")? == 0 && are_alike(Table::Customers, "customer_id"),
        branches: checks.count("orphan_branch")? == 0 && are_alike(Table::Branches, "branch_id"),
        everyone: checks.count("orphan_customer")? + checks.count("null_customer")? == 0,
    })
}

/// Facts about these events, whose extent is asked for.
fn in_database(facts: Facts, events: EventsInDatabase, progress: &Progress) -> Result<Facts, EngineError> {
    let facts = Facts { database: Some(Arc::new(events)), ..facts };
    let Some(asking) = Asking::of(&facts, progress) else { return Ok(facts) };
    let extent = asking.ask(texts::EXTENT)?;
    let (events, horizon) = with_extent(asking.events.like(), &extent)?;
    Ok(Facts { database: Some(Arc::new(events)), claim_horizon: horizon, ..facts.clone() })
}

/// Events whose extent is known, and the horizon of claims.
fn with_extent(events: EventsInDatabase, extent: &Answer) -> Result<(EventsInDatabase, Option<i32>), EngineError> {
    let horizon = extent.day("last_day")?;
    let events = EventsInDatabase {
        events: extent.count("events")?,
        burnt: extent.count("burnt")?,
        amount: extent.number("amount")?,
        first: extent.day("first_day")?,
        first_burn: extent.day("first_burn")?,
        first_known: extent.day("first_known_day")?,
        last: extent.day("latest_day")?,
        last_known: horizon.max(extent.day("last_burn")?),
        ..events
    };
    Ok((events, horizon))
}

/// The facts after another step; without events in a database, those that are there. A filter does not change the horizon, and an
/// earlier day ends it.
///
/// # Errors
/// As [`load`].
pub fn after(facts: &Facts, step: Step, progress: &Progress) -> Result<Facts, EngineError> {
    let Some(events) = facts.database.as_deref() else { return Ok(facts.clone()) };
    let is_filter = matches!(step, Step::Kept(_));
    let steps = events.steps.iter().cloned().chain([step]).collect();
    let events = EventsInDatabase { steps, answers: Mutex::default(), ..events.like() };
    let then = in_database(facts.clone(), events, progress)?;
    let last = then.database.as_ref().and_then(|events| events.last);
    Ok(Facts { claim_horizon: if is_filter { facts.claim_horizon } else { last }, ..then })
}

/// Which customers have an event, of purchases an order of any status, by the code that they have in `facts`.
///
/// # Errors
/// As [`load`].
pub fn with_events(facts: &Facts, progress: &Progress) -> Result<Vec<bool>, EngineError> {
    if facts.kind == Kind::Purchases {
        return Ok(customers_by_status(facts, &|_| true, progress)?.0);
    }
    let mut known = vec![false; facts.customer_ids.len()];
    let Some(asking) = Asking::of(facts, progress) else { return Ok(known) };
    if facts.kind == Kind::Coupons {
        // Days and ends of coupons are measured next.
        asking.ask_ahead(&[texts::CUSTOMER_EVENTS, texts::OUTCOMES]);
    }
    let codes = Codes::of(&facts.customer_ids);
    for customer in asking.ask(texts::CUSTOMER_EVENTS)?.codes("customer", &codes)?.into_iter().flatten() {
        known[customer as usize] = true;
    }
    Ok(known)
}

/// The day of the first claim of each customer up to the horizon; none without one.
///
/// # Errors
/// As [`load`].
pub fn first_claims(asking: &Asking<'_>) -> Result<Vec<Option<i32>>, EngineError> {
    let facts = asking.facts;
    let answer = asking.ask(texts::CUSTOMER_EVENTS)?;
    let mut first = vec![None; facts.customer_ids.len()];
    let of_customers = answer.codes("customer", &Codes::of(&facts.customer_ids))?.into_iter();
    for (customer, day) in of_customers.zip(asking.days(&answer, "first_day")?) {
        if let Some(slot) = customer.and_then(|customer| first.get_mut(customer as usize)) {
            *slot = day.filter(|day| facts.claim_horizon.is_some_and(|horizon| *day <= horizon));
        }
    }
    Ok(first)
}

/// The statements of the tables of a database, for its engine.
///
/// # Errors
/// As [`load`].
pub fn written(options: &LoadOptions, progress: &Progress) -> Result<Vec<Statement>, EngineError> {
    written_about(&begun(options, progress)?, |_| true)
}

/// Those statements about the events of some facts whose names are wanted; none if their rows are here.
///
/// # Errors
/// As [`load`].
pub fn written_about(facts: &Facts, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Statement>, EngineError> {
    facts.database.as_deref().map_or_else(|| Ok(Vec::new()), |events| all(events, facts.claim_horizon, is_wanted))
}

fn all(
    events: &EventsInDatabase,
    horizon: Option<i32>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Statement>, EngineError> {
    let statements = Statements::of(events, horizon);
    let sampled = events.knows_everyone().then_some(texts::EVERYONE);
    let counted = horizon.filter(|horizon| are_counted(events, *horizon)).map(|_| texts::RHYTHMS);
    let are_bits = |text: &Text| {
        let has_bits = |own: Text, items: &[String]| text.name == own.name && !items.is_empty();
        has_bits(texts::COUPON_BASKETS, &events.items.coupons)
            || has_bits(texts::MERCHANT_BASKETS, &events.items.merchants)
    };
    let months_are_bits = month_bits::are_in_rows(events, horizon);
    let are_months =
        |text: &Text| months_are_bits && [texts::COHORT_SIZES.name, texts::COHORT_RETURNS.name].contains(&text.name);
    let of_kind = texts::all(events.tables.kind).filter(|text| !are_bits(text) && !are_months(text));
    let cohorts = cohort_returns(events, horizon);
    let of_kind = of_kind.map(|text| if text.name == texts::COHORT_RETURNS.name { cohorts } else { text });
    let wanted = of_kind.chain(sampled).chain(counted).filter(|text| is_wanted(text.name));
    wanted.map(|text| statements.written(text)).collect()
}
