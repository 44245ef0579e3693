//! The answers to statements of another part: one that counts the customers of segments, one that lists them.

use super::answer::Cell;
use super::asking::Asking;
use super::error::EngineError;
use super::statement::Statement;
use crate::data::Facts;
use crate::progress::Progress;

/// The rows of numbers that a statement about the tables of some facts gives, none where a value is null. It is asked once until the
/// tables are read again.
///
/// # Errors
/// What the engine says; a column that has no numbers; or the work was cancelled.
pub fn numbers(
    facts: &Facts,
    statement: &Statement,
    progress: &Progress,
) -> Result<Vec<Vec<Option<f64>>>, EngineError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(asking.run_once(statement)?.rows_of_numbers()?),
        None => Ok(Vec::new()),
    }
}

/// The rows that a statement about the tables of some facts gives.
///
/// # Errors
/// As [`numbers`].
pub fn cells(facts: &Facts, statement: &Statement, progress: &Progress) -> Result<Vec<Vec<Cell>>, EngineError> {
    match Asking::of(facts, progress) {
        Some(asking) => Ok(asking.run(statement)?.rows_of_cells()?),
        None => Ok(Vec::new()),
    }
}
