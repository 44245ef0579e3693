//! Data that is in a database or a warehouse: where it is, which driver speaks to it, which tables are there, and the rows of a
//! query as arrow batches.
//!
//! The one client is ADBC (Arrow Database Connectivity). Its drivers are shared libraries of the user, found by name, so no engine is
//! linked. Without the cargo feature `warehouse` an address is recognised, and refused with a sentence.

#![cfg_attr(not(feature = "warehouse"), allow(dead_code, reason = "addresses are recognised only to be refused"))]

mod address;
#[cfg(feature = "warehouse")]
mod apart;
#[cfg(feature = "warehouse")]
mod catalogue;
#[cfg(feature = "warehouse")]
mod connection;
mod dialect;
#[cfg(feature = "warehouse")]
mod driver;
mod engine;
mod error;
#[cfg(feature = "warehouse")]
mod file_version;
#[cfg(feature = "warehouse")]
mod greeting;
#[cfg(feature = "warehouse")]
mod ingest;
#[cfg(feature = "warehouse")]
mod insert;
pub mod orders;
mod quoting;
#[cfg(feature = "warehouse")]
mod reading;
#[cfg(feature = "warehouse")]
mod remedy;
#[cfg(feature = "warehouse")]
mod rows;
#[cfg(feature = "warehouse")]
mod session;
#[cfg(feature = "warehouse")]
mod state;
#[cfg(feature = "warehouse")]
mod syntax;
mod table;
mod table_name;
mod target;
#[cfg(feature = "warehouse")]
mod turns;
#[cfg(feature = "warehouse")]
mod under_way;
#[cfg(feature = "warehouse")]
mod vendor;
#[cfg(not(feature = "warehouse"))]
mod without;
mod words;
mod write_error;
#[cfg(feature = "warehouse")]
mod write_remedy;

pub use address::{absolute, is_address, kept, names_database, names_secret, shown};
#[cfg(feature = "warehouse")]
pub use connection::Connection;
pub use dialect::{Dialect, with_arguments};
pub use error::WarehouseError;
#[cfg(feature = "warehouse")]
pub use rows::Rows;
#[cfg(feature = "warehouse")]
pub use state::StateStatement;
pub use table::Table;
pub use table_name::TableName;
pub use target::{SEGMENT_COLUMNS, Target, Written};
#[cfg(feature = "warehouse")]
pub use turns::Turn;
#[cfg(feature = "warehouse")]
pub use under_way::wait_for_cancellations;
#[cfg(not(feature = "warehouse"))]
pub use without::{Connection, Rows, StateStatement, Turn, wait_for_cancellations};
pub use words::text;
pub use write_error::WriteError;
