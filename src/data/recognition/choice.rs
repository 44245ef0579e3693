//! Which file or sheet is which table.

use super::candidate::{Candidate, Choice, Problem};
use super::fit::fit;
use super::lines::add_lines;
use super::nested;
use super::numbered::numbered;
use super::products::add_products;
use super::sample::{Sample, SampleColumn};
use super::undated::undated;
use crate::data::error::DataError;
use crate::data::kind::Kind;
use crate::data::layout::{Layout, Why};
use crate::data::located::can_join;
use crate::data::mapping::Mapping;
use crate::data::part::Part;
use crate::data::schema::{ColumnSpec, Need, SCHEMA, Table, TableSpec, is_called, normalise};

/// Parts of names of columns with the total spend of a customer.
const TOTALS: [&str; 4] = ["spen", "lifetime", "ltv", "clv"];
/// Parts of names of days on which something was entered into a system.
const ENTERED: [&str; 14] = [
    "creat",
    "erstell",
    "angelegt",
    "cree",
    "cread",
    "cria",
    "aangemaakt",
    "utworz",
    "olustur",
    "انشاء",
    "创建",
    "建立",
    "作成",
    "added",
];

/// Decides which table each candidate is.
///
/// # Errors
/// [`DataError::Mapping`] when the mapping names what is not there.
pub fn choose(candidates: &mut [Candidate], mapping: &Mapping) -> Result<Choice, DataError> {
    let mut choice = Choice::default();
    for candidate in candidates.iter_mut().filter(|c| mapping.leaves_out(&c.part)) {
        candidate.passed_over = true;
        "left out by you".clone_into(&mut candidate.reason);
    }
    by_source(candidates, mapping, &mut choice)?;
    let given: Vec<Table> = choice.tables.keys().copied().collect();
    for hidden in [false, true] {
        by_name(candidates, hidden, mapping, &given, &mut choice);
        // Customers are chosen last: their table has the customers of the events.
        by_columns(candidates, hidden, mapping, &given, &mut choice);
    }
    without_days(candidates, mapping, &mut choice);
    drop_without_rows(candidates, &mut choice);
    add_lines(candidates, mapping, &mut choice);
    add_products(candidates, mapping, &mut choice);
    for (table, (at, _)) in &choice.tables {
        let mut part = candidates[*at].part.clone();
        let others = choice.joined.iter().filter(|(_, layout)| layout.table == *table);
        part.header.extend(others.flat_map(|(_, layout)| layout.header.iter().cloned()));
        let products = choice.products.as_ref().filter(|_| *table == Table::Transactions);
        part.header.extend(products.iter().flat_map(|products| candidates[products.at].part.header.iter().cloned()));
        mapping.check_columns(*table, &part)?;
    }
    drop_strangers(candidates, &mut choice);
    by_row(candidates, mapping, &mut choice);
    meant_by_name(candidates, mapping, &mut choice);
    for candidate in candidates.iter_mut().filter(|c| c.role.is_none() && c.reason.is_empty()) {
        candidate.reason = why_unused(candidate, mapping);
    }
    Ok(choice)
}

/// Parts that the mapping names.
fn by_source(candidates: &mut [Candidate], mapping: &Mapping, choice: &mut Choice) -> Result<(), DataError> {
    for table in mapping.tables() {
        let parts: Vec<&Part> = candidates.iter().map(|c| &c.part).collect();
        let Some(at) = mapping.source(table, &parts)? else {
            continue;
        };
        mapping.check_columns(table, parts[at])?;
        let by_row = || numbered(&candidates[at], mapping).filter(|_| table == Table::Customers);
        let no_days = || undated(&candidates[at], mapping, true).filter(|_| table == Table::Transactions);
        let layout = by_row()
            .or_else(no_days)
            .unwrap_or_else(|| fit(table, (&candidates[at].part, &candidates[at].sample), mapping, true));
        if candidates[at].part.header.is_empty() {
            choice.problems.push(Problem::Empty(at, table));
        } else if layout.missing().is_empty() {
            "named by you".clone_into(&mut candidates[at].reason);
            candidates[at].role = Some(table);
            choice.tables.insert(table, (at, layout));
        } else {
            choice.problems.push(Problem::Missing(at, layout));
        }
        candidates[at].passed_over = candidates[at].role.is_none();
    }
    Ok(())
}

