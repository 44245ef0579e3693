//! A table of a database, by the arrow batches of its rows. What it holds is typed as in Parquet.

use std::sync::Arc;

use super::arrow_rows::{readable, readable_columns, take};
use crate::data::error::{DataError, shown};
use crate::data::tables::Intake;
use crate::warehouse::Table;

/// Pushes every row, or as many as are wanted, numbered as if the header were row 1. Rows have no order in a database.
///
/// # Errors
/// [`DataError`] when the statement fails, a column that is needed has a type that cannot be read, or the load was cancelled.
pub fn read(table: &Arc<Table>, intake: &mut Intake<'_>) -> Result<(), DataError> {
    let label = shown(table.label());
    intake.progress.begin(&format!("reading {label}"), 0);
    let mut batches = table.connection.rows(table, intake.limit, intake.progress)?;
    let schema = Arc::clone(batches.schema());
    let wanted = readable_columns(&schema, &label, intake)?;
    let mut rows = 0;
    while let Some(batch) = batches.next(intake.progress)? {
        let height = batch.num_rows();
        let arrays = batch.columns().iter().enumerate();
        let taken = take(intake, rows, height, arrays.map(|(i, array)| wanted.contains(&i).then(|| readable(array))));
        if taken.is_err() && intake.limit.is_some() {
            // The few rows that are left cost less than the transaction, which is lost with a statement that is given up.
            batches.end(intake.progress)?;
            return taken;
        }
        taken?;
        rows += height as u64;
        intake.progress.advance(height as u64);
    }
    Ok(())
}
