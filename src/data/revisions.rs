//! The state of the tables of a plan: a revision for each database that they are in.

use std::sync::Arc;

use super::error::DataError;
use super::facts::Facts;
use super::findings::Finding;
use super::load_options::LoadOptions;
use super::plan::Plan;
use super::readers::Input;
use super::revision::{Dated, Revision};
use crate::progress::Progress;
use crate::warehouse::Connection;

/// Columns of dates: a change of a status comes with one.
const DATES: [&str; 4] = ["transaction_date", "burn_date", "expiry_date", "join_date"];

/// The state of the tables of a plan before they are read, seen by the connections that they are read with: where it is to be looked at
/// later, and where tables can change while they are read.
///
/// # Errors
/// [`DataError`] when a statement fails.
pub fn revisions(plan: &Plan, options: &LoadOptions, progress: &Progress) -> Result<Vec<Revision>, DataError> {
    let mut databases: Vec<(Arc<Connection>, Vec<Dated>)> = Vec::new();
    for (role, located) in &plan.tables {
        for piece in &located.pieces {
            let Input::Warehouse(table) = &plan.inputs[piece.input] else { continue };
            let dates = DATES.iter().filter_map(|name| located.layout.header.get(located.layout.at(name)?));
            let dates = dates.filter(|name| table.columns.contains(name)).cloned().collect();
            let seen = (*role, Arc::clone(table), dates);
            match databases.iter_mut().find(|(connection, _)| Arc::ptr_eq(connection, &table.connection)) {
                Some((_, tables)) => tables.push(seen),
                None => databases.push((Arc::clone(&table.connection), vec![seen])),
            }
        }
    }
    databases.retain(|(connection, _)| options.with_revisions || connection.sees_changes());
    let of = |(connection, tables): (Arc<Connection>, Vec<Dated>)| {
        Revision::of(&connection, &tables, options.with_revisions, progress)
    };
    databases.into_iter().map(of).collect()
}

/// What changed in the tables of a plan since these revisions, where tables can change while they are read.
///
/// # Errors
/// As [`revisions`].
pub fn changes(plan: &Plan, revisions: &[Revision], progress: &Progress) -> Result<Vec<Finding>, DataError> {
    let connections = plan.inputs.iter().filter_map(|input| match input {
        Input::Warehouse(table) => Some(&table.connection),
        _ => None,
    });
    changes_through(&connections, revisions, progress)
}

impl Facts {
    /// A finding for each table that changed since the load began, where the events are in a database and tables can change between two
    /// statements; none where they are not. To be asked once the last statement about the events is answered.
    ///
    /// # Errors
    /// [`DataError`] when the database does not answer.
    pub fn changes_while_read(&self, progress: &Progress) -> Result<Vec<Finding>, DataError> {
        let connections = self.database.iter().map(|events| &events.connection);
        changes_through(&connections, &self.source.revisions, progress)
    }
}

/// What changed since these revisions, asked through the connections that tables can change for while they are read.
fn changes_through<'a>(
    connections: &(impl Iterator<Item = &'a Arc<Connection>> + Clone),
    revisions: &[Revision],
    progress: &Progress,
) -> Result<Vec<Finding>, DataError> {
    let mut findings = Vec::new();
    for before in revisions {
        let mut own = connections.clone().filter(|connection| before.is_of(connection) && connection.sees_changes());
        if let Some(connection) = own.next() {
            findings.extend(before.changes(&before.asked(connection, progress)?));
        }
    }
    Ok(findings)
}
