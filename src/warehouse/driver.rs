//! Finds the driver of an engine, and connects with it.

use std::path::Path;

use adbc_core::error::Error;
use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{Database as _, Driver as _, LOAD_FLAG_DEFAULT};
use adbc_driver_manager::{ManagedConnection, ManagedDatabase, ManagedDriver};

use super::address::{engine, real, scheme};
use super::apart::apart;
use super::engine::{Engine, OTHER};
use super::error::{WarehouseError, said};
use super::remedy::remedy;
use crate::progress::Progress;

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Files are opened so that nothing can be written.
    Read,
    /// Rows are written.
    Write,
}

/// Connects to an address. Gives it without its secrets, the engine and the connection.
///
/// # Errors
/// No driver, no connection, a wrong profile; or the work was cancelled.
pub(super) fn connect(
    address: &Path,
    access: Access,
    progress: &Progress,
) -> Result<(String, &'static Engine, ManagedConnection), WarehouseError> {
    let shown = address.to_string_lossy().into_owned();
    let engine = engine(address).unwrap_or(&OTHER);
    progress.begin(&format!("connecting to {shown}"), 0);
    let (to, path) = (shown.clone(), address.to_owned());
    let connection = apart(progress, &shown, "connecting", move || connected(&to, &path, engine, access))??;
    Ok((shown, engine, connection))
}

/// Loads the driver and connects.
fn connected(
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
    let file = file(path);
    if option == "uri" {
        let escaped = file.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let mode = if access == Access::Read { "ro" } else { "rw" };
        return vec![(OptionDatabase::Uri, OptionValue::String(format!("file:{escaped}?mode={mode}")))];
    }
    let mode = if access == Access::Read { "READ_ONLY" } else { "READ_WRITE" };
    let mode = (OptionDatabase::Other("access_mode".to_owned()), OptionValue::String(mode.to_owned()));
    vec![(OptionDatabase::Other(option.to_owned()), OptionValue::String(file)), mode]
}

/// The path of the file of an address, as its driver takes it.
pub(super) fn file(address: &Path) -> String {
    let given = real(&address.to_string_lossy());
    match scheme(address) {
        Some(scheme) => given[scheme.len() + "://".len()..].to_owned(),
        None => std::path::absolute(&given).unwrap_or_else(|_| address.to_owned()).to_string_lossy().into_owned(),
    }
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
