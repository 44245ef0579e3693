//! The charts of the columns of customers: which bar of which column the cursor is on. The cursor counts the bars of all
//! columns, one column after the other.

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Field, Filter};
use crate::measures::{ColumnKey, ColumnValues, CustomerColumn, Summary};

/// A bar of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarOf {
    /// The column, by its place in [`Summary::columns`].
    pub column: usize,
    /// Its bar.
    pub bar: usize,
}

/// The number of bars of a column: one at least, so that the cursor can be on every column.
pub fn bars(column: &CustomerColumn) -> usize {
    let bars = match &column.values {
        ColumnValues::Numbers(histogram) => histogram.bins.len() + histogram.words.len(),
        ColumnValues::Categories(list) | ColumnValues::Dates(list) => list.len(),
    };
    bars.max(1)
}

/// The bar at a place of the cursor; none without columns.
pub fn bar_at(columns: &[CustomerColumn], mut at: usize) -> Option<BarOf> {
    for (column, of) in columns.iter().enumerate() {
        match at.checked_sub(bars(of)) {
            Some(beyond) => at = beyond,
            None => return Some(BarOf { column, bar: at }),
        }
    }
    None
}

/// The place of the cursor on the first bar of a column.
pub fn place_of(columns: &[CustomerColumn], column: usize) -> usize {
    columns.iter().take(column).map(bars).sum()
}

/// The name of a bar and its customers.
pub fn named(column: &CustomerColumn, bar: usize) -> Option<(String, u64)> {
    match &column.values {
        ColumnValues::Numbers(histogram) => {
            let words = histogram.words.iter().map(|word| (word.name.clone(), word.customers));
            histogram.names().zip(histogram.bins.iter().copied()).chain(words).nth(bar)
        }
        ColumnValues::Categories(list) | ColumnValues::Dates(list) => {
            list.get(bar).map(|category| (category.name.clone(), category.customers))
        }
    }
}

/// The condition that matches the customers of a bar.
pub fn of_bar(column: &CustomerColumn, bar: usize) -> Option<Condition> {
    match (&column.values, column.key) {
        (ColumnValues::Numbers(histogram), _) if bar >= histogram.bins.len() => {
            let word = histogram.words.get(bar - histogram.bins.len())?;
            Some(Condition::word(&column.name, &word.name))
        }
        (ColumnValues::Numbers(histogram), _) => {
            let numbers = &histogram.numbers;
            Some(Condition::number(&column.name, Comparison::band(numbers.bands().nth(bar)?, numbers.integer)))
        }
        (ColumnValues::Dates(list), _) => Filter::parse(&format!("joined:{}", list.get(bar)?.name)).ok()?.pop(),
        (ColumnValues::Categories(list), key) => {
            let name = list.get(bar)?.name.as_str();
            Some(match key {
                ColumnKey::Gender => Condition::named(Field::Gender, Some(name)),
                ColumnKey::City => Condition::named(Field::City, Some(name)),
                ColumnKey::Joined | ColumnKey::Own => Condition::word(&column.name, name),
            })
        }
    }
}

/// The conditions that match the customers without a value; none for a join date: a filter cannot select missing join
/// dates.
pub fn without_value(column: &CustomerColumn) -> Option<Condition> {
    match column.key {
        ColumnKey::Gender => Some(Condition::named(Field::Gender, None)),
        ColumnKey::City => Some(Condition::named(Field::City, None)),
        ColumnKey::Own => Some(Condition::number(&column.name, Comparison::AnyOf(vec![None]))),
        ColumnKey::Joined => None,
    }
}

/// The columns in which values are missing, the most first, by their place in [`Summary::columns`].
pub fn lacking(summary: &Summary) -> Vec<&CustomerColumn> {
    let mut lacking: Vec<&CustomerColumn> = summary.columns.iter().filter(|column| column.missing > 0).collect();
    lacking.sort_by_key(|column| std::cmp::Reverse(column.missing));
    lacking
}

/// Whether the panel of missing values shows combinations of columns.
pub fn shows_together(model: &Model) -> bool {
    model.view(Panel::Missing) == 1
}
