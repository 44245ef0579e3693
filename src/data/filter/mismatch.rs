//! The position of a condition that does not fit the data.

use super::error::{ConditionPart, FilterError, Mismatch};
use super::terms;

impl Mismatch {
    /// The same error, with its position in the text of the filter, or in [`Display`](super::Filter) of it.
    pub fn at(&self, text: &str) -> FilterError {
        let term = terms::terms(text).ok().and_then(|terms| terms.into_iter().nth(self.condition));
        let span = term.map(|term| match self.part {
            ConditionPart::Key => term.key.span.clone(),
            ConditionPart::Value(i) => term.values.get(i).unwrap_or(&term.key).span.clone(),
        });
        FilterError { message: self.message.clone(), span: span.unwrap_or(0..text.len()) }
    }
}
