//! Whether the tables of a database have changed, by one cheap statement: their numbers of rows, and the latest date and the number of
//! dates of each column of dates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::DataError;
use crate::progress::Progress;
use crate::warehouse::{Connection, Table, is_address};

/// The state of the tables of a database when they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The database.
    address: PathBuf,
    /// The statement that tells the state.
    statement: String,
    /// What it answered.
    answer: String,
}

impl Revision {
    /// The state of some tables, seen by the connection that they are read with, and their columns of dates.
    ///
    /// # Errors
    /// [`DataError`] when the statement fails.
    pub(super) fn of(
        connection: &Connection,
        tables: &[(Arc<Table>, Vec<String>)],
        progress: &Progress,
    ) -> Result<Self, DataError> {
        let statement = connection.state_statement(tables);
        let answer = connection.answer(&statement, progress)?;
        Ok(Self { address: connection.address().into(), statement, answer })
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
        let answer = open.answer(&self.statement, progress)?;
        *connection = Some(open).filter(|_| is_address(Path::new(&self.address)));
        Ok(Self { answer, ..self.clone() })
    }
}
