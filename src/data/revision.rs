//! Whether the tables of a database have changed, by one statement: their numbers of rows, and the latest date and the number of dates
//! of each column of dates; and a change of any other value, where it is asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::DataError;
use super::findings::{Check, Finding};
use super::schema::Table;
use crate::digits::count;
use crate::progress::Progress;
use crate::warehouse::{self, Connection, is_address};

/// A table of a database: what it is, and its columns of dates.
pub(super) type Dated = (Table, Arc<warehouse::Table>, Vec<String>);

/// The state of the tables of a database when they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The database.
    address: PathBuf,
    /// The statement that tells the state.
    statement: String,
    /// Each table, with the number of columns that the answer has of it.
    tables: Vec<(Table, usize)>,
    /// What it answered, by column; the version of the file may follow.
    answer: Vec<String>,
}

impl Revision {
    /// The state of some tables, seen by the connection that they are read with. `of_rows` is whether a row counts that is changed in
    /// its place: that looks at every row, if the engine and the tables have a way to notice it.
    ///
    /// # Errors
    /// [`DataError`] when the statement fails.
    pub(super) fn of(
        connection: &Connection,
        tables: &[Dated],
        of_rows: bool,
        progress: &Progress,
    ) -> Result<Self, DataError> {
        let dated: Vec<_> = tables.iter().map(|(_, table, dates)| (Arc::clone(table), dates.clone())).collect();
        let (plain, exact) = connection.state_statements(&dated);
        let wanted = exact.into_iter().filter(|_| of_rows);
        let mut answered = wanted.filter_map(|exact| Some((connection.answer(&exact.text, progress).ok()?, exact)));
        let (answer, statement) = match answered.next() {
            Some(answered) => answered,
            None => (connection.answer(&plain.text, progress)?, plain),
        };
        let tables = tables.iter().map(|(role, ..)| *role).zip(statement.widths).collect();
        Ok(Self { address: connection.address().into(), statement: statement.text, tables, answer })
    }

    /// The state now.
    ///
    /// # Errors
    /// [`DataError`] when the database does not answer.
    pub(super) fn asked(&self, connection: &Connection, progress: &Progress) -> Result<Self, DataError> {
        Ok(Self { answer: connection.answer(&self.statement, progress)?, ..self.clone() })
    }

    /// The state now, asked with a connection that stays open for the next time, but for a file, which others may want to write.
    ///
    /// # Errors
    /// [`DataError`] when the database does not answer.
    pub fn now(&self, connection: &mut Option<Arc<Connection>>, progress: &Progress) -> Result<Self, DataError> {
        let open = match connection.take() {
            Some(open) => open,
            None => Connection::open_for_news(&self.address, progress)?,
        };
        let now = self.asked(&open, progress)?;
        *connection = Some(open).filter(|_| is_address(Path::new(&self.address)));
        Ok(now)
    }

    /// Whether it is of the database that a connection is to.
    pub(super) fn is_of(&self, connection: &Connection) -> bool {
        self.address == Path::new(connection.address())
    }

    /// A finding for each table that is in another state now.
    pub(super) fn changes(&self, now: &Self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut columns = self.answer.iter().zip(&now.answer);
        for (table, width) in &self.tables {
            let own: Vec<(&String, &String)> = columns.by_ref().take(*width).collect();
            if own.iter().all(|(before, after)| before == after) {
                continue;
            }
            let counts = own.first().and_then(|(before, after)| before.parse().ok().zip(after.parse().ok()));
            let (before, after): (u64, u64) = counts.unwrap_or_default();
            // Without another number of rows, some row has another value.
            let rows = before.abs_diff(after).max(1);
            let example = format!("rows {} → {}", count(before), count(after));
            let examples = if before == after { Vec::new() } else { vec![example] };
            findings.push(Finding::without_rows(Check::ChangedWhileRead, *table, None, rows, examples));
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_a_finding_about_its_table() {
        let of = |answer: [&str; 5]| Revision {
            address: "grpc://warehouse".into(),
            statement: String::new(),
            tables: vec![(Table::Customers, 2), (Table::Branches, 1), (Table::Transactions, 2)],
            answer: answer.map(str::to_owned).to_vec(),
        };
        let before = of(["100", "2024-05-01", "7", "2000", "2024-06-01"]);
        assert!(before.changes(&before.clone()).is_empty());
        let found =
            |after| before.changes(&of(after)).into_iter().map(|f| (f.table, f.rows, f.examples)).collect::<Vec<_>>();
        assert_eq!(
            found(["100", "2024-05-01", "7", "1997", "2024-06-01"]),
            [(Table::Transactions, 3, vec!["rows 2,000 → 1,997".to_owned()])]
        );
        assert_eq!(
            found(["100", "2024-05-02", "8", "2000", "2024-06-01"]),
            [(Table::Customers, 1, Vec::new()), (Table::Branches, 1, vec!["rows 7 → 8".to_owned()])]
        );
    }
}
