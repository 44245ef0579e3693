//! Why a filter could not be applied.

use crate::aggregate::columns::MeasureError;
use crate::data::filter::{ConditionPart, Mismatch};

/// Why a filter could not be applied.
#[derive(Debug, thiserror::Error)]
pub enum SelectError {
    /// It asks for a name or column that does not exist.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// The facts could not be read.
    #[error(transparent)]
    Measure(#[from] MeasureError),
}

/// The same before the condition is known.
pub(crate) enum Refusal {
    Mismatch(ConditionPart, String),
    Measure(MeasureError),
}

impl<E: Into<MeasureError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Measure(error.into())
    }
}

impl Refusal {
    /// A key that the data has no table or column for.
    pub fn key(message: &str) -> Self {
        Self::Mismatch(ConditionPart::Key, message.to_owned())
    }

    pub fn of(self, condition: usize) -> SelectError {
        match self {
            Self::Mismatch(part, message) => SelectError::Mismatch(Mismatch { message, condition, part }),
            Self::Measure(error) => SelectError::Measure(error),
        }
    }
}
