//! Takes rows from arrow arrays: those of Parquet and of databases.

use std::sync::Arc;

use arrow_array::{ArrayRef, new_empty_array};
use arrow_schema::{DataType, Schema};

use super::arrow_columns::{Values, column, spelt_out};
use super::arrow_lists;
use crate::data::block::{Block, Column};
use crate::data::error::DataError;
use crate::data::schema::Need;
use crate::data::tables::Intake;
use crate::data::tally::escape;

/// The columns whose types can be read. Others are left out, and said to be.
///
/// # Errors
/// [`DataError`] if one of the others is needed.
pub fn readable_columns(schema: &Schema, label: &str, intake: &mut Intake<'_>) -> Result<Vec<usize>, DataError> {
    let mut found = Vec::new();
    for (i, field) in schema.fields().iter().enumerate() {
        if column(&readable(&new_empty_array(field.data_type()))).is_some() {
            found.push(i);
            continue;
        }
        // What the data can do without is left out.
        if let Some(known) = intake.known(i).filter(|c| c.need != Need::Optional) {
            let (path, column, found) = (label.to_owned(), known.name.to_owned(), named(field.data_type()));
            return Err(DataError::ColumnType { path, column, found });
        }
        intake.unread_column(field.name(), &format!("its type is {}", escape(&named(field.data_type()))));
    }
    Ok(found)
}

/// Pushes rows that follow `rows` others, numbered as if the header were row 1. A column without an array is empty.
///
/// # Errors
/// [`DataError`] when the rows cannot be taken, or the load was cancelled.
pub fn take(
    intake: &mut Intake<'_>,
    rows: u64,
    height: usize,
    arrays: impl Iterator<Item = Option<ArrayRef>>,
) -> Result<(), DataError> {
    let arrays: Vec<Option<ArrayRef>> = arrays.collect();
    let values: Vec<Option<Values<'_>>> = arrays.iter().map(|array| array.as_ref().and_then(column)).collect();
    let columns = values.iter().map(|values| values.as_ref().map_or(Column::Empty, Values::column));
    let columns: Vec<Column<'_>> = columns.collect();
    let block = Block::Columns { first: rows + 2, height, columns: &columns };
    if intake.is_tidy(block) {
        intake.tidy_rows(&[(rows + 2, height, &columns)])
    } else {
        block.with_rows(|rows| intake.rows(rows))
    }
}

/// A type as it is named in a message.
pub fn named(kind: &DataType) -> String {
    match kind {
        DataType::Timestamp(_, Some(zone)) => format!("timestamp in the unknown time zone \"{zone}\""),
        kind => kind.to_string(),
    }
}

/// The array with text in place of what no cell can hold.
pub fn readable(array: &ArrayRef) -> ArrayRef {
    arrow_lists::as_text(array).map_or_else(|| spelt_out(array), |text| Arc::new(text))
}
