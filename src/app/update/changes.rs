//! What changed when the data was read again, as a sentence.

use strum::IntoEnumIterator;

use crate::analysis::Dataset;
use crate::data::{Severity, Source, Table};
use crate::digits::counted;
use crate::measures::{Feature, Features, Summary};

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
    if !words.is_empty() {
        return format!("reloaded: {}", words.join(", "));
    }
    // Groups are tested later, when the data is on the screen. A missing value is NaN, which is not equal to itself, so the
    // written values are compared.
    let [old_summary, new_summary] =
        [old, new].map(|data| format!("{:?}", Summary { group_tests: None, ..data.summary.clone() }));
    if old_summary == new_summary && same_features(&old.features, &new.features) {
        "reloaded: nothing changed".to_owned()
    } else {
        "reloaded: same number of rows, some values changed".to_owned()
    }
}

/// Whether every customer has the same values, or lacks the same.
fn same_features(old: &Features, new: &Features) -> bool {
    let same_value = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits();
    let same = |(a, b): (&Feature, &Feature)| a.name == b.name && a.values.iter().zip(&b.values).all(same_value);
    old.columns.len() == new.columns.len()
        && old.customer_ids == new.customer_ids
        && old.columns.iter().zip(&new.columns).all(same)
        && (&old.city, &old.city_names, &old.gender, &old.gender_names)
            == (&new.city, &new.city_names, &new.gender, &new.gender_names)
        && (&old.categorical, &old.words_of_numbers, &old.active)
            == (&new.categorical, &new.words_of_numbers, &new.active)
        && (&old.habits.baskets, &old.habits.weekdays, &old.habits.parts)
            == (&new.habits.baskets, &new.habits.weekdays, &new.habits.parts)
        && old.habits.gaps.iter().zip(&new.habits.gaps).all(same_value)
}

/// `transactions +20`; `None` if the number of rows is unchanged.
fn rows(table: Table, old: &Source, new: &Source) -> Option<String> {
    let used = |source: &Source| source.readings.iter().find(|r| r.table == table).map(|r| r.used);
    match (used(old), used(new)) {
        (Some(before), Some(after)) if after > before => Some(format!("{table} +{}", after - before)),
        (Some(before), Some(after)) if after < before => Some(format!("{table} −{}", before - after)),
        (Some(_), None) => Some(format!("{table} was removed")),
        (None, Some(after)) => Some(format!("{table} added, {}", counted(after, "row"))),
        _ => None,
    }
}
