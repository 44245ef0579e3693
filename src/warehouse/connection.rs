//! A connection to a database, and the statements it runs.
//!
//! A driver may block for as long as its server does. Every call of a driver runs on a thread of its own, which is left behind when the
//! work is cancelled: whoever waits is free at once, and the statement is cancelled on the server if the driver can.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use adbc_core::error::{Error, Status};
use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{Connection as _, Database as _, Driver as _, LOAD_FLAG_DEFAULT, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedDatabase, ManagedDriver};

use super::address::{engine, real, scheme, with_schema};
use super::catalogue;
use super::dialect::Dialect;
use super::engine::Engine;
use super::error::{WarehouseError, said};
use super::rows::Rows;
use super::table::Table;
use crate::progress::Progress;

/// How often a cancellation is looked for while a driver works.
const LOOK: Duration = Duration::from_millis(20);

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Files are opened so that nothing can be written.
    Read,
    /// Rows are written.
    Write,
}

/// An open connection.
pub struct Connection {
    /// The address without its secrets.
    address: String,
    engine: &'static Engine,
    /// The schema whose tables are meant, if one is named.
    schema: Option<String>,
    /// How the engine writes SQL.
    dialect: Dialect,
    /// The statement that began the transaction in which all is read, if there is one.
    snapshot: Option<&'static str>,
    inner: ManagedConnection,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Connection {
    /// Connects to the database of an address, and shows all its tables as they are now, if the engine can.
    ///
    /// # Errors
    /// No driver, no connection, a wrong profile; or the work was cancelled.
    pub fn open(address: &Path, progress: &Progress) -> Result<Arc<Self>, WarehouseError> {
        let mut connection = Self::bare(address, progress)?;
        connection.snapshot = connection.engine.snapshot;
        if let Some(snapshot) = connection.snapshot {
            connection.query(snapshot, "beginning a transaction", progress)?.end(progress)?;
        }
        Ok(Arc::new(connection))
    }

    /// Connects to see what is new with each statement.
    ///
    /// # Errors
    /// As [`Connection::open`].
    pub fn open_for_news(address: &Path, progress: &Progress) -> Result<Arc<Self>, WarehouseError> {
        Self::bare(address, progress).map(Arc::new)
    }

    fn bare(address: &Path, progress: &Progress) -> Result<Self, WarehouseError> {
        let shown = address.to_string_lossy().into_owned();
        let engine = engine(address).unwrap_or(&super::engine::OTHER);
        progress.begin(&format!("connecting to {shown}"), 0);
        let (to, path) = (shown.clone(), address.to_owned());
        let inner = apart(progress, &shown, "connecting", move || connected(&to, &path, engine, Access::Read))??;
        let mut connection = Self {
            address: shown,
            engine,
            schema: with_schema(address).1,
            dialect: engine.dialect,
            snapshot: None,
            inner,
        };
        connection.greet(progress)?;
        Ok(connection)
    }

    /// Runs a first statement: some drivers connect only now. It also tells whether the engine writes SQL as Spark does.
    fn greet(&mut self, progress: &Progress) -> Result<(), WarehouseError> {
        let is_quoted = |dialect: Dialect| -> Result<bool, WarehouseError> {
            let rows = self.query(&format!("SELECT 1 AS {}", dialect.quoted("a")), "connecting", progress)?;
            let is_quoted = rows.schema().fields().first().is_some_and(|field| field.name() == "a");
            rows.end(progress)?;
            Ok(is_quoted)
        };
        let other = if self.dialect == Dialect::Spark { Dialect::Postgresql } else { Dialect::Spark };
        match is_quoted(self.dialect) {
            Ok(true) => {}
            Err(cancelled @ WarehouseError::Cancelled(_)) => return Err(cancelled),
            first => match is_quoted(other) {
                Ok(true) => self.dialect = other,
                _ => drop(first?),
            },
        }
        Ok(())
    }

    /// The tables and views, without those of the engine itself.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn tables(self: &Arc<Self>, progress: &Progress) -> Result<Vec<Table>, WarehouseError> {
        progress.begin(&format!("looking for tables in {}", self.address), 0);
        let inner = self.inner.clone();
        let doing = "listing its tables";
        let listed = apart(progress, &self.address, doing, move || catalogue::listed(&inner))?;
        let found = match listed {
            Ok(found) if !found.is_empty() => found,
            // Not every server lists its tables through the driver; Spark and those like it have statements for it.
            other => match catalogue::shown(self, progress) {
                Ok(found) => found,
                Err(cancelled @ WarehouseError::Cancelled(_)) => return Err(cancelled),
                Err(_) => other.map_err(|error| failed(&self.address, doing, &error))?,
            },
        };
        let is_own = |schema: &Option<String>| schema.as_deref().is_some_and(|s| self.engine.own_schemas.contains(&s));
        let mut others: Vec<catalogue::Found> =
            found.into_iter().filter(|(schemas, ..)| !is_own(&schemas[1])).collect();
        if let Some(wanted) = &self.schema {
            let mut schemas: Vec<String> = others.iter().filter_map(|(schemas, ..)| schemas[1].clone()).collect();
            schemas.dedup();
            others.retain(|(schemas, ..)| schemas[1].as_ref() == Some(wanted));
            if others.is_empty() {
                let (address, schema) = (self.address.clone(), wanted.clone());
                return Err(WarehouseError::NoSchema { address, schema, schemas: schemas.join(", ") });
            }
        }
        Ok(others.into_iter().map(|(schemas, name, columns)| Table::new(self, schemas, name, columns)).collect())
    }

