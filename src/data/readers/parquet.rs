//! Parquet, by batches of arrow columns.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use arrow_array::{ArrayRef, new_empty_array};
use arrow_schema::DataType;
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use super::arrow_columns::{CellReader, column, spelt_out};
use super::{parquet_pages, parquet_schema};
use crate::data::cell::{Cell, Row};
use crate::data::error::DataError;
use crate::data::origin::Origin;
use crate::data::schema::Need;
use crate::data::tables::Intake;
use crate::data::tally::escape;

/// A row of a batch: for each column of the header where it is in the batch, if its type can be read at all.
struct BatchRow<'a, 'c> {
    columns: &'c [Option<CellReader<'a>>],
    row: usize,
}

impl Row for BatchRow<'_, '_> {
    fn len(&self) -> usize {
        self.columns.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        self.columns.get(column).and_then(Option::as_ref).map_or(Cell::Empty, |c| c(self.row))
    }
}

/// A file or memory, read from many places.
enum Chunks {
    File(File),
    Memory(Bytes),
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        match self {
            Self::File(file) => Length::len(file),
            Self::Memory(bytes) => Length::len(bytes),
        }
    }
}

impl ChunkReader for Chunks {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        Ok(match self {
            Self::File(file) => Box::new(file.get_read(start)?),
            Self::Memory(bytes) => Box::new(bytes.get_read(start)?),
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        match self {
            Self::File(file) => file.get_bytes(start, length),
            // `Bytes` panics where a damaged file points after its end.
            Self::Memory(bytes) if start.saturating_add(length as u64) > Length::len(bytes) => {
                Err(ParquetError::EOF(format!("{length} bytes at {start} are beyond the end")))
            }
            Self::Memory(bytes) => bytes.get_bytes(start, length),
        }
    }
}

fn open(origin: &Origin) -> Result<ParquetRecordBatchReaderBuilder<Chunks>, DataError> {
    let chunks = match origin {
        Origin::File(path) => Chunks::File(File::open(path).map_err(|e| DataError::io(path, e))?),
        Origin::Memory(_, bytes) => Chunks::Memory(bytes.clone()),
    };
    let metadata = ArrowReaderMetadata::load(&chunks, ArrowReaderOptions::new()).map_err(|e| broken(origin, 0, &e))?;
    let metadata = parquet_schema::readable(metadata).map_err(|e| broken(origin, 0, &e))?;
    Ok(ParquetRecordBatchReaderBuilder::new_with_metadata(chunks, metadata))
}

/// A type as it is named in a message.
fn named(kind: &DataType) -> String {
    match kind {
        DataType::Timestamp(_, Some(zone)) => format!("timestamp in the unknown time zone \"{zone}\""),
        kind => kind.to_string(),
    }
}

fn broken(origin: &Origin, rows: u64, error: &dyn std::fmt::Display) -> DataError {
    let place = if rows == 0 { String::new() } else { format!(" after row {}", rows + 1) };
    DataError::Broken { path: origin.label(), place, reason: error.to_string() }
}

/// The column names.
///
/// # Errors
/// [`DataError`] when the file cannot be read.
pub fn header(origin: &Origin) -> Result<Vec<String>, DataError> {
    Ok(open(origin)?.schema().fields().iter().map(|f| f.name().clone()).collect())
}

/// Pushes every row, numbered as if the header were row 1.
///
/// # Errors
/// [`DataError`] when the file is damaged, a column that is needed has a type that cannot be read, or the load was cancelled.
pub fn read(origin: &Origin, intake: &mut Intake<'_>) -> Result<(), DataError> {
    let builder = open(origin)?;
    let schema = Arc::clone(builder.schema());
    // Where each column is among those read.
    let mut wanted = Vec::new();
    let mut places = Vec::new();
    for (i, field) in schema.fields().iter().enumerate() {
        let readable = column(&spelt_out(&new_empty_array(field.data_type()))).is_some();
        // What the data can do without is left out.
        if let (false, Some(known)) = (readable, intake.known(i).filter(|c| c.need != Need::Optional)) {
            let (path, column, found) = (origin.label(), known.name.to_owned(), named(field.data_type()));
            return Err(DataError::ColumnType { path, column, found });
        }
        places.push(readable.then_some(wanted.len()));
        if readable {
            wanted.push(i);
        } else {
            intake.unread_column(field.name(), &format!("its type is {}", escape(&named(field.data_type()))));
        }
    }
    let total = builder.metadata().file_metadata().num_rows();
    intake.progress.begin(&format!("reading {}", origin.label()), total.try_into().unwrap_or(0));
    let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
    let batch = parquet_pages::batch(origin, builder.metadata(), |leaf| mask.leaf_included(leaf));
    let batch = batch.map_err(|why| why.about(&origin.label(), None))?;
    let builder = builder.with_projection(mask).with_batch_size(batch);
    let batches = builder.build().map_err(|e| broken(origin, 0, &e))?;
    let mut rows = 0;
    for batch in batches {
        let batch = batch.map_err(|e| broken(origin, rows, &e))?;
        let arrays: Vec<ArrayRef> = batch.columns().iter().map(spelt_out).collect();
        let columns: Vec<Option<CellReader<'_>>> =
            places.iter().map(|place| place.and_then(|p| arrays.get(p)).and_then(column)).collect();
        for row in 0..batch.num_rows() {
            intake.row(rows + 2, &BatchRow { columns: &columns, row })?;
            rows += 1;
        }
        intake.progress.advance(batch.num_rows() as u64);
    }
    Ok(())
}
