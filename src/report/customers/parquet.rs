//! One row per customer as typed columns.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::customers;
use crate::report::SegmentationReport;
use crate::report::customer_rows::{CustomerRow, FIXED, column_names};

/// Rows of a batch: arrow counts the bytes of a text column with 31 bits.
const BATCH: usize = 1 << 14;

/// Parquet with the columns of [`customers_csv`](super::customers_csv): ids and names as text, the segment as a 32-bit
/// integer, the silhouette as a double, features as 64-bit integers where they are whole numbers, otherwise as doubles. What is missing is null.
///
/// # Errors
/// When `out` cannot be written to.
pub fn customers_parquet(report: &SegmentationReport, out: impl Write + Send) -> std::io::Result<()> {
    let kind = |integer| if integer { DataType::Int64 } else { DataType::Float64 };
    let fixed = [
        Field::new("customer_id", DataType::Utf8, false),
        Field::new("segment", DataType::Int32, true),
        Field::new("segment_name", DataType::Utf8, false),
        Field::new("silhouette", DataType::Float64, true),
    ];
    let mut names = column_names("silhouette", report.columns, &report.texts).into_iter().skip(FIXED);
    let features = report.columns.iter().zip(names.by_ref());
    let features: Vec<Field> = features.map(|(column, name)| Field::new(name, kind(column.integer), true)).collect();
    let texts = names.map(|name| Field::new(name, DataType::Utf8, true));
    let schema = Arc::new(Schema::new(fixed.into_iter().chain(features).chain(texts).collect::<Vec<_>>()));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
    let all: Vec<CustomerRow<'_>> = customers(report).collect();
    for rows in all.chunks(BATCH) {
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns(report, rows)).map_err(ParquetError::from)?;
        writer.write(&batch)?;
    }
    writer.close()?;
    Ok(())
}

fn columns(report: &SegmentationReport, rows: &[CustomerRow<'_>]) -> Vec<ArrayRef> {
    let fixed: [ArrayRef; 4] = [
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| &row.id))),
        Arc::new(rows.iter().map(|row| row.segment.map(|segment| segment as i32)).collect::<Int32Array>()),
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.segment_name))),
        Arc::new(rows.iter().map(|row| row.score).collect::<Float64Array>()),
    ];
    let feature = |(at, column): (usize, &crate::measures::Feature)| -> ArrayRef {
        let values = rows.iter().map(|row| row.value(at));
        if column.integer {
            Arc::new(values.map(|value| value.map(|value| value as i64)).collect::<Int64Array>())
        } else {
            Arc::new(values.collect::<Float64Array>())
        }
    };
    let text = |at: usize| -> ArrayRef { Arc::new(rows.iter().map(|row| row.text(at)).collect::<StringArray>()) };
    let features = report.columns.iter().enumerate().map(feature);
    fixed.into_iter().chain(features).chain((0..report.texts.len()).map(text)).collect()
}
