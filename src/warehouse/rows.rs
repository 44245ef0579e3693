//! The rows of a statement, batch by batch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use adbc_core::{CancelHandle, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedStatement};
use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};

use super::apart::{awaited, started};
use super::error::{WarehouseError, said};
use super::remedy::failed;
use super::turns::{Turn, cancelled};
use super::under_way::UnderWay;
use crate::progress::Progress;

/// Batches that wait to be taken.
const AHEAD: usize = 2;

/// What the thread of the driver sends.
enum Sent {
    Schema(SchemaRef),
    Batch(RecordBatch),
    Failed(WarehouseError),
    End,
}

/// What cancels a statement, and its turn.
type Cancel = (Box<dyn CancelHandle>, Option<Arc<Turn>>);

/// The connection of a driver; none before the first statement, and after it is closed.
pub(super) type Shared = Arc<Mutex<Option<ManagedConnection>>>;

/// The rows of a statement. Where they are dropped before their end, the statement is cancelled.
pub struct Rows {
    schema: SchemaRef,
    sent: Receiver<Sent>,
    cancel: Option<Cancel>,
    /// The address, and what the statement is for.
    about: (String, String),
    /// The connection to close with a cancellation, if that is how the engine hears of it.
    closing: Option<Shared>,
    /// Whether the work was cancelled: rows that nobody needs end without closing a connection that others use.
    is_cancelled: bool,
}

impl Rows {
    /// Executes a statement in its turn.
    pub(super) fn of(
        mut statement: ManagedStatement,
        turn: Option<Arc<Turn>>,
        closing: Option<Shared>,
        about: (String, String),
        progress: &Progress,
    ) -> Result<Self, WarehouseError> {
        let cancel = (statement.get_cancel_handle(), turn.clone());
        let (send, sent) = sync_channel(AHEAD);
        let ((address, doing), under_way) = (about.clone(), UnderWay::begin());
        let work = move || {
            let broken = |error: ArrowError| WarehouseError::Failed {
                address: address.clone(),
                doing: doing.clone(),
                said: said(&error.to_string()),
                remedy: "Look at the log of the server, and try again",
            };
            let run = || -> Result<(), WarehouseError> {
                let batches = statement.execute().map_err(|error| failed(&address, &doing, &error))?;
                // Whoever does not listen any more has enough.
                if send.send(Sent::Schema(batches.schema())).is_err() {
                    return Ok(());
                }
                for batch in batches {
                    if send.send(Sent::Batch(batch.map_err(broken)?)).is_err() {
                        return Ok(());
                    }
                }
                Ok(())
            };
            let ended = catch_unwind(AssertUnwindSafe(run));
            // Whoever hears of the end may begin the next statement, and a connection has one at a time.
            drop(statement);
            drop(turn);
            drop(under_way);
            // Without a last word, the driver has panicked.
            if let Ok(ended) = ended {
                drop(send.send(ended.map_or_else(Sent::Failed, |()| Sent::End)));
            }
        };
        started(&about.0, &about.1, work)?;
        let schema = SchemaRef::new(arrow_schema::Schema::empty());
        let mut rows = Self { schema, sent, cancel: Some(cancel), about, closing, is_cancelled: false };
        if let Sent::Schema(schema) = rows.received(progress)? {
            rows.schema = schema;
        }
        Ok(rows)
    }

    fn received(&mut self, progress: &Progress) -> Result<Sent, WarehouseError> {
        let sent = awaited(&self.sent, progress);
        self.is_cancelled = sent.is_err();
        match sent? {
            Some(Sent::Failed(error)) => {
                self.cancel = None;
                Err(error)
            }
            Some(Sent::End) => {
                self.cancel = None;
                Ok(Sent::End)
            }
            Some(sent) => Ok(sent),
            None => {
                let (address, doing) = self.about.clone();
                Err(WarehouseError::Panicked { address, doing })
            }
        }
    }

    /// The columns.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The next rows; none after the last.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn next(&mut self, progress: &Progress) -> Result<Option<RecordBatch>, WarehouseError> {
        if self.cancel.is_none() {
            return Ok(None);
        }
        match self.received(progress)? {
            Sent::Batch(batch) => Ok(Some(batch)),
            _ => Ok(None),
        }
    }

    /// Takes all rows and drops them.
    ///
    /// # Errors
    /// As [`Rows::next`].
    pub fn end(mut self, progress: &Progress) -> Result<(), WarehouseError> {
        while self.next(progress)?.is_some() {}
        Ok(())
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        if let Some((cancel, turn)) = self.cancel.take() {
            if let Some(turn) = &turn {
                turn.give_up();
            }
            let closing = self.closing.take().filter(|_| self.is_cancelled);
            let inner = closing.and_then(|shared| shared.lock().unwrap_or_else(PoisonError::into_inner).take());
            cancelled(cancel, turn, inner);
        }
    }
}
