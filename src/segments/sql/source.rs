//! Where the tables of a statement are, and what their columns are called.

use std::collections::BTreeMap;

use super::chosen::Chosen;
use crate::measures::Kind;
use crate::warehouse::Dialect;

/// The tables of a statement.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// What the rows of the table `transactions` are.
    pub kind: Kind,
    /// The tables by their names in the schema: `customers`, `transactions`, ...
    pub tables: BTreeMap<&'static str, Relation>,
    /// Status words with the statuses that they mean: `claimed`, `burnt`, `expired`, `completed`, `returned`, ...
    pub statuses: Vec<(String, &'static str)>,
    /// The as-of date, `2024-07-14`; without one, the latest date of the tables.
    pub as_of: Option<String>,
    /// The customers and events that a filter chose; none without a filter.
    pub chosen: Option<Chosen>,
}

/// A table or view.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    /// Its name after those of the catalogue and schema, if any.
    pub name: Vec<String>,
    /// Its columns by their names in the schema: `customer_id`, `transaction_date`, ...
    pub columns: BTreeMap<&'static str, String>,
}

impl Source {
    /// A table, if there is one.
    pub(super) fn table(&self, table: &str) -> Option<&Relation> {
        self.tables.get(table)
    }

    /// A column of a table, as a column of `t`; none where the table has no such column.
    pub(super) fn column(&self, dialect: Dialect, table: &str, column: &str) -> Option<String> {
        self.tables.get(table)?.columns.get(column).map(|name| format!("t.{}", dialect.quoted(name)))
    }

    /// A column that a statement cannot do without.
    pub(super) fn needed(&self, dialect: Dialect, table: &str, column: &str) -> Result<String, String> {
        self.has(table, column)?;
        Ok(self.column(dialect, table, column).unwrap_or_default())
    }

    /// Refuses a table without a column.
    pub(super) fn has(&self, table: &str, column: &str) -> Result<(), String> {
        let is_there = self.tables.get(table).is_some_and(|table| table.columns.contains_key(column));
        is_there.then_some(()).ok_or_else(|| {
            format!("the model needs the column {column} of the table {table}. Name it with --column {column}=COLUMN")
        })
    }
}

impl Relation {
    /// What follows `FROM`: its name, quoted, as `t`.
    pub(super) fn quoted(&self, dialect: Dialect) -> String {
        let parts: Vec<String> = self.name.iter().map(|part| dialect.quoted(part)).collect();
        format!("{} AS t", parts.join("."))
    }
}
