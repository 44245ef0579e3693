//! Errors of writing: what was to be written where, what the driver said, what is in the table now, and what to do.

use super::error::WarehouseError;

/// An error of writing to a table.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what the fields are")]
pub enum WriteError {
    #[error("{address}: the table {table} exists. Add --append to add rows to it, or give another name")]
    Exists { address: String, table: String },
    #[error("{address}: there is no table {table} to append to. Leave out --append to create it")]
    Missing { address: String, table: String },
    #[error(
        "{address}: the table {table} lacks {}. --append needs the columns {}: add them with ALTER TABLE, or give another table",
        lacking.join(", "),
        columns.join(", ")
    )]
    Columns { address: String, table: String, lacking: Vec<String>, columns: Vec<String> },
    #[error("{address}: writing to {table} failed: {said}. {left}. {remedy}")]
    Failed { address: String, table: String, said: String, left: String, remedy: &'static str },
    #[error(transparent)]
    Warehouse(#[from] WarehouseError),
}
