//! Parquet, by batches of arrow columns.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use arrow_array::ArrayRef;
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};
use rayon::prelude::*;

use super::arrow_rows::{readable, readable_columns, take};
use super::{parquet_pages, parquet_schema};
use crate::data::error::DataError;
use crate::data::guard::guarded;
use crate::data::origin::Origin;
use crate::data::tables::Intake;

/// A file or memory with random access.
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

fn chunks(origin: &Origin) -> Result<Chunks, DataError> {
    Ok(match origin {
        Origin::File(path) => Chunks::File(File::open(path).map_err(|e| DataError::io(path, e))?),
        Origin::Memory(_, bytes) => Chunks::Memory(bytes.clone()),
        Origin::Table(_) => Chunks::Memory(Bytes::new()),
    })
}

fn metadata(origin: &Origin) -> Result<ArrowReaderMetadata, DataError> {
    let metadata = ArrowReaderMetadata::load(&chunks(origin)?, ArrowReaderOptions::new());
    let metadata = metadata.map_err(|e| broken(origin, 0, &e))?;
    parquet_schema::readable(metadata).map_err(|e| broken(origin, 0, &e))
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
    Ok(metadata(origin)?.schema().fields().iter().map(|f| f.name().clone()).collect())
}

/// Pushes every row, numbered as if the header were row 1.
///
/// # Errors
/// [`DataError`] when the file is damaged, a column that is needed has a type that cannot be read, or the load was cancelled.
pub fn read(origin: &Origin, intake: &mut Intake<'_>) -> Result<(), DataError> {
    let metadata = metadata(origin)?;
    let schema = Arc::clone(metadata.schema());
    let wanted = readable_columns(&schema, &origin.label(), intake)?;
    let total = metadata.metadata().file_metadata().num_rows();
    intake.progress.begin(&format!("reading {}", origin.label()), total.try_into().unwrap_or(0));
    let (mut readers, places) = readers(origin, &metadata, &wanted, schema.fields().len())?;
    let mut rows = 0;
    let mut batch = next(origin, &mut readers, rows)?;
    while let Some((height, arrays)) = batch {
        let mut following = Ok(None);
        // The next rows are read while these are taken.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| following = next(origin, &mut readers, rows + height as u64));
            // A column that cannot be read is empty.
            take(intake, rows, height, places.iter().map(|place| place.and_then(|p| arrays.get(p).cloned())))
        })?;
        rows += height as u64;
        intake.progress.advance(height as u64);
        batch = following?;
    }
    Ok(())
}

/// Readers of a share of the columns each, so that all cores decode, and where each column is among the arrays that they give one
/// after the other.
fn readers(
    origin: &Origin,
    metadata: &ArrowReaderMetadata,
    wanted: &[usize],
    width: usize,
) -> Result<(Vec<ParquetRecordBatchReader>, Vec<Option<usize>>), DataError> {
    let schema = metadata.metadata().file_metadata().schema_descr();
    let all = ProjectionMask::roots(schema, wanted.iter().copied());
    let batch = parquet_pages::batch(origin, metadata.metadata(), |leaf| all.leaf_included(leaf));
    let batch = batch.map_err(|why| why.about(&origin.label(), None))?;
    let share = wanted.len().div_ceil(rayon::current_num_threads()).max(1);
    let reader = |columns: &[usize]| {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(chunks(origin)?, metadata.clone());
        let mask = ProjectionMask::roots(schema, columns.iter().copied());
        builder.with_projection(mask).with_batch_size(batch).build().map_err(|e| broken(origin, 0, &e))
    };
    // A file may have rows and no column that can be read.
    let shares = if wanted.is_empty() { vec![wanted] } else { wanted.chunks(share).collect() };
    let readers: Result<Vec<_>, DataError> = shares.into_iter().map(reader).collect();
    let mut places = vec![None; width];
    wanted.iter().enumerate().for_each(|(place, at)| places[*at] = Some(place));
    Ok((readers?, places))
}

/// The next rows: their number and their columns.
fn next(
    origin: &Origin,
    readers: &mut [ParquetRecordBatchReader],
    rows: u64,
) -> Result<Option<(usize, Vec<ArrayRef>)>, DataError> {
    let part = |reader: &mut ParquetRecordBatchReader| {
        guarded(&origin.label(), || {
            let batch = reader.next().transpose().map_err(|e| broken(origin, rows, &e))?;
            Ok(batch.map(|batch| (batch.num_rows(), batch.columns().iter().map(readable).collect::<Vec<_>>())))
        })
    };
    let parts: Vec<_> = readers.par_iter_mut().map(part).collect();
    let mut all = Vec::new();
    let mut heights = Vec::with_capacity(readers.len());
    for part in parts {
        let part = part?;
        heights.push(part.as_ref().map(|(height, _)| *height));
        all.extend(part.into_iter().flat_map(|(_, arrays)| arrays));
    }
    if heights.windows(2).any(|two| two[0] != two[1]) {
        return Err(broken(origin, rows, &"its columns have different numbers of rows"));
    }
    Ok(heights.first().copied().flatten().map(|height| (height, all)))
}
