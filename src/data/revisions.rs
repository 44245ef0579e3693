//! The state of the tables of a plan: a revision for each database that they are in.

use std::sync::Arc;

use super::error::DataError;
use super::plan::Plan;
use super::readers::Input;
use super::revision::Revision;
use crate::progress::Progress;
use crate::warehouse::{Connection, Table};

/// Columns of dates: a change of a status comes with one.
const DATES: [&str; 4] = ["transaction_date", "burn_date", "expiry_date", "join_date"];

/// Tables, each with its columns of dates.
type Dated = Vec<(Arc<Table>, Vec<String>)>;

/// The state of the tables of a plan, seen by the connections that they are read with.
///
/// # Errors
/// [`DataError`] when a statement fails.
pub fn revisions(plan: &Plan, progress: &Progress) -> Result<Vec<Revision>, DataError> {
    let mut databases: Vec<(Arc<Connection>, Dated)> = Vec::new();
    for located in plan.tables.values() {
        for piece in &located.pieces {
            let Input::Warehouse(table) = &plan.inputs[piece.input] else { continue };
            let dates = DATES.iter().filter_map(|name| located.layout.header.get(located.layout.at(name)?));
            let dates = dates.filter(|name| table.columns.contains(name)).cloned().collect();
            let seen = (Arc::clone(table), dates);
            match databases.iter_mut().find(|(connection, _)| Arc::ptr_eq(connection, &table.connection)) {
                Some((_, tables)) => tables.push(seen),
                None => databases.push((Arc::clone(&table.connection), vec![seen])),
            }
        }
    }
    databases.into_iter().map(|(connection, tables)| Revision::of(&connection, &tables, progress)).collect()
}
