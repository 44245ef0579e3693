//! The recognised role of every file and column, with reasons. The mapping screen shows it, and errors of recognition
//! are made from it.

use super::kind::Kind;
use super::schema::Table;

/// The role of every file, and what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understanding {
    /// Files and sheets, used ones first.
    pub parts: Vec<PartRole>,
    /// The kind, if the columns show it.
    pub kind: Option<Kind>,
    /// What is missing before the data can be loaded, as text.
    pub missing: Vec<String>,
}

/// The role of a file or sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRole {
    /// Its name as the `source` of a table in a mapping.
    pub name: String,
    /// The file, and its sheet, for messages.
    pub label: String,
    /// The number of its rows, if they were counted.
    pub rows: Option<u64>,
    /// Its table; `None` if it is not used.
    pub table: Option<Table>,
    /// The reason, in a few words.
    pub reason: String,
    /// Its columns in order.
    pub columns: Vec<ColumnRole>,
}

/// The role of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRole {
    /// Its name as written.
    pub name: String,
    /// The first values, at most three.
    pub samples: Vec<String>,
    /// Its column in the schema; `None` without a role.
    pub role: Option<&'static str>,
    /// The reason, in a few words.
    pub reason: String,
}
