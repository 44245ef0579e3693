//! Errors of writing cleaned data.

use crate::data::error::DataError;
use crate::data::folder::FolderError;
use crate::data::schema::Table;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what the fields are")]
pub enum CleanError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(
        "the value in row {row} of {table} has a zero byte, which text cannot hold. Write the data with --format parquet"
    )]
    ZeroByte { table: Table, row: u64 },
    #[error(
        "{column} in customers says that some persons have several ids, and cleaned tables would need one. Remove the \
         column to clean each id as a customer of its own"
    )]
    Persons { column: String },
    #[error("the table {table} was changed while it was read. Try again")]
    Changed { table: Table },
}
