//! A connection to a database, and the statements it runs.

use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use adbc_core::error::Error;
use adbc_core::{Connection as _, Statement as _};
use adbc_driver_manager::ManagedConnection;

use super::address::{engine as known, with_schema};
use super::apart::{apart, started};
use super::dialect::Dialect;
use super::driver::{Access, connect, file};
use super::engine::{Cancels, Engine, of_vendor};
use super::error::WarehouseError;
use super::file_version::version;
use super::remedy::failed;
use super::rows::{Rows, Shared};
use super::turns::{Turn, Turns};
use super::vendor::vendor;
use crate::progress::Progress;

/// How long a connection may take to close before nobody waits for it.
const CLOSING: Duration = Duration::from_millis(100);

/// A connection. Where the engine has transactions, all statements of one see the same rows, until it is closed.
pub struct Connection {
    /// The address without its secrets.
    pub(super) address: String,
    pub(super) engine: &'static Engine,
    /// The schema whose tables are meant, if one is named.
    pub(super) schema: Option<String>,
    /// How the engine writes SQL.
    pub(super) dialect: Dialect,
    /// The version of the file before it was opened, where one has all tables.
    pub(super) version: Option<String>,
    /// The statement that begins the transaction in which all is read, if there is one.
    snapshot: Option<&'static str>,
    /// Engines with transactions run one statement of a connection at a time; the others run them side by side.
    turns: Arc<Turns>,
    /// None until the first statement, and again once it is closed.
    inner: Shared,
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
        let mut connection = Self::connected(address, progress)?;
        connection.greet(progress)?;
        connection.snapshot = connection.engine.snapshot;
        if let Some(inner) = connection.inner().clone() {
            connection.begin(inner, connection.turn(progress)?.as_ref(), progress)?;
        }
        Ok(Arc::new(connection))
    }

    /// Connects to see what is new with each statement.
    ///
    /// # Errors
    /// As [`Connection::open`].
    pub fn open_for_news(address: &Path, progress: &Progress) -> Result<Arc<Self>, WarehouseError> {
        Self::connected(address, progress).map(Arc::new)
    }

    /// A connection for a batch of statements, which opens with the first of them. Where the engine has no transactions, that is
    /// the same one: opening another has no use.
    #[must_use]
    pub fn for_batch(like: &Arc<Self>) -> Arc<Self> {
        if like.snapshot.is_none() {
            return Arc::clone(like);
        }
        Arc::new(Self {
            address: like.address.clone(),
            schema: like.schema.clone(),
            // The state of tables is asked of connections that read them.
            version: None,
            turns: Arc::default(),
            inner: Shared::default(),
            ..**like
        })
    }

    /// Ends a batch of statements: the transaction ends, as one that stays open holds up a server, and the
    /// connection is closed, as others wait to write to a file. A later statement opens it again, and sees later rows.
    pub fn end_batch(&self) {
        if self.snapshot.is_some() {
            self.close();
        }
    }

    /// Closes the connection until the next statement. It does not wait for a server that hangs.
    pub fn close(&self) {
        let inner = self.inner().take();
        if let Some(inner) = inner {
            self.let_go(inner);
        }
    }

    fn let_go(&self, inner: ManagedConnection) {
        let (tell, told) = sync_channel::<()>(1);
        // The server ends the transaction when it loses the connection.
        let work = move || {
            drop(inner);
            drop(tell);
        };
        if started(&self.address, "closing the connection", work).is_ok() {
            let _ = told.recv_timeout(CLOSING);
        }
    }

    /// Whether tables can change between two statements of a batch.
    pub fn sees_changes(&self) -> bool {
        self.snapshot.is_none()
    }

    /// Waits until a statement may run. The turn lasts until the driver is done with it.
    ///
    /// # Errors
    /// The work was cancelled.
    pub fn turn(&self, progress: &Progress) -> Result<Option<Arc<Turn>>, WarehouseError> {
        Ok(self.snapshot.map(|_| Turns::take(&self.turns, progress)).transpose()?)
    }

    fn connected(address: &Path, progress: &Progress) -> Result<Self, WarehouseError> {
        // Before a transaction begins: a later change is not in what is read.
        let version = known(address).filter(|engine| engine.is_one_file).map(|_| version(&file(address)));
        let (shown, mut engine, inner) = connect(address, Access::Read, progress)?;
        if engine.drivers.is_empty() {
            // The scheme of an address tells no engine: a profile, or a driver that is not known.
            let own = inner.clone();
            let vendor = apart(progress, &shown, "connecting", move || vendor(&own))?;
            engine = vendor.and_then(|vendor| of_vendor(&vendor)).unwrap_or(engine);
        }
        Ok(Self {
            address: shown,
            engine,
            schema: with_schema(address).1,
            dialect: engine.dialect,
            version,
            snapshot: None,
            turns: Arc::default(),
            inner: Arc::new(Mutex::new(Some(inner))),
        })
    }

    /// Runs a statement. `doing` says in an error what it is for.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn query(&self, statement: &str, doing: &str, progress: &Progress) -> Result<Rows, WarehouseError> {
        self.query_in(self.turn(progress)?.as_ref(), statement, doing, progress)
    }

    /// [`Connection::query`] for those who have waited for their turn.
    ///
    /// # Errors
    /// As [`Connection::query`].
    pub fn query_in(
        &self,
        turn: Option<&Arc<Turn>>,
        statement: &str,
        doing: &str,
        progress: &Progress,
    ) -> Result<Rows, WarehouseError> {
        if self.turns.were_given_up() {
            self.close();
        }
        let inner = self.opened(turn, progress)?;
        let rows = self.run(inner.clone(), turn, (statement, doing), progress);
        if self.engine.cancels == Cancels::Connection && matches!(rows, Err(WarehouseError::Cancelled(_))) {
            self.let_go(inner);
            return rows;
        }
        if let (Err(WarehouseError::Failed { .. }), Some(_)) = (&rows, self.snapshot) {
            // After an error a transaction takes no other statement.
            let ended =
                self.run(inner.clone(), turn, ("ROLLBACK", doing), progress).and_then(|rows| rows.end(progress));
            if ended.and_then(|()| self.begin(inner, turn, progress)).is_err() {
                self.close();
            }
        }
        rows
    }

    /// The connection of the driver, connected and in its transaction.
    pub(super) fn opened(
        &self,
        turn: Option<&Arc<Turn>>,
        progress: &Progress,
    ) -> Result<ManagedConnection, WarehouseError> {
        let mut own = self.inner();
        if let Some(inner) = &*own {
            return Ok(inner.clone());
        }
        let (_, _, inner) = connect(Path::new(&self.address), Access::Read, progress)?;
        self.begin(inner.clone(), turn, progress)?;
        Ok(own.insert(inner).clone())
    }

    /// Begins the transaction, if there is one.
    fn begin(
        &self,
        inner: ManagedConnection,
        turn: Option<&Arc<Turn>>,
        progress: &Progress,
    ) -> Result<(), WarehouseError> {
        let Some(snapshot) = self.snapshot else { return Ok(()) };
        self.run(inner, turn, (snapshot, "beginning a transaction"), progress)?.end(progress)
    }

    /// Runs a statement, whose text comes with what it is for.
    fn run(
        &self,
        mut inner: ManagedConnection,
        turn: Option<&Arc<Turn>>,
        (statement, doing): (&str, &str),
        progress: &Progress,
    ) -> Result<Rows, WarehouseError> {
        let text = statement.to_owned();
        let prepared = apart(progress, &self.address, doing, move || {
            let mut prepared = inner.new_statement()?;
            prepared.set_sql_query(&text)?;
            Ok::<_, Error>(prepared)
        })?;
        let prepared = prepared.map_err(|error| failed(&self.address, doing, &error))?;
        let closing = (self.engine.cancels == Cancels::Connection).then(|| Arc::clone(&self.inner));
        Rows::of(prepared, turn.cloned(), closing, (self.address.clone(), doing.to_owned()), progress)
    }

    /// What could be left half done by a panic is none of it.
    fn inner(&self) -> MutexGuard<'_, Option<ManagedConnection>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
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

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}
