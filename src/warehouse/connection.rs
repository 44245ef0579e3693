//! A connection to a database, and the statements it runs.

use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::thread;

use adbc_core::error::Error;
use adbc_core::{Connection as _, Statement as _};
use adbc_driver_manager::ManagedConnection;

use super::address::with_schema;
use super::apart::{LOOK, apart, started};
use super::dialect::Dialect;
use super::driver::{Access, connect};
use super::engine::{Engine, of_vendor};
use super::error::WarehouseError;
use super::remedy::failed;
use super::rows::Rows;
use super::vendor::vendor;
use crate::progress::Progress;

/// An open connection.
pub struct Connection {
    /// The address without its secrets.
    pub(super) address: String,
    pub(super) engine: &'static Engine,
    /// The schema whose tables are meant, if one is named.
    pub(super) schema: Option<String>,
    /// How the engine writes SQL.
    dialect: Dialect,
    /// The statement that began the transaction in which all is read, if there is one.
    snapshot: Option<&'static str>,
    /// Whether the transaction has ended, so that statements would see later rows.
    is_released: AtomicBool,
    /// Held while a statement runs, where a connection runs one at a time.
    turn: Mutex<()>,
    pub(super) inner: ManagedConnection,
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

    /// A connection for further statements, which see the same rows: this one, or a new one where its transaction has ended.
    ///
    /// # Errors
    /// As [`Connection::open`].
    pub fn for_more(of: &Arc<Self>, progress: &Progress) -> Result<Arc<Self>, WarehouseError> {
        if of.is_released.load(Ordering::Relaxed) {
            return Self::open(Path::new(&of.address), progress);
        }
        Ok(Arc::clone(of))
    }

    /// Ends the transaction in which all is read, without waiting for it: one that stays open holds up a server.
    pub fn release(&self) {
        if self.snapshot.is_none() || self.is_released.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut inner = self.inner.clone();
        let mut rollback = move || {
            let mut statement = inner.new_statement()?;
            statement.set_sql_query("ROLLBACK")?;
            statement.execute_update().map(drop)
        };
        drop(started(&self.address, "ending a transaction", move || drop(rollback())));
    }

    /// Waits until a statement may run, and keeps others waiting until the result is dropped. Engines with transactions run one
    /// statement of a connection at a time; the others run them side by side.
    ///
    /// # Errors
    /// The work was cancelled.
    pub fn turn(&self, progress: &Progress) -> Result<Option<MutexGuard<'_, ()>>, WarehouseError> {
        if self.engine.snapshot.is_none() {
            return Ok(None);
        }
        loop {
            match self.turn.try_lock() {
                Ok(turn) => return Ok(Some(turn)),
                // Nothing is kept that a panic could leave half done.
                Err(TryLockError::Poisoned(turn)) => return Ok(Some(turn.into_inner())),
                Err(TryLockError::WouldBlock) => thread::sleep(LOOK),
            }
            progress.check()?;
        }
    }

    fn bare(address: &Path, progress: &Progress) -> Result<Self, WarehouseError> {
        let (shown, mut engine, inner) = connect(address, Access::Read, progress)?;
        if engine.drivers.is_empty() {
            // The scheme of an address tells no engine: a profile, or a driver that is not known.
            let own = inner.clone();
            let vendor = apart(progress, &shown, "connecting", move || vendor(&own))?;
            engine = vendor.and_then(|vendor| of_vendor(&vendor)).unwrap_or(engine);
        }
        let mut connection = Self {
            address: shown,
            engine,
            schema: with_schema(address).1,
            dialect: engine.dialect,
            snapshot: None,
            is_released: AtomicBool::new(false),
            turn: Mutex::new(()),
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

    /// The answer to a statement that has a row, as a text to compare.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn answer(&self, statement: &str, progress: &Progress) -> Result<String, WarehouseError> {
        let mut rows = self.query(statement, "asking for the state of the tables", progress)?;
        let mut answer = String::new();
        while let Some(batch) = rows.next(progress)? {
            for column in batch.columns() {
                let _ = writeln!(answer, "{column:?}");
            }
        }
        Ok(answer)
    }

    /// How the engine writes SQL.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The name of the engine, as a sentence has it: `PostgreSQL`.
    pub fn engine_name(&self) -> &'static str {
        self.engine.name
    }

    /// The address without its secrets.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A name as the engine takes it, whatever is in it.
    pub(super) fn quoted(&self, name: &str) -> String {
        self.dialect.quoted(name)
    }
}
