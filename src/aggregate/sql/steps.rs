//! Filters and earlier days in SQL: further common table expressions, each made of those before it.
//!
//! The data is in `c0` and `t0`; the last step has the names that statements use, `c` and `t`.

use super::base::{LINES_OF_RETURNS, base};
use super::lookups::Lookups;
use crate::data::{About, Conditions, EventsInDatabase, Kind, Step, format_day};

/// The columns of an event that are the same on each day.
const SAME: &str = "expiry_day, branch, coupon, amount, hour, no_customer, no_branch, event";

/// The common table expressions that statements about these events begin with. Those about a sample of the customers have its customers
/// and their events, before any other step.
///
/// # Errors
/// Why they cannot be written, and what to do, in a sentence.
pub fn expressions(events: &EventsInDatabase, about: About, lookups: Lookups) -> Result<String, String> {
    let kind = events.tables.kind;
    let dialect = events.tables.connection.dialect();
    let sample = events.tables.sample.as_ref().filter(|_| events.about(about) == About::Sample);
    let chosen = sample.map(|sample| {
        let customers = vec![sample.condition(dialect, "customer")];
        Step::Kept(Conditions { customers, ..Conditions::default() })
    });
    let steps: Vec<&Step> = chosen.iter().chain(&events.steps).collect();
    let lookups = match kind {
        // Orders are made of rows by their customers.
        Kind::Purchases => Lookups { customers: true, branches: true },
        Kind::Coupons | Kind::Customers => lookups.and(Lookups::of_steps(&steps)).without(events.known),
    };
    let mut parts = vec![base(&events.tables, if steps.is_empty() { "" } else { "0" }, lookups)?];
    // Otherwise PostgreSQL looks for a customer's events again in each row that is joined with customers.
    let once = dialect.once();
    for (number, step) in steps.iter().enumerate() {
        let to = if number + 1 == steps.len() { String::new() } else { (number + 1).to_string() };
        parts.push(match step {
            Step::Kept(conditions) => kept(kind, conditions, number, &to, once),
            Step::AsItWas { day, has_customers, .. } if kind == Kind::Purchases => {
                orders_until(*day, *has_customers, number, &to, once)
            }
            Step::AsItWas { day, has_customers, by_dates } => {
                as_it_was(*day, (*has_customers, *by_dates), number, &to, once)
            }
        });
    }
    if kind == Kind::Purchases {
        parts.push(LINES_OF_RETURNS.to_owned());
    }
    Ok(parts.join(",\n"))
}

/// The customers and events for which conditions hold. With conditions on events, customers without one of them go; of purchases, those
/// without an order of any status or a return.
fn kept(kind: Kind, conditions: &Conditions, from: usize, to: &str, once: &str) -> String {
    let all = |parts: &[String]| parts.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" AND ");
    let of_customers = if conditions.customers.is_empty() { "1 = 1".to_owned() } else { all(&conditions.customers) };
    let matching = format!("c{from}_kept AS (\n  SELECT * FROM c{from}\n  WHERE {of_customers}\n)");
    let mut of_events = conditions.events.clone();
    if !conditions.customers.is_empty() {
        let unknown = if conditions.unknown { " OR customer IS NULL" } else { "" };
        of_events.push(format!("customer IN (SELECT customer FROM c{from}_kept){unknown}"));
    }
    let of_events = if of_events.is_empty() { "1 = 1".to_owned() } else { all(&of_events) };
    let names: &[&str] = if kind == Kind::Purchases { &["t", "r", "o"] } else { &["t"] };
    let events =
        names.iter().map(|name| format!("{name}{to} AS (\n  SELECT * FROM {name}{from}\n  WHERE {of_events}\n)"));
    let events = events.collect::<Vec<_>>().join(",\n");
    let with_events = if conditions.events.is_empty() {
        String::new()
    } else {
        format!("\n  WHERE customer IN (SELECT customer FROM {}{to})", any_event(kind))
    };
    format!("{matching},\n{events},\nc{to} AS {once}(\n  SELECT * FROM c{from}_kept{with_events}\n)")
}

/// The name of all events: of purchases, the orders of any status.
fn any_event(kind: Kind) -> &'static str {
    if kind == Kind::Purchases { "o" } else { "t" }
}

/// The orders up to a day, and the customers that were known on it: those with an order of any status.
fn orders_until(day: i32, has_customers: bool, from: usize, to: &str, once: &str) -> String {
    let day = format!("{{day:{}}}", format_day(day));
    let until = |name: &str| format!("{name}{to} AS (\n  SELECT * FROM {name}{from}\n  WHERE day <= {day}\n)");
    let customers = known_by(&day, has_customers, any_event(Kind::Purchases), from, to, once);
    [until("o"), until("t"), until("r"), customers].join(",\n")
}

/// The customers and events that were known on a day, as they were: see [`as_it_was`](crate::aggregate::as_it_was).
fn as_it_was(day: i32, (has_customers, by_dates): (bool, bool), from: usize, to: &str, once: &str) -> String {
    let day = format!("{{day:{}}}", format_day(day));
    // What was a column on the day, if it has these values of open and expired coupons.
    let was = |column: &str, (open, expired): (&str, &str)| {
        let unburnt = if by_dates {
            format!("CASE WHEN expiry_day < {day} THEN {expired} ELSE {open} END")
        } else {
            open.to_owned()
        };
        format!(
            "\n    CASE\n      WHEN is_burnt = 1 AND burn_day > {day} THEN {unburnt}\n      \
             WHEN is_expired = 1 AND expiry_day >= {day} THEN {open}\n      ELSE {column}\n    END AS {column},"
        )
    };
    let statuses = [
        was("status", ("'open'", "'expired'")),
        was("is_open", ("1", "0")),
        was("is_burnt", ("0", "0")),
        was("is_expired", ("0", "1")),
    ];
    let customers = known_by(&day, has_customers, "t", from, to, once);
    format!(
        "t{to} AS (\n  SELECT\n    customer,\n    day,{}\n    \
         CASE WHEN burn_day <= {day} THEN burn_day END AS burn_day,\n    {SAME}\n  FROM t{from}\n  WHERE day <= {day}\n),\n{customers}",
        statuses.concat()
    )
}

/// The customers that were known on a day: those who had joined, and those with one of some events.
fn known_by(day: &str, has_customers: bool, events: &str, from: usize, to: &str, once: &str) -> String {
    let joined = if has_customers { "join_day IS NULL OR " } else { "" };
    format!(
        "c{to} AS {once}(\n  SELECT * FROM c{from}\n  WHERE {joined}join_day <= {day} OR customer IN (SELECT customer FROM {events}{to})\n)"
    )
}
