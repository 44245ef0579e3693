//! One row per customer of a saved model's assignment, in the order of the customers table: the output of `segscope
//! assign`.

use super::customer_rows::{CustomerRow, csv, json};
use crate::data::Ids;
use crate::segments::assign::{Assigned, Outcome};
use crate::segments::saved::SavedModel;

/// The input of the output functions.
#[derive(Clone, Copy, Debug)]
pub struct AssignedReport<'a> {
    /// The model, with the names of segments.
    pub model: &'a SavedModel,
    /// Ids by customer.
    pub customer_ids: &'a Ids,
    /// Their segments.
    pub assigned: &'a Assigned,
}

/// CSV: `customer_id,segment,segment_name,distance`, then the features of the model in their own units. What is missing
/// is empty; a customer in no segment has a word in `segment_name` (`inactive`, `missing value`, `noise`, `outlier`). With `safe`, cells
/// that a spreadsheet would run as a formula begin with an apostrophe, and words are quoted.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assigned_csv(report: &AssignedReport<'_>, safe: bool, out: impl std::io::Write) -> Result<(), csv::Error> {
    csv("distance", &report.assigned.columns, &[], customers(report), safe, out)
}

/// JSON: an array with one object per customer, the same keys as the columns of [`assigned_csv`].
///
/// # Errors
/// When `out` cannot be written to.
pub fn assigned_json(report: &AssignedReport<'_>, out: impl std::io::Write) -> std::io::Result<()> {
    json("distance", &report.assigned.columns, &[], customers(report), out)
}

fn customers<'a>(report: &AssignedReport<'a>) -> impl Iterator<Item = CustomerRow<'a>> {
    let AssignedReport { model, customer_ids, assigned } = *report;
    let named = |outcome: &Outcome| match outcome {
        Outcome::Segment(placed) => model.segments.get(placed.label as usize).map_or("", |s| s.name.as_str()),
        Outcome::Noise => "noise",
        Outcome::Outlier => "outlier",
        Outcome::Inactive => "inactive",
        Outcome::Missing => "missing value",
    };
    customer_ids.iter().zip(&assigned.outcomes).enumerate().map(move |(row, (id, outcome))| {
        let placed = if let Outcome::Segment(placed) = outcome { Some(placed) } else { None };
        CustomerRow {
            row,
            id,
            segment: placed.map(|placed| placed.label + 1),
            segment_name: named(outcome),
            score: placed.map(|placed| placed.distance).filter(|distance| distance.is_finite()),
            columns: &assigned.columns,
            texts: &[],
        }
    })
}
