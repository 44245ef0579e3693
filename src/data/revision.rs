//! Whether the tables of a database have changed, by one cheap statement: their numbers of rows, and the latest date and the number of
//! dates of each column of dates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::DataError;
use super::plan::Plan;
use super::readers::Input;
use crate::progress::Progress;
use crate::warehouse::{Connection, Table, is_address};

/// Columns of dates: a change of a status comes with one.
const DATES: [&str; 4] = ["transaction_date", "burn_date", "expiry_date", "join_date"];

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
    /// The state of the tables of a plan, seen by the connections that they are read with; a revision for each connection.
    ///
    /// # Errors
    /// [`DataError`] when a statement fails.
    pub(super) fn all(plan: &Plan, progress: &Progress) -> Result<Vec<Self>, DataError> {
        let mut databases: Vec<(Arc<Connection>, Vec<(Arc<Table>, Vec<String>)>)> = Vec::new();
        for located in plan.tables.values() {
            for piece in &located.pieces {
                let Input::Warehouse(table) = &plan.inputs[piece.input] else { continue };
                let dates = DATES.iter().filter_map(|name| located.layout.header.get(located.layout.at(name)?));
                let dates = dates.filter(|name| table.columns.contains(name)).cloned().collect();
                let seen = (Arc::clone(table), dates);
                match databases.iter_mut().find(|(connection, _)| Arc::ptr_eq(connection, &table.connection)) {
                    Some((_, tables)) => tables.push(seen),
                    None => databases.push((Arc::clone(&table.connection), vec![seen])),
                }
            }
        }
        let revision = |(connection, tables): (Arc<Connection>, Vec<(Arc<Table>, Vec<String>)>)| {
            let statement = connection.state_statement(&tables);
            let answer = connection.answer(&statement, progress)?;
            Ok(Self { address: connection.address().into(), statement, answer })
        };
        databases.into_iter().map(revision).collect()
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