/// Parts named after a table, and with its columns. Those named after a `given` one are passed over.
fn by_name(candidates: &mut [Candidate], hidden: bool, mapping: &Mapping, given: &[Table], choice: &mut Choice) {
    for at in 0..candidates.len() {
        let candidate = &mut candidates[at];
        let Some(table) = candidate.named.filter(|t| is_open(candidate, hidden) && is_wanted(*t, mapping)) else {
            continue;
        };
        if given.contains(&table) {
            candidate.passed_over = true;
            candidate.reason = format!("you named another file as {table}");
            continue;
        }
        let is_log = || is_events(candidate, mapping, true) || undated(candidate, mapping, false).is_some();
        if table == Table::Customers && is_log() {
            // The name means customers, but each row is an event of a customer.
            candidate.named = None;
            continue;
        }
        let layout = fit(table, (&candidate.part, &candidate.sample), mapping, true);
        if layout.missing().is_empty() && !candidate.part.header.is_empty() {
            let reason = format!("named {}", candidate.part.name);
            take(candidates, at, layout, reason, choice);
        }
    }
}

/// Parts with the columns of a table, and no name that says what they are.
fn by_columns(candidates: &mut [Candidate], hidden: bool, mapping: &Mapping, given: &[Table], choice: &mut Choice) {
    let named: Vec<Table> = choice.tables.keys().copied().collect();
    let mut found: Vec<(usize, Layout)> = Vec::new();
    for (at, candidate) in candidates.iter_mut().enumerate().filter(|(_, c)| is_open(c, hidden)) {
        // A file named after a table that nothing else provides is not taken for another: that would hide a missing column.
        if candidate.named.is_some_and(|t| is_wanted(t, mapping) && !choice.tables.contains_key(&t)) {
            continue;
        }
        let Some(layout) = best(candidate, mapping) else {
            continue;
        };
        if given.contains(&layout.table) {
            candidate.passed_over = true;
            candidate.reason = format!("you named another file as {}", layout.table);
        } else {
            found.push((at, layout));
        }
    }
    // The part with most columns comes first: one with fewer does not compete.
    found.sort_by_key(|(at, layout)| (layout.table == Table::Customers, std::cmp::Reverse(layout.named()), *at));
    for (at, layout) in found {
        let table = layout.table;
        let first = choice.tables.get(&table).map(|(first, layout)| (*first, layout.named()));
        let stray = table == Table::Customers && !named.contains(&table) && !is_of_customers(at, candidates, choice);
        match first {
            _ if stray => "few of the customers are in it".clone_into(&mut candidates[at].reason),
            Some((first, _)) if are_joined(candidates, first, (at, &layout), choice) => {
                join(candidates, first, at, layout, choice);
            }
            // A table found by name has a rival in a copy of it, not in any file with customer ids.
            Some((first, columns)) if layout.named() < columns.max(2) || candidates[at].named.is_some() => {
                candidates[at].reason = format!("{} says more about the {table}", candidates[first].part.name);
            }
            _ => take(candidates, at, layout, format!("has the columns of {table}"), choice),
        }
    }
}

/// Where no part has events with a date, those that have none are the events: of several the one with most known columns.
fn without_days(candidates: &mut [Candidate], mapping: &Mapping, choice: &mut Choice) {
    if choice.tables.contains_key(&Table::Transactions) || !choice.problems.is_empty() {
        return;
    }
    let open = candidates.iter().enumerate().filter(|(_, c)| is_open(c, false));
    let found = open.filter_map(|(at, c)| Some((at, undated(c, mapping, false)?)));
    let best = found.max_by_key(|(at, layout)| (layout.named(), std::cmp::Reverse(*at)));
    if let Some((at, layout)) = best {
        take(candidates, at, layout, "events without a date".to_owned(), choice);
    }
}

