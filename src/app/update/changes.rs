//! What changed when the data was read again, as a sentence.

use strum::IntoEnumIterator;

use crate::analysis::Dataset;
use crate::data::{Severity, Source, Table};
use crate::digits::counted;

/// Says what differs: rows of each table, quality errors, or only values.
pub fn changes(old: &Dataset, new: &Dataset) -> String {
    let mut words: Vec<String> =
        Table::iter().filter_map(|t| rows(t, &old.summary.source, &new.summary.source)).collect();
    let errors = |d: &Dataset| -> u64 {
        d.summary.findings.iter().filter(|f| f.check.severity() == Severity::Error).map(|f| f.rows).sum()
    };
    let (before, after) = (errors(old), errors(new));
    if before != after {
        words.push(format!("rows with errors {before} → {after}"));
    }
    let same = || old.summary == new.summary && old.features == new.features;
    match (words.is_empty(), same()) {
        (true, true) => "reloaded: nothing changed".to_owned(),
        (true, false) => "reloaded: same number of rows, some values changed".to_owned(),
        (false, _) => format!("reloaded: {}", words.join(", ")),
    }
}

/// `transactions +20`; `None` if the number of rows is unchanged.
fn rows(table: Table, old: &Source, new: &Source) -> Option<String> {
    let used = |source: &Source| source.readings.iter().find(|r| r.table == table).map(|r| r.used);
    match (used(old), used(new)) {
        (Some(before), Some(after)) if after > before => Some(format!("{table} +{}", after - before)),
        (Some(before), Some(after)) if after < before => Some(format!("{table} −{}", before - after)),
        (Some(_), None) => Some(format!("{table} is gone")),
        (None, Some(after)) => Some(format!("{table} added, {}", counted(after, "row"))),
        _ => None,
    }
}
