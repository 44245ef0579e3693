//! A table or view of a database.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Connection;
use super::target::SEGMENT_COLUMNS;

/// A table or view, with the connection to read it.
#[derive(Clone, Debug)]
pub struct Table {
    /// The connection.
    pub connection: Arc<Connection>,
    /// The catalog, where an engine has several.
    pub catalog: Option<String>,
    /// The schema.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The condition on the rows that are read; none if all are.
    pub(super) condition: Option<String>,
    /// The types in which columns are read, where these are not their own.
    casts: BTreeMap<String, &'static str>,
    label: PathBuf,
}

impl Table {
    /// A table by its names.
    pub(super) fn new(
        connection: &Arc<Connection>,
        [catalog, schema]: [Option<String>; 2],
        name: String,
        columns: Vec<String>,
    ) -> Self {
        let label = schema.iter().chain([&name]).map(String::as_str).collect::<Vec<_>>().join(".").into();
        Self {
            connection: Arc::clone(connection),
            catalog,
            schema,
            name,
            columns,
            condition: None,
            casts: BTreeMap::new(),
            label,
        }
    }

    /// The same table, of which only the rows are read for which a condition holds.
    #[must_use]
    pub fn only(&self, condition: String) -> Self {
        Self { condition: Some(condition), ..self.clone() }
    }

    /// The same table, of which these columns are read in other types.
    #[must_use]
    pub fn narrowed(&self, casts: BTreeMap<String, &'static str>) -> Self {
        Self { casts, ..self.clone() }
    }

    /// The type in which a column is read, where that is not its own.
    pub fn narrower(&self, column: &str) -> Option<&'static str> {
        self.casts.get(column).copied()
    }

    /// Its name, after those of the catalog and the schema, if it has them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.catalog, &self.schema].into_iter().flatten().chain([&self.name]).map(String::as_str)
    }

    /// The schema and the name, for messages and mappings: `shop.transactions`.
    pub fn label(&self) -> &Path {
        &self.label
    }

    /// Whether it is a table of segments, as they are written to a database: what was found is no data to look for it again.
    pub fn holds_segments(&self) -> bool {
        SEGMENT_COLUMNS.iter().all(|column| self.columns.iter().any(|name| name == column))
    }
}