/// Leaves out events without rows and without a column of coupons: nothing shows that they are orders, and an incompletely
/// written file looks the same.
fn drop_without_rows(candidates: &mut [Candidate], choice: &mut Choice) {
    let Some((at, layout)) = choice.tables.get(&Table::Transactions) else { return };
    let (at, sample) = (*at, &candidates[*at].sample);
    // A table that `clean` wrote can have no rows.
    let says_nothing = !layout.is_cleaned()
        && ["transaction_status", "burn_date", "coupon_name"].iter().all(|name| layout.at(name).is_none());
    if sample.rows == 0 && sample.complete && says_nothing {
        choice.tables.remove(&Table::Transactions);
        candidates[at].role = None;
        candidates[at].passed_over = true;
        "it has no rows".clone_into(&mut candidates[at].reason);
        choice.problems.push(Problem::Empty(at, Table::Transactions));
    }
}

/// Events may identify their customers by something other than an id, such as an address, that is not an id of the table of
/// customers. They are then joined by the column of that table with the same values; without one the events belong to other
/// customers and are left out.
fn drop_strangers(candidates: &mut [Candidate], choice: &mut Choice) {
    let ids = |(at, layout): &(usize, Layout)| {
        let sample: &Sample = &candidates[*at].sample;
        let column = layout.at("customer_id").and_then(|id| sample.columns.get(id));
        column.filter(|c| sample.complete && c.filled > 0).map(|c| c.distinct.clone())
    };
    let (Some(events), Some(customers)) =
        (choice.tables.get(&Table::Transactions), choice.tables.get(&Table::Customers))
    else {
        return;
    };
    let fallback = Table::Transactions.spec().column("customer_id").map_or(&[][..], |column| column.fallback);
    let is_no_id = |at: usize| is_called(&events.1.header[at], fallback);
    let why = |layout: &Layout| layout.why("customer_id");
    let is_said = [&events.1, &customers.1].into_iter().any(|layout| why(layout) == Some(Why::Given));
    let guessed = why(&events.1) == Some(Why::Content) || events.1.at("customer_id").is_some_and(is_no_id);
    let (Some(own), Some(known)) = (ids(events), ids(customers)) else { return };
    if is_said || !guessed || !own.is_disjoint(&known) {
        return;
    }
    let at = events.0;
    let mut columns = candidates[customers.0].sample.columns.iter();
    let same = columns.position(|column| column.is_unique() && !column.distinct.is_disjoint(&own));
    if let (Some(same), Some((_, customers))) = (same, choice.tables.get_mut(&Table::Customers)) {
        customers.guess("customer_id", same);
    } else {
        choice.tables.remove(&Table::Transactions);
        candidates[at].role = None;
        candidates[at].passed_over = true;
        "its customers are not those of the table of customers".clone_into(&mut candidates[at].reason);
    }
}

/// Whether a table is looked for: for customers alone, events are not.
fn is_wanted(table: Table, mapping: &Mapping) -> bool {
    table != Table::Transactions || mapping.kind != Some(Kind::Customers)
}

fn is_open(candidate: &Candidate, hidden: bool) -> bool {
    candidate.part.hidden == hidden && candidate.role.is_none() && !candidate.passed_over
}

/// Whether the rows of a part are events of customers, whatever its name: a customer repeats, and there is a date.
fn is_events(candidate: &Candidate, mapping: &Mapping, named: bool) -> bool {
    if !is_wanted(Table::Transactions, mapping) {
        return false;
    }
    let layout = fit(Table::Transactions, (&candidate.part, &candidate.sample), mapping, false);
    let customer = layout.at("customer_id").and_then(|at| candidate.sample.columns.get(at));
    let is_list = nested::has_list(&candidate.part.header);
    let repeats = is_list || customer.is_some_and(|c| if named { c.repeats() } else { !c.is_unique() });
    repeats && layout.missing().is_empty()
}