    /// The rows of a table, at most `limit` of them.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn rows(&self, table: &Table, limit: Option<u64>, progress: &Progress) -> Result<Rows, WarehouseError> {
        let columns: Vec<String> = table.columns.iter().map(|column| self.quoted(column)).collect();
        let limit = limit.map(|rows| format!(" LIMIT {rows}")).unwrap_or_default();
        let statement = format!("SELECT {} FROM {}{limit}", columns.join(", "), self.place(table));
        self.query(&statement, &format!("reading {}", table.label().display()), progress)
    }

    /// Runs a statement. `doing` says in an error what it is for.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn query(&self, statement: &str, doing: &str, progress: &Progress) -> Result<Rows, WarehouseError> {
        let run = |statement: &str| {
            let (mut inner, text) = (self.inner.clone(), statement.to_owned());
            let prepared = apart(progress, &self.address, doing, move || {
                let mut prepared = inner.new_statement()?;
                prepared.set_sql_query(&text)?;
                Ok::<_, Error>(prepared)
            })?;
            let prepared = prepared.map_err(|error| failed(&self.address, doing, &error))?;
            Rows::of(prepared, (self.address.clone(), doing.to_owned()), progress)
        };
        let rows = run(statement);
        if let (Err(WarehouseError::Failed { .. }), Some(snapshot)) = (&rows, self.snapshot)
            && statement != snapshot
        {
            // After an error a transaction takes no other statement.
            for statement in ["ROLLBACK", snapshot] {
                run(statement)?.end(progress)?;
            }
        }
        rows
    }

    /// The statement that tells the state of tables: one row of their numbers of rows, and of the latest date and the number of
    /// dates of each of these columns.
    pub fn state_statement(&self, tables: &[(Arc<Table>, Vec<String>)]) -> String {
        let parts = tables.iter().enumerate().map(|(at, (table, dates))| {
            let of_date = |(column, name): (usize, &String)| {
                let name = self.quoted(name);
                format!(", MAX({name}) AS l{at}_{column}, COUNT({name}) AS d{at}_{column}")
            };
            let dates: String = dates.iter().enumerate().map(of_date).collect();
            format!("(SELECT COUNT(*) AS n{at}{dates} FROM {}) AS t{at}", self.place(table))
        });
        format!("SELECT * FROM {}", parts.collect::<Vec<_>>().join(", "))
    }

    /// The answer to a statement that has a row, as a text to compare.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn answer(&self, statement: &str, progress: &Progress) -> Result<String, WarehouseError> {
        let mut rows = self.query(statement, "asking for the state of the tables", progress)?;
        let mut answer = String::new();
        while let Some(batch) = rows.next(progress)? {
            batch.columns().iter().for_each(|column| answer += &format!("{column:?}\n"));
        }
        Ok(answer)
    }

    /// How the engine writes SQL.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The different values of a column as text, at most so many of them.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn distinct(
        &self,
        table: &Table,
        column: &str,
        most: usize,
        progress: &Progress,
    ) -> Result<Vec<String>, WarehouseError> {
        let text = self.dialect.as_text(&self.quoted(column));
        let statement = format!("SELECT DISTINCT {text} AS word FROM {} LIMIT {most}", self.place(table));
        let mut rows = self.query(&statement, &format!("reading {}", table.label().display()), progress)?;
        let mut words = Vec::new();
        while let Some(batch) = rows.next(progress)? {
            let column = batch.columns().first();
            words.extend((0..batch.num_rows()).filter_map(|row| catalogue::word(column?, row)));
        }
        words.sort_unstable();
        Ok(words)
    }

    /// The address without its secrets.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A table as statements name it.
    pub fn place(&self, table: &Table) -> String {
        let names = [&table.catalog, &table.schema].into_iter().flatten().chain([&table.name]);
        names.map(|name| self.quoted(name)).collect::<Vec<_>>().join(".")
    }

    /// A name as the engine takes it, whatever is in it.
    pub(super) fn quoted(&self, name: &str) -> String {
        self.dialect.quoted(name)
    }
}

/// What a driver says of a statement.
pub(super) fn failed(address: &str, doing: &str, error: &Error) -> WarehouseError {
    let (address, doing) = (address.to_owned(), doing.to_owned());
    WarehouseError::Failed { address, doing, remedy: remedy(error), said: said(&error.message) }
}

