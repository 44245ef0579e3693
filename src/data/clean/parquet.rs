//! Parquet output: typed columns, in batches.

use std::fs::File;
use std::io;
use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::kind::Kind;
use crate::data::cell::Cell;

/// Rows of a batch.
const BATCH: usize = 1 << 14;
/// Text of a batch: arrow counts the bytes of a column with 31 bits.
const BATCH_BYTES: usize = 1 << 26;

/// A Parquet file.
pub struct ParquetFile {
    writer: ArrowWriter<File>,
    schema: Arc<Schema>,
    columns: Vec<ColumnBuilder>,
    rows: usize,
    bytes: usize,
}

/// A column of the current batch.
enum ColumnBuilder {
    Integer(Int64Builder),
    Number(Float64Builder),
    Day(Date32Builder),
    Text(StringBuilder),
}

impl ParquetFile {
    /// An empty file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(file: File, columns: &[(String, Kind)]) -> io::Result<Self> {
        let field = |(name, kind): &(String, Kind)| {
            let kind = match kind {
                Kind::Integer => DataType::Int64,
                Kind::Number => DataType::Float64,
                Kind::Day => DataType::Date32,
                Kind::Text => DataType::Utf8,
            };
            Field::new(name, kind, true)
        };
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))?;
        let builder = |(_, kind): &(String, Kind)| match kind {
            Kind::Integer => ColumnBuilder::Integer(Int64Builder::new()),
            Kind::Number => ColumnBuilder::Number(Float64Builder::new()),
            Kind::Day => ColumnBuilder::Day(Date32Builder::new()),
            Kind::Text => ColumnBuilder::Text(StringBuilder::new()),
        };
        Ok(Self { writer, schema, columns: columns.iter().map(builder).collect(), rows: 0, bytes: 0 })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.push(*cell);
        }
        self.rows += 1;
        if self.rows == BATCH || self.bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let columns = self.columns.iter_mut().map(ColumnBuilder::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(io::Error::other)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(self.writer.write(&batch)?)
    }

    /// Flushes the file to disk.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.writer.into_inner()?.sync_all()
    }
}

impl ColumnBuilder {
    /// Adds a value and returns its bytes of text. A value of another type becomes null: columns have the type of their
    /// values.
    fn push(&mut self, cell: Cell<'_>) -> usize {
        match (self, cell) {
            (Self::Integer(column), Cell::Int(i)) => column.append_value(i),
            (Self::Integer(column), _) => column.append_null(),
            (Self::Number(column), Cell::Float(f)) => column.append_value(f),
            (Self::Number(column), _) => column.append_null(),
            (Self::Day(column), Cell::Day(day)) => column.append_value(day),
            (Self::Day(column), _) => column.append_null(),
            (Self::Text(column), Cell::Empty) => column.append_null(),
            (Self::Text(column), Cell::Text(text)) => {
                column.append_value(text);
                return text.len();
            }
            (Self::Text(column), cell) => column.append_value(cell.to_string()),
        }
        0
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Integer(column) => Arc::new(column.finish()),
            Self::Number(column) => Arc::new(column.finish()),
            Self::Day(column) => Arc::new(column.finish()),
            Self::Text(column) => Arc::new(column.finish()),
        }
    }
}