/// The table whose columns a part has: the one with all required and the most known columns (of those the one that requires
/// most), where one stands out.
fn best(candidate: &Candidate, mapping: &Mapping) -> Option<Layout> {
    let required = |table: Table| table.spec().columns.iter().filter(|c| c.need == Need::Required).count();
    let of = |spec: &TableSpec| fit(spec.table, (&candidate.part, &candidate.sample), mapping, false);
    let wanted = SCHEMA.iter().filter(|spec| is_wanted(spec.table, mapping));
    let mut layouts: Vec<Layout> = wanted.map(of).filter(|l| l.missing().is_empty()).collect();
    let is_log = is_events(candidate, mapping, false) || undated(candidate, mapping, false).is_some();
    if is_log {
        layouts.retain(|layout| layout.table != Table::Customers);
    }
    let customer = |layout: &Layout| layout.at("customer_id").and_then(|at| candidate.sample.columns.get(at));
    // One row per customer and a date that no name calls that of an event: the date is one of the customer.
    let says_customers = |layout: &Layout| {
        layout.table == Table::Transactions
            && layout.why("transaction_date") == Some(Why::Content)
            && customer(layout).is_some_and(|c| c.is_unique() && candidate.sample.rows > 1)
    };
    layouts.retain(|layout| layout.table != Table::Customers || !customer(layout).is_some_and(SampleColumn::repeats));
    if layouts.iter().any(|layout| layout.table == Table::Customers) {
        layouts.retain(|layout| !says_customers(layout) && !is_list_of_customers(layout, &candidate.sample));
    }
    let score = |layout: &Layout| (layout.named(), required(layout.table));
    let most = layouts.iter().map(score).max()?;
    let mut best = layouts.into_iter().filter(|layout| score(layout) == most);
    best.next().filter(|_| best.next().is_none())
}

/// Whether rows that look like events are customers with the day on which each was entered: one row of each, and nothing that one
/// of them did.
fn is_list_of_customers(layout: &Layout, sample: &Sample) -> bool {
    let is_unique = layout.at("customer_id").and_then(|at| sample.columns.get(at)).is_some_and(|c| {
        sample.complete && sample.rows > 1 && c.filled == sample.rows && c.distinct.len() as u64 == c.filled
    });
    let known = ["customer_id", "transaction_date", "city_id", "gender_id", "currency"];
    let has = |name: &str| layout.at(name).is_some_and(|at| sample.columns.get(at).is_none_or(|c| c.filled > 0));
    // The total spend of a customer is not the amount of an event.
    let is_total = layout.at("amount").is_some_and(|at| {
        let name = normalise(&layout.header[at]);
        TOTALS.iter().any(|stem| name.contains(stem))
    });
    let of_event = |name: &str| has(name) && !known.contains(&name) && !(name == "amount" && is_total);
    let date = layout.at("transaction_date").map_or_else(String::new, |at| normalise(&layout.header[at]));
    let is_entry = ENTERED.iter().any(|stem| date.contains(stem));
    let is_event = layout.table.spec().columns.iter().any(|c| of_event(c.name));
    layout.table == Table::Transactions && is_unique && is_entry && !is_event
}

/// Whether a part can be the table of customers beside the events: it has at least half of those in the first rows. Where either
/// goes on after its first rows, this is unknown.
fn is_of_customers(at: usize, candidates: &[Candidate], choice: &Choice) -> bool {
    let column = |at: usize, layout: &Layout| {
        let sample = &candidates[at].sample;
        layout.at("customer_id").and_then(|id| sample.columns.get(id)).filter(|_| sample.complete)
    };
    let Some((events, layout)) = choice.tables.get(&Table::Transactions) else {
        return true;
    };
    let own = fit(Table::Customers, (&candidates[at].part, &candidates[at].sample), &Mapping::default(), false);
    let (Some(events), Some(own)) = (column(*events, layout), column(at, &own)) else {
        return true;
    };
    events.distinct.intersection(&own.distinct).count() * 2 >= events.distinct.len()
}

/// Where there are neither customers nor events, the only part whose rows may be customers without an id is the table of them.
fn by_row(candidates: &mut [Candidate], mapping: &Mapping, choice: &mut Choice) {
    let is_known = |table| choice.tables.contains_key(&table);
    if is_known(Table::Customers) || is_known(Table::Transactions) || !choice.problems.is_empty() {
        return;
    }
    let open = candidates.iter().enumerate().filter(|(_, c)| is_open(c, false));
    let mut found = open.filter_map(|(at, c)| Some((at, numbered(c, mapping)?)));
    if let (Some((at, layout)), None) = (found.next(), found.next()) {
        take(candidates, at, layout, "each row is a customer".to_owned(), choice);
    }
}

