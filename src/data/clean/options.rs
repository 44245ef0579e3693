//! The request to write tables, and its result.

use std::path::PathBuf;

use crate::data::schema::Table;

/// The format of the written tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text, one file a table.
    #[default]
    Csv,
    /// Typed columns, one file a table.
    Parquet,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// Where the tables go, and how.
#[derive(Clone, Debug)]
pub struct CleanOptions {
    /// The folder, made where there is none.
    pub folder: PathBuf,
    /// The format.
    pub format: Format,
    /// Whether tables that are in the folder already are replaced.
    pub force: bool,
}

/// What was written of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The table.
    pub table: Table,
    /// The file.
    pub path: PathBuf,
    /// Rows written.
    pub rows: u64,
    /// Rows that the source has and that were not written.
    pub set_aside: u64,
    /// Rows written with at least one value that differs from the source.
    pub changed: u64,
}
