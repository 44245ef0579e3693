//! A table of a database that rows are written to.

use std::path::PathBuf;

use super::table_name::TableName;

/// A table to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The database: its address without secrets, or its file.
    pub address: PathBuf,
    /// The table.
    pub table: TableName,
    /// Whether the rows are added to a table that is there; otherwise the table is created.
    pub append: bool,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The number of rows.
    pub rows: u64,
    /// Whether it was a transaction: all rows or none.
    pub in_transaction: bool,
}
