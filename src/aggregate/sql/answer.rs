//! The rows that an engine gives for a statement, column by column.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;

use super::codes::Codes;
use crate::data::parse_day;
use crate::warehouse::text;

/// The rows of a statement.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    name: &'static str,
    batches: Vec<RecordBatch>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// None.
    Missing,
    /// A number.
    Number(f64),
    /// Text.
    Word(String),
}

/// An answer that is not what the statement asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the engine answers the statement {statement} without a column {column} of the right type: it has {found}")]
pub struct WrongAnswer {
    statement: &'static str,
    column: &'static str,
    found: String,
}

impl Answer {
    /// The answer to the statement of a name.
    pub fn new(name: &'static str, batches: Vec<RecordBatch>) -> Self {
        Self { name, batches }
    }

    /// Its rows.
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

    /// How many values of a column are not null.
    ///
    /// # Errors
    /// No such column.
    pub fn present(&self, column: &'static str) -> Result<u64, WrongAnswer> {
        Ok(self.is_present(column)?.into_iter().filter(|is| *is).count() as u64)
    }

    /// Whether each value of a column is not null.
    ///
    /// # Errors
    /// No such column.
    pub fn is_present(&self, column: &'static str) -> Result<Vec<bool>, WrongAnswer> {
        Ok(self.each(column, |_, _| Some(()))?.into_iter().map(|value| value.is_some()).collect())
    }

    /// The code of each key; none for a null one. A key that is not known is left out by the statements.
    ///
    /// # Errors
    /// No such column.
    pub fn codes(&self, column: &'static str, codes: &Codes<'_>) -> Result<Vec<Option<u32>>, WrongAnswer> {
        let code = self.each(column, |array, row| {
            Some(match array.data_type() {
                DataType::Int64 => codes.of_number(array.as_primitive::<Int64Type>().value(row)),
                DataType::Int32 => codes.of_number(array.as_primitive::<Int32Type>().value(row).into()),
                DataType::Float64 => codes.of_text(&array.as_primitive::<Float64Type>().value(row).to_string()),
                _ => codes.of_text(text(array, row)?),
            })
        })?;
        Ok(code.into_iter().map(Option::flatten).collect())
    }

    /// The count of a statement that gives one row; 0 if it is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn count(&self, column: &'static str) -> Result<u64, WrongAnswer> {
        Ok(self.counts(column)?.first().copied().unwrap_or(0))
    }

    /// The number of a statement that gives one row; none if it is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn number(&self, column: &'static str) -> Result<Option<f64>, WrongAnswer> {
        Ok(self.numbers(column)?.first().copied().flatten())
    }

    /// The date of a statement that gives one row; none if it is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn day(&self, column: &'static str) -> Result<Option<i32>, WrongAnswer> {
        Ok(self.days(column)?.first().copied().flatten())
    }

    /// Integers; none where a value is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn integers(&self, column: &'static str) -> Result<Vec<Option<i64>>, WrongAnswer> {
        self.each(column, |array, row| match array.data_type() {
            DataType::Int64 => Some(array.as_primitive::<Int64Type>().value(row)),
            DataType::Int32 => Some(i64::from(array.as_primitive::<Int32Type>().value(row))),
            DataType::Int16 => Some(i64::from(array.as_primitive::<Int16Type>().value(row))),
            // SQLite tells types by the first rows.
            DataType::Float64 => Some(array.as_primitive::<Float64Type>().value(row) as i64),
            _ => None,
        })
    }

    /// Counts; 0 where a value is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn counts(&self, column: &'static str) -> Result<Vec<u64>, WrongAnswer> {
        Ok(self.integers(column)?.into_iter().map(|count| count.unwrap_or(0).try_into().unwrap_or(0)).collect())
    }

    /// Numbers; none where a value is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn numbers(&self, column: &'static str) -> Result<Vec<Option<f64>>, WrongAnswer> {
        self.each(column, number)
    }

    /// Every row as numbers, column by column; none where a value is null.
    ///
    /// # Errors
    /// A value of another type.
    pub fn rows_of_numbers(&self) -> Result<Vec<Vec<Option<f64>>>, WrongAnswer> {
        let mut rows = Vec::new();
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                let numbers = batch.columns().iter().map(|array| {
                    let wrong = || WrongAnswer {
                        statement: self.name,
                        column: "of numbers",
                        found: array.data_type().to_string(),
                    };
                    if array.is_null(row) { Ok(None) } else { number(array, row).ok_or_else(wrong).map(Some) }
                });
                rows.push(numbers.collect::<Result<_, _>>()?);
            }
        }
        Ok(rows)
    }

    /// Every row as numbers and words.
    ///
    /// # Errors
    /// A value of another type.
    pub fn rows_of_cells(&self) -> Result<Vec<Vec<Cell>>, WrongAnswer> {
        let mut rows = Vec::new();
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                let cell = |array: &ArrayRef| {
                    if array.is_null(row) {
                        return Ok(Cell::Missing);
                    }
                    let word = || text(array, row).map(|word| Cell::Word(word.to_owned()));
                    number(array, row).map(Cell::Number).or_else(word).ok_or_else(|| WrongAnswer {
                        statement: self.name,
                        column: "of numbers or text",
                        found: array.data_type().to_string(),
                    })
                };
                rows.push(batch.columns().iter().map(cell).collect::<Result<_, _>>()?);
            }
        }
        Ok(rows)
    }

    /// Dates, which `SQLite` has as text; none where a value is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn days(&self, column: &'static str) -> Result<Vec<Option<i32>>, WrongAnswer> {
        self.each(column, |array, row| match array.data_type() {
            DataType::Date32 => Some(array.as_primitive::<Date32Type>().value(row)),
            _ => parse_day(&word(array, row)?),
        })
    }

    /// Words, and ids as text; none where a value is null.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn words(&self, column: &'static str) -> Result<Vec<Option<String>>, WrongAnswer> {
        self.each(column, word)
    }

    /// The values of a column; a value that is not null and not of the type is an error.
    fn each<T>(
        &self,
        column: &'static str,
        of: impl Fn(&ArrayRef, usize) -> Option<T>,
    ) -> Result<Vec<Option<T>>, WrongAnswer> {
        let wrong = |found: String| WrongAnswer { statement: self.name, column, found };
        let mut values = Vec::with_capacity(self.batches.iter().map(RecordBatch::num_rows).sum());
        for batch in &self.batches {
            let array = batch.column_by_name(column).ok_or_else(|| {
                wrong(batch.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>().join(", "))
            })?;
            for row in 0..batch.num_rows() {
                if array.is_null(row) {
                    values.push(None);
                } else {
                    let value = of(array, row).ok_or_else(|| wrong(array.data_type().to_string()))?;
                    values.push(Some(value));
                }
            }
        }
        Ok(values)
    }
}

fn number(array: &ArrayRef, row: usize) -> Option<f64> {
    match array.data_type() {
        DataType::Float64 => Some(array.as_primitive::<Float64Type>().value(row)),
        DataType::Int64 => Some(array.as_primitive::<Int64Type>().value(row) as f64),
        DataType::Int32 => Some(f64::from(array.as_primitive::<Int32Type>().value(row))),
        _ => None,
    }
}

fn word(array: &ArrayRef, row: usize) -> Option<String> {
    match array.data_type() {
        DataType::Int64 => Some(array.as_primitive::<Int64Type>().value(row).to_string()),
        DataType::Int32 => Some(array.as_primitive::<Int32Type>().value(row).to_string()),
        _ => text(array, row).map(str::to_owned),
    }
}
