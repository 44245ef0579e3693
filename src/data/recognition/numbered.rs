//! Customers without a column of ids: each row is one, and its number says which.

use super::candidate::Candidate;
use super::fit::{customers, dates, fit};
use super::sample::SampleColumn;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::mapping::Mapping;
use crate::data::schema::{Table, normalise};

/// Fewer columns of numbers than this are not recognised as customers.
const NUMBERS: usize = 2;
/// Fewer rows than this are not recognised as customers.
const ROWS: u64 = 3;
/// Suffixes of the names of columns of ids.
const ID_ENDINGS: [&str; 5] = ["id", "code", "key", "number", "no"];

/// The layout of a part whose rows are customers and that has nothing like an id; none where that is unclear.
pub fn numbered(candidate: &Candidate, mapping: &Mapping) -> Option<Layout> {
    let (part, sample) = (&candidate.part, &candidate.sample);
    let is_said = mapping.is_without(Table::Customers, "customer_id");
    let may_be = (is_said || matches!(candidate.named, None | Some(Table::Customers))) && !part.header.is_empty();
    let is_other_kind = mapping.kind.is_some_and(|kind| kind != Kind::Customers);
    let mut layout = fit(Table::Customers, (part, sample), mapping, true);
    layout.by_row = true;
    if !may_be || is_other_kind || layout.at("customer_id").is_some() || sample.rows == 0 {
        return None;
    }
    if is_said {
        return Some(layout);
    }
    let events = fit(Table::Transactions, (part, sample), mapping, false);
    let is_dated = events.at("transaction_date").is_some() || !dates(&events, sample).is_empty();
    let names_customers = events.at("customer_id").is_some() || !customers(&layout, sample).is_empty();
    let numbers = sample.columns.iter().filter(|c| c.has_numbers() && !c.is_dates()).count();
    let has_id = sample.columns.iter().enumerate().any(|(at, column)| is_id(at, &part.header[at], column, sample.rows));
    // A log that begins with an id that repeats does not have one row for each customer.
    let is_log = sample.columns.first().is_some_and(|first| is_called_id(&part.header[0]) && first.repeats());
    (!is_log && !is_dated && !names_customers && numbers >= NUMBERS && sample.rows >= ROWS && !has_id).then_some(layout)
}

/// Whether a column may identify rows: text that is different in each, or numbers where they are first or called so. One without
/// a name that counts rows is the index of pandas.
fn is_id(at: usize, name: &str, column: &SampleColumn, rows: u64) -> bool {
    let last = |first: i64| i64::try_from(rows).map(|rows| (first, first + rows - 1)).ok();
    if name.trim().is_empty() && column.range().is_some_and(|range| [last(0), last(1)].contains(&Some(range))) {
        return false;
    }
    let is_own = column.is_id_like() && column.filled == rows && column.distinct.len() as u64 == rows;
    is_own && (at == 0 || !column.has_numbers() || is_called_id(name))
}

fn is_called_id(name: &str) -> bool {
    ID_ENDINGS.iter().any(|ending| normalise(name).ends_with(ending))
}
