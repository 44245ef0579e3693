//! The filter language: `city:Cairo segment:2 burnt_count>=3 since:2024-01-01`.
//!
//! Conditions are separated by blanks and must all hold; `-` before one negates it. A condition is a key, an operator and
//! values; of several values, separated by commas, any matches. Words with blanks are in quotes. A quoted key is always a
//! column of the data, and so is a key that is not in [`KEYS`]: a numeric feature compared with numbers, or another text
//! column, whose values may look like numbers: `age:45-54`, `size:4,5+`.
//!
//! ```text
//! text ─ terms ──► words with their places ─ interpret ──► Filter ─ Display ──► canonical text
//! ```
//!
//! `shown.` before a condition on customers narrows what is shown and never what is clustered, as `segment:` does, and so
//! do the figures that only a clustering gives: `silhouette`, `pc1`, `pc2` and `pc3`.
//!
//! Parsing does not depend on the data: whether a city Cairo exists is checked when a filter is applied.

mod comparison;
mod complete;
mod condition;
mod days;
mod error;
mod interpret;
mod keys;
mod mismatch;
mod name;
mod terms;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod vocabulary;

use std::fmt::{self, Display, Formatter};

pub use comparison::{Comparison, Interval};
pub use complete::{Completion, complete};
pub use condition::{Condition, Scope, Test};
pub use error::{ConditionPart, FilterError, Mismatch, nearest};
pub use keys::{Field, KEYS, KeySpec, Meaning, Moment, OF_CLUSTERING, Size, markdown, near as near_keys};
pub use name::Name;
pub use vocabulary::Vocabulary;

/// Conditions that must all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// In the order they were added.
    pub conditions: Vec<Condition>,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// A sentence, and the place of the word that is at fault.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let conditions = terms::terms(text)?.iter().map(interpret::condition).collect::<Result<_, _>>()?;
        Ok(Self { conditions })
    }

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Adds a condition.
    pub fn push(&mut self, condition: Condition) {
        self.conditions.push(condition);
    }

    /// Removes the newest condition.
    pub fn pop(&mut self) -> Option<Condition> {
        self.conditions.pop()
    }

    /// The conditions that decide what is clustered.
    #[must_use]
    pub fn without_segments(&self) -> Self {
        let conditions = self.conditions.iter().filter(|c| c.scope() != Scope::Shown).cloned().collect();
        Self { conditions }
    }

    /// Whether any condition is about the days of claims.
    pub fn has_dates(&self) -> bool {
        self.conditions.iter().any(|c| matches!(c.test, Test::Day(Moment::Date, _)))
    }

    /// Whether any condition narrows what is shown once it is clustered.
    pub fn has_segments(&self) -> bool {
        self.conditions.iter().any(|c| c.scope() == Scope::Shown)
    }
}

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, condition) in self.conditions.iter().enumerate() {
            let gap = if i > 0 { " " } else { "" };
            write!(f, "{gap}{condition}")?;
        }
        Ok(())
    }
}
