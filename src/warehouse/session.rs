//! A connection to write to one table of a database.

use std::sync::Arc;

use adbc_core::error::{Error, Status};
use adbc_core::{Connection as _, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedStatement};
use arrow_schema::{ArrowError, Schema};

use super::apart::apart;
use super::driver::{Access, connect};
use super::engine::Engine;
use super::error::{WarehouseError, said};
use super::insert::place;
use super::remedy::failed;
use super::syntax::{QUOTES, Syntax, question};
use super::target::Target;
use super::turns::{Turns, cancelled};
use super::words;
use super::write_error::WriteError;
use super::write_remedy::{is_missing, remedy_of_writing};
use crate::progress::Progress;

/// What a driver answers, or why it could not be asked.
pub type Answer<T> = Result<Result<T, Error>, WarehouseError>;

/// A connection to write to one table.
pub struct Session<'a> {
    /// The table.
    pub target: &'a Target,
    /// The engine.
    pub engine: &'static Engine,
    /// How it writes names and text.
    pub syntax: Syntax,
    /// The address without secrets.
    address: String,
    /// One statement at a time, also after one was cancelled.
    turns: Arc<Turns>,
    inner: ManagedConnection,
}

impl<'a> Session<'a> {
    /// Connects, and asks for the syntax: some drivers connect only with the first statement.
    ///
    /// # Errors
    /// No driver, no connection, a wrong profile; or the work was cancelled.
    pub fn open(target: &'a Target, access: Access, progress: &Progress) -> Result<Self, WarehouseError> {
        let (address, engine, inner) = connect(&target.address, access, progress)?;
        let (syntax, turns) = (Syntax { quote: QUOTES[0], has_escapes: false }, Arc::default());
        let mut session = Self { target, engine, syntax, address, turns, inner };
        let mut why = None;
        for quote in QUOTES {
            match session.asked(quote, progress)? {
                Ok(Some(syntax)) => {
                    session.syntax = syntax;
                    return Ok(session);
                }
                Ok(None) => {}
                Err(error) => why = why.or(Some(error)),
            }
        }
        let unknown = || Error::with_message_and_status("it quotes names in a way of its own", Status::NotImplemented);
        Err(failed(&session.address, "connecting", &why.unwrap_or_else(unknown)))
    }

    /// The syntax of the engine, if it takes these quotes around names.
    fn asked(&self, quote: char, progress: &Progress) -> Answer<Option<Syntax>> {
        self.call(progress, move |connection| {
            let mut statement = connection.new_statement()?;
            statement.set_sql_query(question(quote))?;
            let mut syntax = None;
            for batch in statement.execute()? {
                let batch = batch.map_err(|error| unread(&error))?;
                let text = batch.columns().first().and_then(|column| words::text(column, 0));
                let column = batch.schema_ref().fields().first().map(|field| field.name().clone());
                syntax = syntax.or(column.zip(text).and_then(|(name, text)| Syntax::of_answer(quote, &name, text)));
            }
            Ok(syntax)
        })
    }

    /// The columns of the table, if it is there.
    ///
    /// # Errors
    /// Rows with these columns cannot be written to it; what the driver says; or the work was cancelled.
    pub fn fitting(&self, columns: &[&str], progress: &Progress) -> Result<Option<Schema>, WriteError> {
        let Some(found) = self.found(progress)? else {
            let missing =
                || WriteError::Missing { address: self.address.clone(), table: self.target.table.to_string() };
            return if self.target.append { Err(missing()) } else { Ok(None) };
        };
        if !self.target.append {
            return Err(self.exists());
        }
        let is_lacking = |name: &&&str| !found.fields().iter().any(|field| field.name() == **name);
        let lacking: Vec<String> = columns.iter().filter(is_lacking).map(|name| (*name).to_owned()).collect();
        if lacking.is_empty() {
            return Ok(Some(found));
        }
        let (address, table) = (self.address.clone(), self.target.table.to_string());
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Err(WriteError::Columns { address, table, lacking, columns })
    }

    /// The columns of the table; none if there is no such table.
    fn found(&self, progress: &Progress) -> Result<Option<Schema>, WriteError> {
        let query = format!("SELECT * FROM {} WHERE 1 = 0", place(&self.target.table, self.syntax));
        let found = self.call(progress, move |connection| {
            let mut statement = connection.new_statement()?;
            statement.set_sql_query(query)?;
            asked_for(&mut statement)
        })?;
        match found {
            Ok(found) => Ok(Some(found)),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(self.failed(&error, "Nothing was written".to_owned())),
        }
    }

    /// Runs a call of the driver.
    ///
    /// # Errors
    /// The driver panicked; or the work was cancelled.
    pub fn call<T: Send + 'static>(
        &self,
        progress: &Progress,
        call: impl FnOnce(&mut ManagedConnection) -> Result<T, Error> + Send + 'static,
    ) -> Answer<T> {
        let (mut inner, turns) = (self.inner.clone(), Arc::clone(&self.turns));
        // A statement that was cancelled ends first, and then what undoes it runs, although nobody waits.
        let work = move || {
            let _turn = Turns::take(&turns, &Progress::new());
            call(&mut inner)
        };
        apart(progress, &self.address, &self.doing(), work)
    }

    /// Executes a statement in the way given, and cancels it with the work.
    ///
    /// # Errors
    /// As [`Session::call`].
    pub fn execute<T: Send + 'static>(
        &self,
        mut statement: ManagedStatement,
        execute: fn(&mut ManagedStatement) -> Result<T, Error>,
        progress: &Progress,
    ) -> Answer<T> {
        let (turn, cancel) = (Turns::take(&self.turns, progress)?, statement.get_cancel_handle());
        let running = Arc::clone(&turn);
        let work = move || {
            let done = execute(&mut statement);
            drop(statement);
            drop(running);
            done
        };
        let done = apart(progress, &self.address, &self.doing(), work);
        if let Err(WarehouseError::Cancelled(_)) = done {
            cancelled(cancel, Some(turn), None);
        }
        done
    }

    fn doing(&self) -> String {
        format!("writing to {}", self.target.table)
    }

    /// The error of a table that is there.
    pub fn exists(&self) -> WriteError {
        WriteError::Exists { address: self.address.clone(), table: self.target.table.to_string() }
    }

    /// What the driver says, and what is in the table now.
    pub fn failed(&self, error: &Error, left: String) -> WriteError {
        let (address, table) = (self.address.clone(), self.target.table.to_string());
        // The statement is that of the driver.
        let message = error.message.split(" query was:").next().and_then(|text| text.split("Query was:").next());
        let said = said(message.unwrap_or_default());
        WriteError::Failed { address, table, said, left, remedy: remedy_of_writing(error) }
    }
}

/// Executes a statement, and reads its rows to the end: with a result that is left, `DuckDB` loses the next transaction. Gives the
/// columns.
///
/// # Errors
/// What the driver says.
pub fn asked_for(statement: &mut ManagedStatement) -> Result<Schema, Error> {
    let rows = statement.execute()?;
    let schema = Schema::clone(&rows.schema());
    for batch in rows {
        batch.map_err(|error| unread(&error))?;
    }
    Ok(schema)
}

fn unread(error: &ArrowError) -> Error {
    Error::with_message_and_status(error.to_string(), Status::IO)
}