/// What to do about an error: by its status, or what its message tells.
pub(super) fn remedy(error: &Error) -> &'static str {
    let message = error.message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if error.status == Status::Unauthenticated || says(&["authentication", "no password", "unauthenticated"]) {
        return "Check the user and the password: give the password in PGPASSWORD or a connection profile";
    }
    if error.status == Status::Unauthorized || says(&["permission denied", "not authorized", "access denied"]) {
        return "Ask for the permission to read: SELECT on the tables, and USAGE on their schema";
    }
    if error.status == Status::Timeout || says(&["timeout", "timed out", "deadline exceeded"]) {
        return "The server took too long. Try again, or raise the time-out of the driver in a connection profile";
    }
    if says(&["refused", "unavailable", "could not translate host", "no such host", "lookup", "unreachable", "closed"])
    {
        return "Check the host and the port, and that the server runs";
    }
    if says(&["lock"]) {
        return "Another program has the database open for writing. Close it, or copy the file";
    }
    if error.status == Status::NotFound || says(&["does not exist", "not found", "no such table", "table_or_view"]) {
        return "Check the name, and that this user can see it";
    }
    "Run the statement in the engine itself, and look at the log of the server"
}

/// Loads the driver and connects.
pub(super) fn connected(
    address: &str,
    path: &Path,
    engine: &'static Engine,
    access: Access,
) -> Result<ManagedConnection, WarehouseError> {
    let no_connection = |error: &Error| WarehouseError::NoConnection {
        address: address.to_owned(),
        engine: engine.name,
        said: said(&error.message),
        remedy: remedy(error),
    };
    let database = if scheme(path) == Some("profile") {
        ManagedDatabase::from_uri(&real(address), None, AdbcVersion::V110, LOAD_FLAG_DEFAULT, None)
            .map_err(|error| WarehouseError::Profile { address: address.to_owned(), said: said(&error.message) })?
    } else {
        let mut driver = driver(address, path, engine)?;
        driver.new_database_with_opts(options(address, path, engine, access)).map_err(|error| no_connection(&error))?
    };
    database.new_connection().map_err(|error| no_connection(&error))
}

/// What a driver is given to find the database.
fn options(address: &str, path: &Path, engine: &Engine, access: Access) -> Vec<(OptionDatabase, OptionValue)> {
    let given = real(address);
    let Some(option) = engine.path_option else {
        return vec![(OptionDatabase::Uri, OptionValue::String(given))];
    };
    let file = match scheme(path) {
        Some(scheme) => given[scheme.len() + "://".len()..].to_owned(),
        None => std::path::absolute(&given).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned(),
    };
    if option == "uri" {
        let escaped = file.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let mode = if access == Access::Read { "ro" } else { "rw" };
        return vec![(OptionDatabase::Uri, OptionValue::String(format!("file:{escaped}?mode={mode}")))];
    }
    let mode = if access == Access::Read { "READ_ONLY" } else { "READ_WRITE" };
    let mode = (OptionDatabase::Other("access_mode".to_owned()), OptionValue::String(mode.to_owned()));
    vec![(OptionDatabase::Other(option.to_owned()), OptionValue::String(file)), mode]
}

/// The driver of an engine, by the first of its names that is found.
fn driver(address: &str, path: &Path, engine: &'static Engine) -> Result<ManagedDriver, WarehouseError> {
    let own = [scheme(path).unwrap_or_default()];
    let names = if engine.drivers.is_empty() { &own[..] } else { engine.drivers };
    let mut why = String::new();
    for name in names {
        match ManagedDriver::load_from_name(name, engine.entry, AdbcVersion::V110, LOAD_FLAG_DEFAULT, None) {
            Ok(driver) => return Ok(driver),
            Err(error) => why = said(&error.message),
        }
    }
    Err(WarehouseError::NoDriver {
        address: address.to_owned(),
        engine: engine.name,
        drivers: names.iter().map(|name| (*name).to_owned()).collect(),
        install: engine.install,
        said: why,
    })
}

/// Runs a call of a driver on a thread of its own, and waits for it until the work is cancelled.
///
/// # Errors
/// No thread, a panic of the driver, or a cancellation.
pub(super) fn apart<T: Send + 'static>(
    progress: &Progress,
    address: &str,
    doing: &str,
    call: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WarehouseError> {
    let (tell, told) = sync_channel(1);
    started(address, doing, move || drop(catch_unwind(AssertUnwindSafe(|| drop(tell.send(call()))))))?;
    awaited(&told, progress)?
        .ok_or_else(|| WarehouseError::Panicked { address: address.to_owned(), doing: doing.to_owned() })
}

/// Starts a thread for a driver.
pub(super) fn started(address: &str, doing: &str, work: impl FnOnce() + Send + 'static) -> Result<(), WarehouseError> {
    let thread = thread::Builder::new().name("database".to_owned()).spawn(work);
    thread.map(drop).map_err(|why| WarehouseError::Failed {
        address: address.to_owned(),
        doing: doing.to_owned(),
        said: format!("no thread for it: {why}"),
        remedy: "Raise the limit of threads (`ulimit -u`)",
    })
}

/// What a driver's thread sends next; none when it has ended.
pub(super) fn awaited<T>(told: &Receiver<T>, progress: &Progress) -> Result<Option<T>, WarehouseError> {
    loop {
        progress.check()?;
        match told.recv_timeout(LOOK) {
            Ok(value) => return Ok(Some(value)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}
