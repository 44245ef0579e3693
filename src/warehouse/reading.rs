//! What is read through a connection: its tables and their rows.

use std::sync::Arc;

use super::apart::apart;
use super::catalogue;
use super::connection::Connection;
use super::error::WarehouseError;
use super::remedy::failed;
use super::rows::Rows;
use super::table::Table;
use crate::progress::Progress;

impl Connection {
    /// The tables and views, without those of the engine itself.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn tables(self: &Arc<Self>, progress: &Progress) -> Result<Vec<Table>, WarehouseError> {
        progress.begin(&format!("looking for tables in {}", self.address), 0);
        let turn = self.turn(progress)?;
        let (inner, doing) = (self.opened(turn.as_ref(), progress)?, "listing its tables");
        let listed = apart(progress, &self.address, doing, move || {
            let listed = catalogue::listed(&inner);
            drop((inner, turn));
            listed
        })?;
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

    /// The rows of a table that are to be read, at most `limit` of them.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn rows(&self, table: &Table, limit: Option<u64>, progress: &Progress) -> Result<Rows, WarehouseError> {
        let column = |column: &String| {
            let name = self.quoted(column);
            table
                .narrower(column)
                .map_or_else(|| name.clone(), |narrower| format!("CAST({name} AS {narrower}) AS {name}"))
        };
        let columns: Vec<String> = table.columns.iter().map(column).collect();
        let limit = limit.map(|rows| format!(" LIMIT {rows}")).unwrap_or_default();
        let those = table.condition.as_ref().map(|condition| format!(" WHERE {condition}")).unwrap_or_default();
        let statement = format!("SELECT {} FROM {}{those}{limit}", columns.join(", "), self.place(table));
        self.query(&statement, &format!("reading {}", table.label().display()), progress)
    }

    /// A number over all rows of a table, such as `COUNT(*)`.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn number(&self, of: &str, table: &Table, progress: &Progress) -> Result<u64, WarehouseError> {
        let statement = format!("SELECT {} AS number FROM {}", self.dialect().as_text(of), self.place(table));
        let mut rows = self.query(&statement, &format!("counting {}", table.label().display()), progress)?;
        let mut number = None;
        while let Some(batch) = rows.next(progress)? {
            number = number.or_else(|| catalogue::word(batch.columns().first()?, 0)?.parse().ok());
        }
        Ok(number.unwrap_or(0))
    }

    /// The different values of a column as text, at most `most` of them.
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
        let text = self.dialect().as_text(&self.quoted(column));
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

    /// A table as statements name it.
    pub fn place(&self, table: &Table) -> String {
        table.names().map(|name| self.quoted(name)).collect::<Vec<_>>().join(".")
    }
}