/// A file named after a table that nothing else provides is that table.
fn meant_by_name(candidates: &mut [Candidate], mapping: &Mapping, choice: &mut Choice) {
    for (at, candidate) in candidates.iter_mut().enumerate().filter(|(_, c)| c.role.is_none() && !c.passed_over) {
        let is_open = |t: &Table| is_wanted(*t, mapping) && !choice.tables.contains_key(t);
        let Some(table) = candidate.named.filter(is_open) else {
            continue;
        };
        // The data can be used without names of places.
        let needed = matches!(table, Table::Customers | Table::Transactions);
        if candidate.part.header.is_empty() {
            choice.problems.push(Problem::Empty(at, table));
        } else if needed {
            let layout = fit(table, (&candidate.part, &candidate.sample), mapping, true);
            choice.problems.push(Problem::Missing(at, layout));
        }
    }
}

/// Gives a table to a candidate.
fn take(candidates: &mut [Candidate], at: usize, layout: Layout, reason: String, choice: &mut Choice) {
    let table = layout.table;
    let first = choice.tables.get(&table).map(|(first, _)| *first);
    let Some(first) = first else {
        candidates[at].role = Some(table);
        candidates[at].reason = reason;
        choice.tables.insert(table, (at, layout));
        return;
    };
    if are_joined(candidates, first, (at, &layout), choice) {
        return join(candidates, first, at, layout, choice);
    }
    candidates[at].passed_over = true;
    if candidates[at].part.hidden && !candidates[first].part.hidden {
        candidates[at].spare = Some(table);
        candidates[at].reason = format!("hidden, and {} is the {table}", candidates[first].part.name);
    } else {
        candidates[at].reason = format!("may be the {table} too");
        choice.problems.push(Problem::Rivals(table, first, at));
    }
}

/// Whether a part has other columns of the same customers as the one that is the table of them.
fn are_joined(candidates: &[Candidate], first: usize, (at, layout): (usize, &Layout), choice: &Choice) -> bool {
    let Some((_, own)) = choice.tables.get(&layout.table).filter(|_| !candidates[at].part.hidden) else {
        return false;
    };
    let ids = |at: usize, layout: &Layout| {
        let sample = &candidates[at].sample;
        let column = layout.at("customer_id").and_then(|id| sample.columns.get(id));
        // If a customer has many rows, each is an event.
        column.filter(|column| !column.repeats()).map(|column| (&column.distinct, sample.complete))
    };
    let (Some((a, a_whole)), Some((b, b_whole))) = (ids(first, own), ids(at, layout)) else {
        return false;
    };
    // In long tables the first rows may be of different customers; only reading them all decides.
    let are_same = !(a_whole && b_whole) || a.intersection(b).count() * 2 >= a.len().max(b.len());
    are_same && can_join(own, layout)
}

/// Adds a part to the table of customers.
fn join(candidates: &mut [Candidate], first: usize, at: usize, layout: Layout, choice: &mut Choice) {
    candidates[at].role = Some(layout.table);
    candidates[at].reason = format!("other columns of the customers of {}", candidates[first].part.name);
    choice.joined.push((at, layout));
}

/// Why a part is not used.
fn why_unused(candidate: &Candidate, mapping: &Mapping) -> String {
    if candidate.part.header.is_empty() {
        return "empty".to_owned();
    }
    let lacks = |table: Table| {
        let layout = fit(table, (&candidate.part, &candidate.sample), mapping, candidate.named == Some(table));
        let names: Vec<&str> = layout.missing().iter().map(|c: &&ColumnSpec| c.name).collect();
        names
    };
    match candidate.named {
        Some(table) if !lacks(table).is_empty() => format!("no column {}", lacks(table).join(", ")),
        _ if lacks(Table::Transactions) == ["customer_id"] => "no known column of customers".to_owned(),
        _ => "not the columns of any table".to_owned(),
    }
}
