//! Why an engine made no tables.

use super::answer::WrongAnswer;
use crate::data::DataError;
use crate::warehouse::WarehouseError;

/// Why an engine made no tables.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The tables could not be found, or read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// No statements can be written for them.
    #[error("--compute database: {0}. Without the option the rows are read")]
    Statements(String),
    /// A statement failed.
    #[error(transparent)]
    Warehouse(#[from] WarehouseError),
    /// Its answer is not what it asks for.
    #[error(transparent)]
    Answer(#[from] WrongAnswer),
}
