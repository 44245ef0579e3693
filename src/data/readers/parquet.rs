//! Parquet, by batches of arrow columns.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, StringArray, new_empty_array};
use arrow_schema::{DataType, TimeUnit};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use crate::data::cell::{Cell, Row};
use crate::data::error::DataError;
use crate::data::origin::Origin;
use crate::data::tables::Intake;

/// Gives the cell of a row of one column.
type Column<'a> = Box<dyn Fn(usize) -> Cell<'a> + 'a>;

/// A row of a batch: for each column of the header where it is in the batch, if its type can be read at all.
struct BatchRow<'a, 'c> {
    columns: &'c [Option<Column<'a>>],
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
            // `Bytes` panics where a damaged file points beyond its end.
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
    ParquetRecordBatchReaderBuilder::try_new(chunks).map_err(|e| broken(origin, 0, &e))
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
        let readable = column(&new_empty_array(field.data_type())).is_some();
        if let (false, Some(known)) = (readable, intake.layout().known(i)) {
            let (path, column, found) = (origin.label(), known.name.to_owned(), field.data_type().to_string());
            return Err(DataError::ColumnType { path, column, found });
        }
        places.push(readable.then_some(wanted.len()));
        if readable {
            wanted.push(i);
        } else {
            intake.unread_column(field.name(), &field.data_type().to_string());
        }
    }
    let total = builder.metadata().file_metadata().num_rows();
    intake.progress.begin(&format!("reading {}", origin.label()), total.try_into().unwrap_or(0));
    let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
    let batches = builder.with_projection(mask).build().map_err(|e| broken(origin, 0, &e))?;
    let mut rows = 0;
    for batch in batches {
        let batch = batch.map_err(|e| broken(origin, rows, &e))?;
        let arrays: Vec<ArrayRef> = batch.columns().iter().map(spell_out_large).collect();
        let columns: Vec<Option<Column<'_>>> =
            places.iter().map(|place| place.and_then(|p| arrays.get(p)).and_then(column)).collect();
        for row in 0..batch.num_rows() {
            intake.row(rows + 2, &BatchRow { columns: &columns, row })?;
            rows += 1;
        }
        intake.progress.advance(batch.num_rows() as u64);
    }
    Ok(())
}

/// Unsigned numbers beyond the signed range (hashes used as ids) as text, so that none is lost.
fn spell_out_large(array: &ArrayRef) -> ArrayRef {
    let large =
        array.as_primitive_opt::<UInt64Type>().filter(|a| a.iter().flatten().any(|v| i64::try_from(v).is_err()));
    match large {
        Some(large) => Arc::new(large.iter().map(|v| v.map(|v| v.to_string())).collect::<StringArray>()),
        None => Arc::clone(array),
    }
}

/// How to read a column; none when its type is not one for a table of facts.
fn column(array: &ArrayRef) -> Option<Column<'_>> {
    /// A column whose present values become cells by `$cell`.
    macro_rules! by {
        ($values:expr, $cell:expr) => {{
            let values = $values;
            Box::new(move |i| if values.is_valid(i) { $cell(values.value(i)) } else { Cell::Empty })
        }};
    }
    macro_rules! integers {
        ($kind:ty) => {
            by!(array.as_primitive::<$kind>(), |v| Cell::Int(i64::from(v)))
        };
    }
    /// Counts of so many to the day.
    macro_rules! days {
        ($kind:ty, $per_day:expr) => {
            by!(array.as_primitive::<$kind>(), |v: i64| day(v.div_euclid($per_day)))
        };
    }
    Some(match array.data_type() {
        DataType::Int8 => integers!(Int8Type),
        DataType::Int16 => integers!(Int16Type),
        DataType::Int32 => integers!(Int32Type),
        DataType::Int64 => integers!(Int64Type),
        DataType::UInt8 => integers!(UInt8Type),
        DataType::UInt16 => integers!(UInt16Type),
        DataType::UInt32 => integers!(UInt32Type),
        DataType::UInt64 => by!(array.as_primitive::<UInt64Type>(), |v: u64| Cell::Int(v as i64)),
        DataType::Float32 => by!(array.as_primitive::<Float32Type>(), |v| Cell::Float(f64::from(v))),
        DataType::Float64 => by!(array.as_primitive::<Float64Type>(), Cell::Float),
        DataType::Decimal128(_, 0) => by!(array.as_primitive::<Decimal128Type>(), whole),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(i32::from(*scale));
            by!(array.as_primitive::<Decimal128Type>(), |v: i128| { Cell::Float(v as f64 / unit) })
        }
        DataType::Boolean => by!(array.as_boolean(), Cell::Bool),
        DataType::Utf8 => by!(array.as_string::<i32>(), Cell::Text),
        DataType::LargeUtf8 => by!(array.as_string::<i64>(), Cell::Text),
        DataType::Utf8View => by!(array.as_string_view(), Cell::Text),
        DataType::Date32 => by!(array.as_primitive::<Date32Type>(), Cell::Day),
        DataType::Date64 => days!(Date64Type, 86_400_000),
        // The day as written: the zone of a column says how to show its times, and is dropped.
        DataType::Timestamp(TimeUnit::Second, _) => days!(TimestampSecondType, 86_400),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            days!(TimestampMillisecondType, 86_400_000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            days!(TimestampMicrosecondType, 86_400_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            days!(TimestampNanosecondType, 86_400_000_000_000)
        }
        DataType::Null => Box::new(|_| Cell::Empty),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary_opt()?;
            let values = column(dictionary.values())?;
            let keys = if dictionary.values().is_empty() { vec![0; array.len()] } else { dictionary.normalized_keys() };
            Box::new(move |i| if dictionary.keys().is_valid(i) { values(keys[i]) } else { Cell::Empty })
        }
        _ => return None,
    })
}

fn day(day: i64) -> Cell<'static> {
    i32::try_from(day).map_or(Cell::Float(f64::MAX), Cell::Day)
}

fn whole(value: i128) -> Cell<'static> {
    i64::try_from(value).map_or(Cell::Float(value as f64), Cell::Int)
}
