//! Columns of polars in a file: values and validity bits, as in memory.

use std::io::{self, Write};

use polars::prelude::{
    BooleanChunked, ChunkedArray, Column, DataFrame, DataType, Float64Type, Int32Type, IntoColumn, NewChunkedArray,
    PolarsError, PolarsNumericType, Series, UInt8Type, UInt32Type,
};
use polars_arrow::bitmap::Bitmap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::blocks::{Block, Number, Reader, Writer, damaged};

/// A frame in the file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Frame {
    height: usize,
    columns: Vec<Stored>,
}

/// A column in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    name: String,
    kind: Kind,
    values: Block,
    /// A validity bit for each value; none if no value is null.
    valid: Option<Block>,
}

/// The types of columns of [`Facts`](crate::data::Facts).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Kind {
    UInt8,
    UInt32,
    Int32,
    Float64,
    Boolean,
}

/// Writes a frame.
///
/// # Errors
/// If the disk is full, or a column has another type.
pub fn put(frame: &DataFrame, out: &mut Writer<impl Write>) -> io::Result<Frame> {
    let columns = frame.columns().iter().map(|column| {
        let series = column.as_materialized_series();
        let (kind, (values, valid)) = match series.dtype() {
            DataType::UInt8 => (Kind::UInt8, numbers(series.u8().map_err(frame_error)?, out)?),
            DataType::UInt32 => (Kind::UInt32, numbers(series.u32().map_err(frame_error)?, out)?),
            DataType::Int32 => (Kind::Int32, numbers(series.i32().map_err(frame_error)?, out)?),
            DataType::Float64 => (Kind::Float64, numbers(series.f64().map_err(frame_error)?, out)?),
            DataType::Boolean => (Kind::Boolean, booleans(series, out)?),
            other => return Err(io::Error::other(format!("the column {} is of type {other}", series.name()))),
        };
        Ok(Stored { name: series.name().to_string(), kind, values, valid })
    });
    Ok(Frame { height: frame.height(), columns: columns.collect::<io::Result<_>>()? })
}

fn numbers<T>(column: &ChunkedArray<T>, out: &mut Writer<impl Write>) -> io::Result<(Block, Option<Block>)>
where
    T: PolarsNumericType,
    T::Native: Number,
{
    let whole = column.rechunk();
    let Some(array) = whole.downcast_iter().next() else { return Ok((out.put::<T::Native>(&[])?, None)) };
    let values = out.put(array.values().as_slice())?;
    let valid = array.validity().map(|bits| out.put(bits.to_aligned_bitmap().as_slice().0)).transpose()?;
    Ok((values, valid))
}

fn booleans(series: &Series, out: &mut Writer<impl Write>) -> io::Result<(Block, Option<Block>)> {
    // No, yes, and 2 for a null.
    let codes: Vec<u8> = series.bool().map_err(frame_error)?.iter().map(|value| value.map_or(2, u8::from)).collect();
    Ok((out.put(&codes)?, None))
}

/// Reads a frame, its columns side by side.
///
/// # Errors
/// If it is damaged or cannot be read.
pub fn get(frame: &Frame, from: &Reader<'_>) -> io::Result<DataFrame> {
    let column = |column: &Stored| {
        if column.values.count != frame.height {
            return Err(damaged("a column has another length"));
        }
        match column.kind {
            Kind::UInt8 => read::<UInt8Type>(column, from),
            Kind::UInt32 => read::<UInt32Type>(column, from),
            Kind::Int32 => read::<Int32Type>(column, from),
            Kind::Float64 => read::<Float64Type>(column, from),
            Kind::Boolean => {
                let codes = from.get::<u8>(&column.values)?.into_iter();
                let values = codes.map(|code| (code < 2).then_some(code == 1));
                Ok(BooleanChunked::from_iter_options(column.name.as_str().into(), values).into_column())
            }
        }
    };
    let columns = frame.columns.par_iter().map(column).collect::<io::Result<Vec<Column>>>()?;
    DataFrame::new(frame.height, columns).map_err(frame_error)
}

fn read<T>(column: &Stored, from: &Reader<'_>) -> io::Result<Column>
where
    T: PolarsNumericType,
    T::Native: Number,
    ChunkedArray<T>: IntoColumn,
{
    let values = from.get::<T::Native>(&column.values)?;
    let bits = |block: &Block| Bitmap::try_new(from.get(block)?, values.len()).map_err(frame_error);
    let valid = column.valid.as_ref().map(bits).transpose()?;
    Ok(ChunkedArray::<T>::from_vec_validity(column.name.as_str().into(), values, valid).into_column())
}

#[allow(clippy::needless_pass_by_value, reason = "the form of map_err")]
fn frame_error(error: PolarsError) -> io::Error {
    io::Error::other(error.to_string())
}
