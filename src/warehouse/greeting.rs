//! The first statements of a connection: what the engine is, and how it writes SQL.

use super::connection::Connection;
use super::dialect::Dialect;
use super::engine::SAIL;
use super::error::WarehouseError;
use super::words;
use crate::progress::Progress;

impl Connection {
    /// Runs a first statement: some drivers connect only now. It also tells whether the engine writes SQL as Spark does.
    pub(super) fn greet(&mut self, progress: &Progress) -> Result<(), WarehouseError> {
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
        if SAIL.schemes == self.engine.schemes && self.dialect == Dialect::Spark && self.is_sail(progress)? {
            self.engine = &SAIL;
        }
        Ok(())
    }

    /// Whether a server of Flight SQL is Sail: the tables without a catalog are in one of that name.
    fn is_sail(&self, progress: &Progress) -> Result<bool, WarehouseError> {
        let mut rows = match self.query("SELECT CURRENT_CATALOG() AS name", "connecting", progress) {
            Ok(rows) => rows,
            Err(cancelled @ WarehouseError::Cancelled(_)) => return Err(cancelled),
            // It is another, without such a function.
            Err(_) => return Ok(false),
        };
        let mut is_sail = false;
        while let Some(batch) = rows.next(progress)? {
            is_sail |= batch.columns().first().and_then(|name| words::text(name, 0)) == Some("sail");
        }
        Ok(is_sail)
    }
}
