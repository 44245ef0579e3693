//! A table of a database, by the arrow batches of its rows. What it holds is typed as in Parquet.

use std::sync::Arc;

use arrow_array::{ArrayRef, new_empty_array};

use super::arrow_columns::{Values, column};
use super::parquet::{named, readable};
use crate::data::block::{Block, Column};
use crate::data::error::{DataError, shown};
use crate::data::schema::Need;
use crate::data::tables::Intake;
use crate::data::tally::escape;
use crate::warehouse::Table;

/// Pushes every row, or as many as are wanted, numbered as if the header were row 1. Rows have no order in a database.
///
/// # Errors
/// [`DataError`] when the statement fails, a column that is needed has a type that cannot be read, or the load was cancelled.
pub fn read(table: &Arc<Table>, intake: &mut Intake<'_>) -> Result<(), DataError> {
    let label = shown(table.label());
    intake.progress.begin(&format!("reading {label}"), 0);
    let mut batches = table.connection.rows(table, intake.limit, intake.progress)?;
    let mut is_read = Vec::new();
    for (i, field) in batches.schema().fields().iter().enumerate() {
        is_read.push(column(&readable(&new_empty_array(field.data_type()))).is_some());
        if is_read[i] {
            continue;
        }
        // What the data can do without is left out.
        if let Some(known) = intake.known(i).filter(|c| c.need != Need::Optional) {
            let (column, found) = (known.name.to_owned(), named(field.data_type()));
            return Err(DataError::ColumnType { path: label, column, found });
        }
        intake.unread_column(field.name(), &format!("its type is {}", escape(&named(field.data_type()))));
    }
    let mut rows = 0;
    while let Some(batch) = batches.next(intake.progress)? {
        let height = batch.num_rows();
        let arrays: Vec<ArrayRef> = batch.columns().iter().map(readable).collect();
        let values: Vec<Option<Values<'_>>> =
            arrays.iter().zip(&is_read).map(|(array, is_read)| is_read.then(|| column(array)).flatten()).collect();
        let columns: Vec<Column<'_>> =
            values.iter().map(|values| values.as_ref().map_or(Column::Empty, Values::column)).collect();
        let block = Block::Columns { first: rows + 2, height, columns: &columns };
        if intake.is_tidy(block) {
            intake.tidy_rows(&[(rows + 2, height, &columns)])?;
        } else {
            block.with_rows(|rows| intake.rows(rows))?;
        }
        rows += height as u64;
        intake.progress.advance(height as u64);
    }
    Ok(())
}
