//! One row per customer for a table of a database.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::customers;
use crate::data::Ids;
use crate::report::SegmentationReport;
use crate::report::customer_rows::CustomerRow;
use crate::segments::assign::{Assigned, Outcome};
use crate::segments::holdout::HOLDOUT;
use crate::warehouse::SEGMENT_COLUMNS;

/// Rows of a batch: arrow counts the bytes of a text column with 31 bits.
const BATCH: usize = 1 << 14;

/// What is the same in all rows, and the distances.
#[derive(Clone, Copy, Debug)]
pub struct TableOf<'a> {
    /// What the model of the segmentation assigns to the customers.
    pub assigned: &'a Assigned,
    /// The fingerprint of the model.
    pub model: &'a str,
    /// The as-of date, in days since 1970-01-01; none if the data has no dates.
    pub as_of: Option<i32>,
    /// The column with 1 for customers of the control group, if there is one.
    pub control: Option<&'a [f64]>,
}

/// The rows of a table.
#[derive(Clone, Debug)]
pub struct CustomersTable {
    /// At least one batch, which may be empty.
    pub batches: Vec<RecordBatch>,
    /// The fingerprint of the model.
    pub model: String,
}

impl CustomersTable {
    /// The columns with their types.
    pub fn schema(&self) -> SchemaRef {
        self.batches.first().map_or_else(|| Schema::empty().into(), RecordBatch::schema)
    }
}

/// The columns of the table.
pub fn table_columns(has_control: bool) -> Vec<&'static str> {
    SEGMENT_COLUMNS.into_iter().chain(has_control.then_some(HOLDOUT)).collect()
}

/// The customers of [`customers_csv`](super::customers_csv) with the same segments and words: their ids as 64-bit integers if all of
/// the data are integers, otherwise as text; segments as 32-bit integers, the Euclidean distance to the centroid in the scaled space,
/// the fingerprint of the model, and the as-of date.
///
/// # Errors
/// When arrow takes no such batch.
pub fn customers_table(report: &SegmentationReport, of: TableOf<'_>) -> Result<CustomersTable, ArrowError> {
    let ids = match report.customer_ids {
        Ids::Integers(_) => DataType::Int64,
        Ids::Text(_) => DataType::Utf8,
    };
    let types = [ids, DataType::Int32, DataType::Utf8, DataType::Float64, DataType::Utf8, DataType::Date32];
    let names = table_columns(of.control.is_some());
    let fields = names.into_iter().zip(types.into_iter().chain([DataType::Int32]));
    let schema = Arc::new(Schema::new(fields.map(|(name, kind)| Field::new(name, kind, true)).collect::<Vec<_>>()));
    let all: Vec<CustomerRow<'_>> = customers(report).collect();
    let batch = |rows| RecordBatch::try_new(Arc::clone(&schema), columns(report.customer_ids, of, rows));
    let batches =
        if all.is_empty() { vec![batch(&all)?] } else { all.chunks(BATCH).map(batch).collect::<Result<_, _>>()? };
    Ok(CustomersTable { batches, model: of.model.to_owned() })
}

fn columns(ids: &Ids, of: TableOf<'_>, rows: &[CustomerRow<'_>]) -> Vec<ArrayRef> {
    let ids: ArrayRef = match ids {
        Ids::Integers(ids) => Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| ids[row.row]))),
        Ids::Text(_) => Arc::new(StringArray::from_iter_values(rows.iter().map(|row| &row.id))),
    };
    let distance = |row: &CustomerRow<'_>| match of.assigned.outcomes.get(row.row) {
        Some(Outcome::Segment(placed)) if row.segment == Some(placed.label + 1) => Some(placed.distance),
        _ => None,
    };
    let distances = rows.iter().map(|row| distance(row).filter(|distance| distance.is_finite()));
    let control = of.control.map(|control| -> ArrayRef {
        Arc::new(rows.iter().map(|row| control.get(row.row).map(|is_in| *is_in as i32)).collect::<Int32Array>())
    });
    let columns: [ArrayRef; 6] = [
        ids,
        Arc::new(rows.iter().map(|row| row.segment.map(|segment| segment as i32)).collect::<Int32Array>()),
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.segment_name))),
        Arc::new(distances.collect::<Float64Array>()),
        Arc::new(StringArray::from_iter_values(rows.iter().map(|_| of.model))),
        Arc::new(rows.iter().map(|_| of.as_of).collect::<Date32Array>()),
    ];
    columns.into_iter().chain(control).collect()
}
