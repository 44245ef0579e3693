//! What the customers table says of each customer besides the events.

use std::collections::HashMap;

use polars::prelude::Column;

use super::columns::MeasureError;
use crate::data::{Facts, words_column};

/// The columns of the customers table, each with a value for each customer. In SQL: the table as it is.
pub(crate) struct Attributes<'a> {
    facts: &'a Facts,
    // There may be thousands of columns, and the frame looks for each from its first.
    columns: HashMap<&'a str, &'a Column>,
}

impl<'a> Attributes<'a> {
    pub fn of(facts: &'a Facts) -> Self {
        let columns = facts.customers.columns().iter().map(|column| (column.name().as_str(), column)).collect();
        Self { facts, columns }
    }

    fn column(&self, name: &str) -> Result<&Column, MeasureError> {
        match self.columns.get(name) {
            Some(column) => Ok(column),
            None => Ok(self.facts.customers.column(name)?),
        }
    }

    /// The values of a column of numbers; `NaN` is missing.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, MeasureError> {
        Ok(self.column(name)?.f64()?.iter().map(|value| value.unwrap_or(f64::NAN)).collect())
    }

    /// The codes of a column of few categories.
    pub fn categories(&self, name: &str) -> Result<Vec<Option<u8>>, MeasureError> {
        Ok(self.column(name)?.u8()?.iter().collect())
    }

    /// The codes of the words among the numbers of a column.
    pub fn words(&self, name: &str) -> Result<Vec<Option<u8>>, MeasureError> {
        self.categories(&words_column(name))
    }

    /// The days on which customers joined; none without such a column.
    pub fn join_days(&self) -> Result<Option<Vec<Option<i32>>>, MeasureError> {
        match self.columns.get("join_day") {
            Some(column) => Ok(Some(column.i32()?.iter().collect())),
            None => Ok(None),
        }
    }

    /// Whether each customer lacks a value in a column; a word among numbers is a value.
    pub fn missing(&self, name: &str) -> Result<Vec<bool>, MeasureError> {
        let mut missing = self.column(name)?.is_null();
        if let Some(words) = self.columns.get(words_column(name).as_str()) {
            missing = missing & words.is_null();
        }
        Ok(missing.iter().map(|missing| missing == Some(true)).collect())
    }
}
