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
    #[error("the table {table} was changed while it was read. Try again")]
    Changed { table: Table },
}
