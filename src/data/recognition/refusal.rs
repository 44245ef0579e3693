//! What is missing before data can be loaded, all at once, with the best guesses as options.

use super::candidate::{Candidate, Choice, Problem};
use super::fit::{customers, dates, describes_customers, fit};
use super::sample::{Sample, SampleColumn};
use super::undated::undated;
use crate::data::error::{DataError, listed};
use crate::data::layout::Layout;
use crate::data::mapping::{Mapping, own_name};
use crate::data::part::Part;
use crate::data::schema::{ColumnSpec, SCHEMA, Table, is_called, normalise};
use crate::data::tally::escape;

/// Options that would help, each with its value.
type Options = Vec<(&'static str, String)>;

/// Columns of a schema in words.
const MEANINGS: [(&str, &str); 2] =
    [("customer_id", "the customer of each row"), ("transaction_date", "the date of each row")];

/// The problems of a choice; none where there are none that matter.
pub fn refusal(candidates: &[Candidate], choice: &Choice, enough: bool) -> Option<DataError> {
    let (mut what, mut options) = (Vec::new(), Options::new());
    for problem in &choice.problems {
        match problem {
            Problem::Empty(at, table) => {
                let needed = matches!(table, Table::Customers | Table::Transactions) || !enough;
                if needed {
                    let path = candidates[*at].part.label.clone();
                    let is_bare = candidates[*at].part.header.is_empty();
                    let needed = if is_bare { table.required() } else { String::new() };
                    return Some(DataError::Empty { path, table: *table, needed, command: String::new() });
                }
            }
            Problem::Missing(at, layout) => {
                let (sentence, more) = missing(&candidates[*at], layout, candidates);
                what.push(sentence);
                options.extend(more);
            }
            Problem::Rivals(table, first, second) => {
                let [first, second] = [first, second].map(|at| &candidates[*at].part);
                what.push(format!("{} and {} may both be the table {table}", first.label, second.label));
                options.push(("table", format!("{table}={}", source(first, candidates))));
            }
        }
    }
    (!what.is_empty()).then(|| not_understood(what.join(". "), options))
}

/// More files than this are not listed in a message.
const FILES: usize = 12;

/// Files that the user named and that hold no table.
pub fn in_vain(candidates: &[Candidate], given: &[bool]) -> Option<DataError> {
    let idle = |input: usize| !candidates.iter().any(|c| c.input == input && (c.role.is_some() || c.passed_over));
    let idle: Vec<&Candidate> = candidates.iter().filter(|c| given[c.input] && idle(c.input)).collect();
    let why = |c: &&Candidate| {
        format!("{} is not a known table: {} (columns {})", c.part.label, c.reason, listed(&c.part.header))
    };
    let what: Vec<String> = idle.iter().map(why).collect();
    (!idle.is_empty()).then(|| DataError::NotUnderstood {
        what: what.join(". "),
        options: Vec::new(),
        without: idle.iter().map(|c| c.part.label.clone()).collect(),
        command: String::new(),
    })
}

/// Why there are neither customers nor events, and what is most likely one of them.
pub fn nothing(candidates: &[Candidate], unreadable: &[String], place: &str) -> DataError {
    let described = |c: &Candidate| format!("{} (columns {})", c.part.label, listed(&c.part.header));
    let mut found: Vec<String> =
        candidates.iter().take(FILES).map(described).chain(unreadable.iter().cloned()).collect();
    let more = (candidates.len() + unreadable.len()).saturating_sub(FILES);
    found.truncate(FILES);
    found.extend((more > 0).then(|| format!("{more} more")));
    let found = if found.is_empty() { format!("no data file in {place}") } else { found.join("; ") };
    let mut what = format!(
        "no table was recognised. Found: {found}. Needed: `customers` (with customer_id) or `transactions` (with customer_id and \
         transaction_date)"
    );
    let likely = candidates.iter().filter(|c| !c.part.header.is_empty()).max_by_key(|c| (likeness(c), c.sample.rows));
    let options = match likely.and_then(|c| as_events(c, candidates)) {
        Some(options) => {
            what.push_str(COUNTED);
            options
        }
        None => likely.map(|c| proposal(c, candidates)).unwrap_or_default(),
    };
    not_understood(what, options)
}

/// Advice for rows without a date.
const COUNTED: &str = ". Its customers repeat and no column is a date: its rows can be counted per customer";

/// The option with which the rows of a part are events that have no date; none where its customers do not come again.
fn as_events(candidate: &Candidate, candidates: &[Candidate]) -> Option<Options> {
    let layout = undated(candidate, &Mapping::default(), true)?;
    let customer = layout.at("customer_id").and_then(|at| candidate.sample.columns.get(at))?;
    customer.repeats().then(|| vec![("table", format!("transactions={}", source(&candidate.part, candidates)))])
}

/// How much a part looks like events or customers.
fn likeness(candidate: &Candidate) -> usize {
    let layout = fit(Table::Transactions, (&candidate.part, &candidate.sample), &Mapping::default(), true);
    layout.named() * 2
        + usize::from(!dates(&layout, &candidate.sample).is_empty())
        + usize::from(candidate.sample.rows > 1)
}

/// The options with which a part can be read: as events where it has something like a date, otherwise as customers.
fn proposal(candidate: &Candidate, candidates: &[Candidate]) -> Options {
    let of = |table: Table| fit(table, (&candidate.part, &candidate.sample), &Mapping::default(), true);
    let events = of(Table::Transactions);
    let has_date = events.at("transaction_date").is_some() || !dates(&events, &candidate.sample).is_empty();
    let layout = if has_date { events } else { of(Table::Customers) };
    let mut options = vec![("table", format!("{}={}", layout.table, source(&candidate.part, candidates)))];
    let more = missing(candidate, &layout, candidates).1;
    // What cannot be events is proposed as another table.
    if more.iter().any(|(option, _)| *option == "table") {
        return more;
    }
    options.extend(more);
    options
}

/// What a part lacks to be a table, and the columns that are most likely it.
fn missing(candidate: &Candidate, layout: &Layout, candidates: &[Candidate]) -> (String, Options) {
    let (part, sample) = (&candidate.part, &candidate.sample);
    let (mut layout, mut options, mut guesses) = (layout.clone(), Options::new(), Vec::new());
    let lacking = layout.missing();
    for column in &lacking {
        if let Some(at) = guess(column, &layout, sample) {
            let name = part.header[at].trim();
            guesses.push(shown(name, sample.columns.get(at)));
            options.push(("column", format!("{}={name}", address(layout.table, column.name))));
            layout.guess(column.name, at);
        }
    }
    let named = |column: &&&ColumnSpec| {
        let meaning = MEANINGS.iter().find(|(name, _)| *name == column.name);
        meaning.map_or_else(|| column.name.to_owned(), |(name, meaning)| format!("{name} ({meaning})"))
    };
    let lacked: Vec<String> = lacking.iter().map(|c| named(&c)).collect();
    let mut what = format!(
        "{}: no column is recognised as {}. Its columns are {}",
        part.label,
        lacked.join(" and "),
        listed(&part.header)
    );
    if guesses.len() < lacking.len() {
        // There is no date: what is left is who the customers are.
        if let Some(name) = part.header.iter().find(|name| normalise(name).starts_with("dayssince")) {
            let name = escape(name.trim());
            what = format!("{what}. {name} has the days between rows, but no date to start from");
        }
        let own = own_id(&layout, part, sample);
        let id = ("column", format!("customers.customer_id={own}"));
        options = vec![("table", format!("customers={}", source(part, candidates))), id];
        what.push_str(". It can be read as a table of customers");
        let repeats = part.header.iter().position(|name| name.trim() == own).and_then(|at| sample.columns.get(at));
        if repeats.is_some_and(SampleColumn::repeats) {
            what.push_str(", of whom only the first row of each is used");
        }
    } else {
        what = format!("{what}. Did you mean {}?", guesses.join(" and "));
    }
    (what, options)
}

/// The name that identifies the customers of a part, where it has no ids; empty where each row is a customer.
fn own_id(layout: &Layout, part: &Part, sample: &Sample) -> String {
    let own = fit(Table::Customers, (part, sample), &Mapping::default(), true);
    let unique = || sample.columns.iter().position(SampleColumn::is_unique);
    let at = own.at("customer_id").or(layout.at("customer_id")).or_else(unique);
    at.and_then(|at| part.header.get(at)).map_or_else(String::new, |name| name.trim().to_owned())
}

/// The column that is most likely this one.
fn guess(column: &ColumnSpec, layout: &Layout, sample: &Sample) -> Option<usize> {
    let free = |at: &usize| layout.is_free(*at) && !layout.header[*at].trim().is_empty();
    let columns = || sample.columns.iter().enumerate().filter(|(at, _)| free(at));
    match column.name {
        "transaction_date" => {
            let any = || columns().find(|(_, c)| c.is_dates()).map(|(at, _)| at);
            dates(layout, sample).first().copied().or_else(any)
        }
        // Values that repeat do not identify the customers of a table.
        "customer_id" if layout.table == Table::Customers => {
            let unique = || columns().find(|(_, c)| c.is_unique()).map(|(at, _)| at);
            return customers(layout, sample).first().copied().or_else(unique);
        }
        "customer_id" => {
            let repeated = || {
                columns()
                    .filter(|(at, c)| c.is_id_like() && may_identify(&layout.header[*at]))
                    .max_by_key(|(at, c)| (!c.is_unique(), c.distinct.len(), usize::MAX - at))
            };
            // An id that comes again is rather that of a customer than that of an order.
            let again =
                || layout.at("transaction_id").filter(|at| sample.columns.get(*at).is_some_and(|c| !c.is_unique()));
            let any = || {
                let may_be = |at: &usize| sample.columns.get(*at).is_none_or(|c| c.filled == 0 || c.is_id_like());
                (0..layout.header.len()).find(|at| free(at) && may_be(at) && may_identify(&layout.header[*at]))
            };
            let found = customers(layout, sample).first().copied().or_else(|| repeated().map(|(at, _)| at));
            return found.or_else(again).or_else(any);
        }
        _ => columns().next().map(|(at, _)| at),
    }
    .or_else(|| (column.name != "transaction_date").then(|| (0..layout.header.len()).find(free)).flatten())
}

/// The columns of events whose names are those of no customer.
const NOT_CUSTOMERS: [&str; 6] = ["transaction_date", "burn_date", "expiry_date", "amount", "quantity", "unit_price"];

/// Whether a column may identify customers by its name: it is that of no date, amount or quantity, and of nothing that only
/// describes a customer.
fn may_identify(name: &str) -> bool {
    let of_events = |column: &&str| Table::Transactions.spec().column(column);
    let is_other = |column: &ColumnSpec| {
        [column.aliases, column.generic, column.fallback].iter().any(|names| is_called(name, names))
    };
    !NOT_CUSTOMERS.iter().filter_map(of_events).any(is_other) && !describes_customers(&normalise(name))
}

/// A column with its first values.
fn shown(name: &str, column: Option<&SampleColumn>) -> String {
    let values: Vec<String> = column.into_iter().flat_map(|c| &c.shown).take(2).map(|value| escape(value)).collect();
    if values.is_empty() { escape(name) } else { format!("{} ({})", escape(name), values.join(", ")) }
}

/// A column of the schema as `--column` takes it.
fn address(table: Table, column: &str) -> String {
    let tables = SCHEMA.iter().filter(|spec| spec.columns.iter().any(|c| c.name == column)).count();
    if tables > 1 { format!("{table}.{column}") } else { column.to_owned() }
}

/// The name of a part as `--table` takes it.
fn source(part: &Part, candidates: &[Candidate]) -> String {
    own_name(part, &candidates.iter().map(|c| &c.part).collect::<Vec<_>>())
}

fn not_understood(what: String, options: Options) -> DataError {
    DataError::NotUnderstood { what, options, without: Vec::new(), command: String::new() }
}
