//! The state of tables, by one statement: whether they are as they were.
//!
//! Numbers of rows and dates are cheap, and do not see a row that is changed in its place. `PostgreSQL` keeps in each row the number of
//! the transaction that wrote it, and other engines hash rows. `SQLite` has neither, but all its tables are in one file.

use std::path::Path;
use std::sync::Arc;

use arrow_array::ArrayRef;

use super::connection::Connection;
use super::driver::file;
use super::error::WarehouseError;
use super::file_version::version;
use super::table::Table;
use super::words;
use crate::progress::Progress;

/// A statement about the state of tables.
#[derive(Debug)]
pub struct StateStatement {
    /// Its SQL.
    pub text: String,
    /// The number of columns that its answer has of each table.
    pub widths: Vec<usize>,
}

impl Connection {
    /// The statement that tells of tables their numbers of rows, and of each of these columns the latest date and the number of dates;
    /// and those that tell of changed rows too, the cheapest first. Not every engine takes them for every table: a view has no
    /// transactions.
    pub fn state_statements(&self, tables: &[(Arc<Table>, Vec<String>)]) -> (StateStatement, Vec<StateStatement>) {
        let of_rows = ["row_version", "row_hash"].map(|name| self.dialect().of_rows(name));
        (
            self.state_statement(tables, None),
            of_rows.into_iter().flatten().map(|text| self.state_statement(tables, Some(text))).collect(),
        )
    }

    fn state_statement(&self, tables: &[(Arc<Table>, Vec<String>)], of_row: Option<&str>) -> StateStatement {
        let (mut parts, mut widths) = (Vec::new(), Vec::new());
        for (at, (table, dates)) in tables.iter().enumerate() {
            let mut columns = vec![format!("COUNT(*) AS n{at}")];
            if let Some(text) = of_row {
                let names: Vec<String> = table.columns.iter().map(|name| self.quoted(name)).collect();
                let sum = format!("SUM({})", super::with_arguments(text, &[names.join(", ")]));
                columns.push(format!("{} AS r{at}", self.dialect().as_text(&sum)));
            }
            for (column, name) in dates.iter().enumerate() {
                let name = self.quoted(name);
                columns.push(format!("MAX({name}) AS l{at}_{column}"));
                columns.push(format!("COUNT({name}) AS d{at}_{column}"));
            }
            widths.push(columns.len());
            parts.push(format!("(SELECT {} FROM {}) AS t{at}", columns.join(", "), self.place(table)));
        }
        StateStatement { text: format!("SELECT * FROM {}", parts.join(", ")), widths }
    }

    /// The answer to a statement that has a row: each column as a text to compare, numbers of rows as digits. The last is the
    /// version of the file, where one has all tables.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn answer(&self, statement: &str, progress: &Progress) -> Result<Vec<String>, WarehouseError> {
        // Without a transaction, what is read is of now.
        let version = match (&self.version, self.sees_changes()) {
            (Some(_), true) => Some(version(&file(Path::new(self.address())))),
            (before, _) => before.clone(),
        };
        let mut rows = self.query(statement, "asking for the state of the tables", progress)?;
        let mut answer = Vec::new();
        while let Some(batch) = rows.next(progress)? {
            let text =
                |column: &ArrayRef| words::number(column, 0).map_or_else(|| format!("{column:?}"), |n| n.to_string());
            answer.extend(batch.columns().iter().map(text));
        }
        answer.extend(version);
        Ok(answer)
    }
}
