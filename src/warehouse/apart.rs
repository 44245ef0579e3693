//! Calls of a driver, which may block for as long as its server does.
//!
//! Every call runs on a thread of its own, which is left behind when the work is cancelled: whoever waits is free at once, and the
//! statement is cancelled on the server if the driver can.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::error::WarehouseError;
use crate::progress::Progress;

/// How often a cancellation is looked for while a driver works.
pub(super) const LOOK: Duration = Duration::from_millis(20);

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
