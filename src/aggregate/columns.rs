//! The columns of [`Facts`] with their types.

use polars::prelude::*;
use rayon::iter::Either;

use super::sql::EngineError;
use crate::data::{Facts, Table};

/// Why there is no table.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The joined tables do not have the shape the measures are written for.
    #[error(
        "the measures could not be computed from the joined tables: {0}. This is a fault of the program, not of the data; please report it"
    )]
    Columns(#[from] PolarsError),
    /// The engine of a database did not make it.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// More ids than a statement can have.
    #[error("{0}")]
    TooMany(String),
    /// It needs rows, and they are in a database.
    #[error("this needs the rows, which --compute database leaves in the database")]
    InDatabase,
}

/// The columns of [`Facts::transactions`]; empty without that table.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// Row in the customers table.
    pub customer: UInt32Chunked,
    /// Day of the claim.
    pub day: Int32Chunked,
    /// See [`crate::data::status`].
    pub status: UInt8Chunked,
    /// Row in the branches table.
    pub branch: UInt32Chunked,
}

impl Rows {
    pub fn of(facts: &Facts) -> Result<Self, MeasureError> {
        if facts.database.is_some() {
            return Err(MeasureError::InDatabase);
        }
        let frame = &facts.transactions;
        if frame.width() == 0 {
            return Ok(Self {
                customer: UInt32Chunked::full_null(PlSmallStr::EMPTY, 0),
                day: Int32Chunked::full_null(PlSmallStr::EMPTY, 0),
                status: UInt8Chunked::full_null(PlSmallStr::EMPTY, 0),
                branch: UInt32Chunked::full_null(PlSmallStr::EMPTY, 0),
            });
        }
        Ok(Self {
            customer: frame.column("customer")?.u32()?.clone(),
            day: frame.column("day")?.i32()?.clone(),
            status: frame.column("status")?.u8()?.clone(),
            branch: frame.column("branch")?.u32()?.clone(),
        })
    }

    /// The rows from one on, a number of them.
    pub fn slice(&self, first: usize, length: usize) -> Self {
        Self {
            customer: self.customer.slice(first as i64, length),
            day: self.day.slice(first as i64, length),
            status: self.status.slice(first as i64, length),
            branch: self.branch.slice(first as i64, length),
        }
    }

    /// The rows that `kept` selects.
    pub fn filter(&self, kept: &BooleanChunked) -> Result<Self, MeasureError> {
        Ok(Self {
            customer: self.customer.filter(kept)?,
            day: self.day.filter(kept)?,
            status: self.status.filter(kept)?,
            branch: self.branch.filter(kept)?,
        })
    }

    /// The status of each row. A null, which no loader writes, counts as an unknown status.
    pub fn statuses(&self) -> impl Iterator<Item = u8> {
        each(&self.status).map(|s| s.unwrap_or(crate::data::status::OTHER))
    }
}

/// The values of a column in their order. Nearly every column is in one piece; then no value looks for its piece.
pub(crate) fn each<T: PolarsNumericType>(column: &ChunkedArray<T>) -> impl Iterator<Item = Option<T::Native>> {
    match column.chunks().len() {
        1 => Either::Left(column.downcast_as_array().iter().map(Option::<&T::Native>::copied)),
        _ => Either::Right(column.iter()),
    }
}

/// Looks up single values of a column, in no order.
pub(crate) fn lookup<T: PolarsNumericType>(column: &ChunkedArray<T>) -> impl Fn(u32) -> Option<T::Native> + Sync {
    // In one piece, so that the piece of a row is not looked for each time.
    let values = column.rechunk().downcast_as_array().clone();
    move |row| values.get(row as usize)
}

/// A code column of the customers table; all none without such a column.
pub(crate) fn customer_codes(facts: &Facts, name: &str) -> Result<Vec<Option<u32>>, MeasureError> {
    match facts.customers.column(name) {
        Ok(column) => Ok(column.u32()?.iter().collect()),
        Err(_) => Ok(vec![None; facts.customer_ids.len()]),
    }
}

/// Whether customers can be inactive: without transactions none is.
pub(crate) fn has_transactions(facts: &Facts) -> bool {
    facts.has(Table::Transactions) || facts.transactions.height() > 0
}
