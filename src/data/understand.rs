//! Finds out what DATA is, as far as it can be told, also where it cannot be loaded.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use strum::IntoEnumIterator;

use super::budget::Reading;
use super::cell::Row;
use super::error::DataError;
use super::layout::Layout;
use super::load::{self, LoadOptions};
use super::part::Part;
use super::plan;
use super::readers::Input;
use super::schema::Table;
use super::tables::{Builder, Intake};
use super::understanding::{ColumnRole, PartRole, Understanding};
use crate::progress::Progress;

/// Rows that are looked at for samples.
const LOOKED_AT: usize = 50;
/// Samples of a column.
const SAMPLES: usize = 3;

/// What is understood of DATA from its first rows.
///
/// # Errors
/// [`DataError`] when nothing can be opened.
pub fn understand(options: &LoadOptions, progress: &Progress) -> Result<Understanding, DataError> {
    let mapping = options.mapping.clone().unwrap_or_default();
    let mut missing = Vec::new();
    let mut layouts: BTreeMap<String, Layout> = BTreeMap::new();
    match load::find(options, progress) {
        Ok((plan, _)) => {
            layouts.extend(plan.tables.into_values().map(|located| (located.part.label, located.layout)));
        }
        Err(DataError::Cancelled(why)) => return Err(why.into()),
        Err(why) => missing.push(why.to_string()),
    }
    let (mut inputs, found) = plan::opened(&options.paths, progress)?;
    let mut parts = Vec::new();
    for (input, part) in found {
        let guess = |table: Table| Layout::partial(table, part.header.clone(), mapping.columns(table));
        let given = Table::iter().find(|t| mapping.source_name(*t).is_some_and(|s| part.goes_by(s)));
        let left_out = mapping.leaves_out(&part);
        let layout = match layouts.remove(&part.label) {
            Some(layout) => Some(layout),
            None if left_out || missing.is_empty() => None,
            None => given.or(Table::by_name(&part.name)).map(guess),
        };
        let samples = samples(&mut inputs[input], &part, progress);
        let column = |(at, name): (usize, &String)| {
            let role = layout.as_ref().and_then(|layout| layout.known(at)).map(|column| column.name);
            let reason = match role {
                Some(role) if role == name => "the name",
                Some(_) => "another name of it",
                None => "",
            };
            let samples = samples.get(at).cloned().unwrap_or_default();
            ColumnRole { name: name.clone(), samples, role, reason: reason.to_owned() }
        };
        let reason = match (&layout, given) {
            (None, _) if left_out => "you left it out".to_owned(),
            (None, _) => "it looks like none of the tables".to_owned(),
            (Some(_), Some(_)) => "you chose it".to_owned(),
            (Some(layout), None) => format!("it has {} columns of {}", layout.found(), layout.table),
        };
        parts.push(PartRole {
            name: part.names().remove(0),
            label: part.label.clone(),
            rows: None,
            table: layout.as_ref().map(|layout| layout.table),
            reason,
            columns: part.header.iter().enumerate().map(column).collect(),
        });
    }
    parts.sort_by_key(|part| part.table.is_none());
    Ok(Understanding { parts, kind: None, missing })
}

/// Takes rows that nobody needs.
struct Nobody;

impl Builder for Nobody {
    fn push(&mut self, _: u64, _: &dyn Row) {}
}

/// The first values of each column.
fn samples(input: &mut Input, part: &Part, progress: &Progress) -> Vec<Vec<String>> {
    let mut samples: Vec<Vec<String>> = vec![Vec::new(); part.header.len()];
    let mut left = LOOKED_AT;
    let mut look = |_: u64, row: &dyn Row| {
        for (at, samples) in samples.iter_mut().enumerate().take(row.len()) {
            let value = row.cell(at).to_string();
            if !value.trim().is_empty() && samples.len() < SAMPLES && !samples.contains(&value) {
                samples.push(value);
            }
        }
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let layout = Layout::partial(Table::Customers, part.header.clone(), None);
    let mut nobody = Nobody;
    let mut intake = Intake::new(&mut nobody, (&layout, &part.label), Reading::begin(), progress).watched(&mut look);
    // What cannot be read is said when it is loaded.
    let _ = input.read(part, &mut intake);
    samples
}
