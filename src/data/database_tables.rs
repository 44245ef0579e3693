//! The tables of a database as statements name them: which table is which, its columns, and what its status words mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::customer_sample::CustomerSample;
use super::kind::Kind;
use super::remembered_answers::RememberedAnswers;
use super::schema::Table;
use crate::warehouse::{self, Connection, Dialect};

/// The tables of a database.
#[derive(Clone, Debug)]
pub struct DatabaseTables {
    /// The connection that found them.
    pub connection: Arc<Connection>,
    /// What the events are.
    pub kind: Kind,
    /// The tables.
    pub tables: BTreeMap<Table, DatabaseTable>,
    /// The status words of the data and their codes; none where dates say what became of a coupon.
    pub statuses: Vec<(String, u8)>,
    /// The status of every row, where the mapping gives one, or all coupons are burnt.
    pub constant: Option<u8>,
    /// Which customers the answers with a row for each customer are about; none if they are about all.
    pub sample: Option<CustomerSample>,
    /// Answers that are the same under each filter and for each choice of segments that is asked for again.
    pub answers: Arc<RememberedAnswers>,
}

impl DatabaseTables {
    /// Whether the table of events has a column of the schema.
    pub fn events_have(&self, column: &str) -> bool {
        self.tables.get(&Table::Transactions).is_some_and(|events| events.columns.contains_key(column))
    }

    /// Whether the dates of events may have a time. `SQLite` has them as text.
    pub fn may_have_hours(&self) -> bool {
        const DATE: &str = "transaction_date";
        let is_sqlite = self.connection.dialect() == Dialect::Sqlite;
        let may = |events: &DatabaseTable| events.has_times(DATE) || (is_sqlite && events.is_text(DATE));
        self.events_have(DATE) && self.tables.get(&Table::Transactions).is_some_and(may)
    }
}

/// A table of a database.
#[derive(Clone, Debug)]
pub struct DatabaseTable {
    /// The table.
    pub table: Arc<warehouse::Table>,
    /// The columns of the database, by those of the schema.
    pub columns: BTreeMap<&'static str, String>,
    /// The columns that it should have, and does not.
    pub absent: Vec<&'static str>,
    /// Those of its columns that are text.
    pub(super) texts: BTreeSet<&'static str>,
    /// The columns of the database that are integers of 64 bits.
    pub(super) integers: Vec<String>,
    /// Those of the schema that are dates with a time.
    pub(super) times: BTreeSet<&'static str>,
}

impl DatabaseTable {
    /// The expression of an id.
    pub fn key(&self, column: &str) -> Option<String> {
        let own = self.table.connection.dialect().quoted(self.columns.get(column)?);
        Some(self.as_key(column, own))
    }

    /// The expression of a column as that of a key: text without blanks around it, a number as it is; null where it is empty.
    pub fn as_key(&self, column: &str, expression: String) -> String {
        if self.is_text(column) { format!("NULLIF(TRIM({expression}), '')") } else { expression }
    }

    /// The type of a column of integers in which it comes over; none if that is its own.
    pub fn narrower(&self, column: &str) -> Option<&'static str> {
        self.table.narrower(self.columns.get(column)?)
    }

    /// Whether a column of the schema has integers of 64 bits in the database.
    pub fn is_integer(&self, column: &str) -> bool {
        self.columns.get(column).is_some_and(|own| self.integers.contains(own))
    }

    /// Whether a column of the schema is text in the database.
    pub fn is_text(&self, column: &str) -> bool {
        self.texts.contains(column)
    }

    /// Whether a column of the schema is a date with a time in the database.
    pub fn has_times(&self, column: &str) -> bool {
        self.times.contains(column)
    }
}
