//! What stands for a connection in a program without ADBC.

use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};

use super::error::WarehouseError;
use super::{Dialect, Table, Target, WriteError, Written};
use crate::progress::Progress;

/// No connection: there is none without ADBC.
#[derive(Debug)]
pub enum Connection {}

/// No turn.
#[derive(Debug)]
pub enum Turn {}

/// No rows.
#[derive(Debug)]
pub enum Rows {}

/// No statement.
#[derive(Debug)]
pub struct StateStatement {
    /// None.
    pub text: String,
    /// None.
    pub widths: Vec<usize>,
}

/// Nothing is under way.
pub fn wait_for_cancellations() {}

impl Connection {
    /// Refuses the address.
    ///
    /// # Errors
    /// [`WarehouseError::NotBuilt`], always.
    pub fn open(address: &Path, _: &Progress) -> Result<Arc<Self>, WarehouseError> {
        Err(WarehouseError::NotBuilt { address: address.to_string_lossy().into_owned() })
    }

    /// Refuses the address.
    ///
    /// # Errors
    /// [`WarehouseError::NotBuilt`], always.
    pub fn open_for_news(address: &Path, progress: &Progress) -> Result<Arc<Self>, WarehouseError> {
        Self::open(address, progress)
    }

    /// There is none.
    #[must_use]
    pub fn for_batch(like: &Arc<Self>) -> Arc<Self> {
        match **like {}
    }

    /// There is none.
    pub fn end_batch(&self) {
        match *self {}
    }

    /// There is none.
    pub fn close(&self) {
        match *self {}
    }

    /// There is none.
    pub fn sees_changes(&self) -> bool {
        match *self {}
    }

    /// There is none.
    ///
    /// # Errors
    /// None.
    pub fn turn(&self, _: &Progress) -> Result<Option<Arc<Turn>>, WarehouseError> {
        match *self {}
    }

    /// There is none.
    pub fn state_statements(&self, _: &[(Arc<Table>, Vec<String>)]) -> (StateStatement, Vec<StateStatement>) {
        match *self {}
    }

    /// There is none.
    ///
    /// # Errors
    /// None.
    pub fn answer(&self, _: &str, _: &Progress) -> Result<Vec<String>, WarehouseError> {
        match *self {}
    }

    /// There is none.
    pub fn place(&self, _: &Table) -> String {
        match *self {}
    }

    /// There is none.
    pub fn dialect(&self) -> Dialect {
        match *self {}
    }

    /// There are none.
    ///
    /// # Errors
    /// None.
    pub fn distinct(&self, _: &Table, _: &str, _: usize, _: &Progress) -> Result<Vec<String>, WarehouseError> {
        match *self {}
    }

    /// There is none.
    pub fn engine_name(&self) -> &'static str {
        match *self {}
    }

    /// There is none.
    ///
    /// # Errors
    /// None.
    pub fn number(&self, _: &str, _: &Table, _: &Progress) -> Result<u64, WarehouseError> {
        match *self {}
    }

    /// There is none.
    pub fn address(&self) -> &str {
        match *self {}
    }

    /// There are none.
    ///
    /// # Errors
    /// None.
    pub fn query(&self, _: &str, _: &str, _: &Progress) -> Result<Rows, WarehouseError> {
        match *self {}
    }

    /// There are none.
    ///
    /// # Errors
    /// None.
    pub fn query_in(&self, _: Option<&Arc<Turn>>, _: &str, _: &str, _: &Progress) -> Result<Rows, WarehouseError> {
        match *self {}
    }

    /// There are none.
    ///
    /// # Errors
    /// None.
    pub fn tables(self: &Arc<Self>, _: &Progress) -> Result<Vec<Table>, WarehouseError> {
        match **self {}
    }

    /// There is none.
    ///
    /// # Errors
    /// None.
    pub fn rows(&self, _: &Table, _: Option<u64>, _: &Progress) -> Result<Rows, WarehouseError> {
        match *self {}
    }
}

impl Rows {
    /// There are none.
    pub fn schema(&self) -> &SchemaRef {
        match *self {}
    }

    /// There are none.
    ///
    /// # Errors
    /// None.
    pub fn end(self, _: &Progress) -> Result<(), WarehouseError> {
        match self {}
    }

    /// There are none.
    ///
    /// # Errors
    /// None.
    pub fn next(&mut self, _: &Progress) -> Result<Option<RecordBatch>, WarehouseError> {
        match *self {}
    }
}

impl Target {
    /// Refuses the address.
    ///
    /// # Errors
    /// [`WarehouseError::NotBuilt`], always.
    pub fn check(&self, _: &[&str], progress: &Progress) -> Result<(), WriteError> {
        Ok(Connection::open(&self.address, progress).map(drop)?)
    }

    /// Refuses the address.
    ///
    /// # Errors
    /// [`WarehouseError::NotBuilt`], always.
    pub fn write(&self, _: &[RecordBatch], progress: &Progress) -> Result<Written, WriteError> {
        match *Connection::open(&self.address, progress)? {}
    }

    /// Refuses the address.
    ///
    /// # Errors
    /// [`WarehouseError::NotBuilt`], always.
    pub fn write_selected(&self, _: &str, _: &Schema, _: u64, progress: &Progress) -> Result<Written, WriteError> {
        match *Connection::open(&self.address, progress)? {}
    }
}
