//! Has an engine make the tables of a data set.

use std::sync::Arc;

use super::{Answer, Answers, Dates, SqlTables, Statement, Statements, WrongAnswer, fill};
use crate::data::{DataError, Facts, LoadOptions, database_tables, load_without_events};
use crate::progress::Progress;
use crate::warehouse::{Connection, WarehouseError};

/// Why an engine made no tables.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The tables could not be found, or read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// No statements can be written for them.
    #[error("--compute database: {0}. Without the option the rows are read")]
    Statements(String),
    /// A filter is not in the statements yet.
    #[error("--compute database: a filter is not in the statements yet. Without the option the rows are read")]
    Filter,
    /// A statement failed.
    #[error(transparent)]
    Warehouse(#[from] WarehouseError),
    /// Its answer is not what it asks for.
    #[error(transparent)]
    Answer(#[from] WrongAnswer),
}

/// The facts about a database without its events, and the tables that it makes of them.
///
/// # Errors
/// What cannot be read, written as statements or answered, in words for the user.
pub fn engine_tables(options: &LoadOptions, progress: &Progress) -> Result<(Arc<Facts>, SqlTables), EngineError> {
    let (mut facts, tables) = load_without_events(options, progress)?;
    let statements = Statements::of(&tables, options.today).map_err(EngineError::Statements)?;
    let connection = &tables.connection;
    let extent = run(connection, &statements.extent(), progress)?;
    let dates = Dates::of(&extent, options.as_of, facts.as_of).map_err(EngineError::Statements)??;
    let mut answers = Answers::from([("extent", extent)]);
    for statement in statements.all(&dates) {
        answers.insert(statement.name, run(connection, &statement, progress)?);
    }
    fill(&mut facts, &tables, &dates, &answers)?;
    let facts = Arc::new(facts);
    let made = SqlTables::of(&facts, &dates, &answers)?;
    Ok((facts, made))
}

/// The statements of the tables of a database, for its engine.
///
/// # Errors
/// As [`engine_tables`].
pub fn written(options: &LoadOptions, progress: &Progress) -> Result<Vec<Statement>, EngineError> {
    let tables = database_tables(options, progress)?;
    let statements = Statements::of(&tables, options.today).map_err(EngineError::Statements)?;
    let extent = statements.extent();
    let answer = run(&tables.connection, &extent, progress)?;
    let dates = Dates::of(&answer, options.as_of, None).map_err(EngineError::Statements)??;
    Ok(std::iter::once(extent).chain(statements.all(&dates)).collect())
}

/// The answer to a statement.
///
/// # Errors
/// What the engine says; or the work was cancelled.
pub fn run(connection: &Connection, statement: &Statement, progress: &Progress) -> Result<Answer, WarehouseError> {
    progress.begin(&format!("asking for {}", statement.name.replace('_', " ")), 0);
    let mut rows = connection.query(&statement.text, &format!("the statement {}", statement.name), progress)?;
    let mut batches = Vec::new();
    while let Some(batch) = rows.next(progress)? {
        batches.push(batch);
    }
    Ok(Answer::new(statement.name, batches))
}
