//! The rows of a table, shown to someone who may have seen enough before the last.

use std::ops::ControlFlow;

use super::budget::Reading;
use super::cell::Row;
use super::error::DataError;
use super::guard::guarded;
use super::layout::Layout;
use super::part::Part;
use super::readers::Input;
use super::tables::{Builder, Intake};
use crate::progress::Progress;

/// Takes rows that nobody needs.
struct Nobody;

impl Builder for Nobody {
    fn push(&mut self, _: u64, _: &dyn Row) {}
}

/// Shows `watch` every row of a part until it has seen enough.
///
/// # Errors
/// [`DataError`] when the part cannot be read, or the work was cancelled.
pub fn each_row(
    input: &mut Input,
    (part, layout): (&Part, &Layout),
    budget: Reading,
    progress: &Progress,
    watch: &mut dyn FnMut(u64, &dyn Row) -> ControlFlow<()>,
) -> Result<(), DataError> {
    let mut enough = false;
    let mut until_enough = |number: u64, row: &dyn Row| {
        let flow = watch(number, row);
        enough = flow.is_break();
        flow
    };
    let mut nobody = Nobody;
    let mut intake = Intake::new(&mut nobody, (layout, &part.label), budget, progress).watched(&mut until_enough);
    let outcome = guarded(&part.label, || input.read(part, &mut intake));
    match outcome {
        Err(DataError::Cancelled(_)) if enough => Ok(()),
        other => other,
    }
}
