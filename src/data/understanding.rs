//! What was understood of DATA: the role of every file and column, and why. The mapping screen shows it, and errors of
//! recognition are written from it.

use super::kind::Kind;
use super::schema::Table;

/// The role of every file, and what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understanding {
    /// Files and sheets, those that are used first.
    pub parts: Vec<PartRole>,
    /// The kind, where the columns tell it.
    pub kind: Option<Kind>,
    /// What has to be found before the data can be loaded, in words.
    pub missing: Vec<String>,
}

/// The role of a file or sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRole {
    /// The name that a mapping gives as the `source` of a table.
    pub name: String,
    /// The file, and the sheet in it, for messages.
    pub label: String,
    /// How many rows it has, where they were counted.
    pub rows: Option<u64>,
    /// The table it is; none when it is not used.
    pub table: Option<Table>,
    /// Why, in a few words.
    pub reason: String,
    /// Its columns in order.
    pub columns: Vec<ColumnRole>,
}

/// The role of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRole {
    /// Its name as written.
    pub name: String,
    /// The first values that are there, at most three.
    pub samples: Vec<String>,
    /// The column of the schema it is; none when it has no role of its own.
    pub role: Option<&'static str>,
    /// Why, in a few words.
    pub reason: String,
}
