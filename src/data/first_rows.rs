//! The first rows of a table, for a caller that may stop before the last.

use std::ops::ControlFlow;

use super::budget::Reading;
use super::cell::Row;
use super::error::DataError;
use super::located::Located;
use super::pieces::RowPlaces;
use super::readers::Input;
use super::tables::{Builder, Intake};
use crate::progress::Progress;

/// Ignores rows.
struct Ignore;

impl Builder for Ignore {
    fn push(&mut self, _: u64, _: &dyn Row) {}
}

/// Passes each row of a table to `watch` until it breaks, which is after `limit` rows if there is one; returns which rows come from
/// which file.
///
/// # Errors
/// [`DataError`] when a file cannot be read, or the work was cancelled.
pub fn each_row(
    inputs: &mut [Input],
    located: &Located,
    (budget, limit): (Reading, Option<u64>),
    progress: &Progress,
    watch: &mut dyn FnMut(u64, &dyn Row) -> ControlFlow<()>,
) -> Result<RowPlaces, DataError> {
    let mut enough = false;
    let mut until_enough = |number: u64, row: &dyn Row| {
        let flow = watch(number, row);
        enough = flow.is_break();
        flow
    };
    let mut ignore = Ignore;
    let table = (&located.layout, located.part.label.as_str());
    let mut intake = Intake::new(&mut ignore, table, budget, progress).only_watched(&mut until_enough).at_most(limit);
    let outcome = located.read(inputs, budget, &mut intake);
    let places = intake.finish().places;
    match outcome {
        Err(DataError::Cancelled(_)) if enough => Ok(places),
        other => other.map(|()| places),
    }
}
