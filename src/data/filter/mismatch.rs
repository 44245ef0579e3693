//! Where in the text of a filter a condition is that the data cannot answer.

use super::error::{FilterError, Mismatch, Part};
use super::terms;

impl Mismatch {
    /// The same, pointing at its place in the text that the filter was read from, or in [`Display`](super::Filter) of it.
    pub fn at(&self, text: &str) -> FilterError {
        let term = terms::terms(text).ok().and_then(|terms| terms.into_iter().nth(self.condition));
        let span = term.map(|term| match self.part {
            Part::Key => term.key.span.clone(),
            Part::Value(i) => term.values.get(i).unwrap_or(&term.key).span.clone(),
        });
        FilterError { message: self.message.clone(), span: span.unwrap_or(0..text.len()) }
    }
}
