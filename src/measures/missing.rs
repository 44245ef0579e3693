//! Which values of customers are missing together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::column::{ColumnKey, CustomerColumn};
use crate::aggregate::{Attributes, MeasureError};
use crate::data::Facts;

/// Most columns whose combinations are counted: those with the most missing values.
const MOST: usize = 64;
/// Most combinations in the list.
const LISTED: usize = 20;

/// Customers who lack the values of exactly these columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingTogether {
    /// The columns, in the order of the table.
    pub columns: Vec<String>,
    /// How many customers lack these values, and no other.
    pub customers: u64,
}

/// The combinations of missing values, the most frequent first, at most 20; empty where nothing is missing.
pub(super) fn missing_together(
    facts: &Facts,
    columns: &[CustomerColumn],
) -> Result<Vec<MissingTogether>, MeasureError> {
    let mut lacking: Vec<&CustomerColumn> = columns.iter().filter(|column| column.missing > 0).collect();
    lacking.sort_by_key(|column| Reverse(column.missing));
    lacking.truncate(MOST);
    let at = |column: &CustomerColumn| columns.iter().position(|other| std::ptr::eq(other, column));
    lacking.sort_by_key(|column| at(column));
    let attributes = Attributes::of(facts);
    // A bit for each column whose value is missing.
    let mut sets = vec![0_u64; facts.customer_ids.len()];
    for (bit, column) in lacking.iter().enumerate() {
        let name = match column.key {
            ColumnKey::Gender => "gender",
            ColumnKey::City => "city",
            ColumnKey::Joined => "join_day",
            ColumnKey::Own => &column.name,
        };
        for (set, missing) in sets.iter_mut().zip(attributes.missing(name)?) {
            *set |= u64::from(missing) << bit;
        }
    }
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    for set in sets.into_iter().filter(|set| *set != 0) {
        *counts.entry(set).or_default() += 1;
    }
    let mut counts: Vec<(u64, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, customers)| Reverse(*customers));
    let names = |set: u64| {
        let lacks = lacking.iter().enumerate().filter(move |(bit, _)| set >> bit & 1 == 1);
        lacks.map(|(_, column)| column.name.clone()).collect()
    };
    let combination = |(set, customers)| MissingTogether { columns: names(set), customers };
    Ok(counts.into_iter().take(LISTED).map(combination).collect())
}
