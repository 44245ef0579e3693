//! Which types of Parquet columns can be read, and how a value of each becomes a cell.

use std::marker::PhantomData;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float16Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, Time32MillisecondType, Time32SecondType,
    Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, Date32Array, PrimitiveArray, StringArray};
use arrow_buffer::{ArrowNativeType, NullBuffer};
use arrow_schema::{DataType, TimeUnit};

use super::zone::Zone;
use crate::data::block::{Cells, Column};
use crate::data::cell::{Cell, NANOSECONDS};

/// A column that can be read.
pub enum Values<'a> {
    /// As it is.
    Typed(Column<'a>),
    /// Cell by cell.
    Cells(Box<dyn Cells + 'a>),
}

impl Values<'_> {
    /// The column.
    pub fn column(&self) -> Column<'_> {
        match self {
            Self::Typed(column) => *column,
            Self::Cells(cells) => Column::Cells(&**cells),
        }
    }
}

/// A column whose cells a function gives.
struct By<'a, F> {
    cell: F,
    of: PhantomData<&'a ()>,
}

impl<'a, F: Fn(usize) -> Cell<'a> + Send + Sync> Cells for By<'a, F> {
    fn cell(&self, row: usize) -> Cell<'_> {
        (self.cell)(row)
    }
}

fn by<'a>(cell: impl Fn(usize) -> Cell<'a> + Send + Sync + 'a) -> Box<dyn Cells + 'a> {
    Box::new(By { cell, of: PhantomData })
}

/// A column of numbers of some values.
struct Dictionary<'a> {
    keys: Vec<usize>,
    is_there: Option<&'a NullBuffer>,
    values: Box<dyn Cells + 'a>,
}

impl Cells for Dictionary<'_> {
    fn cell(&self, row: usize) -> Cell<'_> {
        let is_there = self.is_there.is_none_or(|is_there| is_there.is_valid(row));
        if is_there { self.values.cell(self.keys[row]) } else { Cell::Empty }
    }
}

const SECONDS_A_DAY: i64 = 86_400;
/// Whole numbers below it are all exact as floats.
const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;
/// Powers of ten up to this one are exact too: the quotient of two exact numbers is the float nearest to a decimal.
const EXACT_SCALE: i8 = 22;

/// The array in the type that its cells have: integers in 64 bits, days where each time is midnight, and text in place of values that
/// no cell can hold without a loss: integers of more than 64 bits, decimals with more digits than a float, and times of day.
pub fn spelt_out(array: &ArrayRef) -> ArrayRef {
    macro_rules! integers {
        ($kind:ty) => {
            return Arc::new(array.as_primitive::<$kind>().unary::<_, Int64Type>(i64::from))
        };
    }
    macro_rules! decimals {
        ($kind:ty) => {
            decimals(array.as_primitive::<$kind>())
        };
    }
    let text = match array.data_type() {
        DataType::Int8 => integers!(Int8Type),
        DataType::Int16 => integers!(Int16Type),
        DataType::Int32 => integers!(Int32Type),
        DataType::UInt8 => integers!(UInt8Type),
        DataType::UInt16 => integers!(UInt16Type),
        DataType::UInt32 => integers!(UInt32Type),
        DataType::UInt64 => {
            let values = array.as_primitive::<UInt64Type>();
            if values.iter().flatten().all(|v| i64::try_from(v).is_ok()) {
                return Arc::new(values.unary::<_, Int64Type>(|v| v as i64));
            }
            Some(values.iter().map(|v| v.map(|v| v.to_string())).collect())
        }
        DataType::Date64 | DataType::Timestamp(..) => return days(array),
        DataType::Decimal32(..) => decimals!(Decimal32Type),
        DataType::Decimal64(..) => decimals!(Decimal64Type),
        DataType::Decimal128(..) => decimals!(Decimal128Type),
        DataType::Decimal256(..) => decimals!(Decimal256Type),
        DataType::Time32(TimeUnit::Second) => Some(times(array.as_primitive::<Time32SecondType>(), 0)),
        DataType::Time32(_) => Some(times(array.as_primitive::<Time32MillisecondType>(), 3)),
        DataType::Time64(TimeUnit::Microsecond) => Some(times(array.as_primitive::<Time64MicrosecondType>(), 6)),
        DataType::Time64(_) => Some(times(array.as_primitive::<Time64NanosecondType>(), 9)),
        DataType::Dictionary(..) => {
            return array.as_any_dictionary_opt().map_or_else(
                || Arc::clone(array),
                |dictionary| dictionary.with_values(spelt_out(dictionary.values())),
            );
        }
        _ => None,
    };
    text.map_or_else(|| Arc::clone(array), |text: StringArray| Arc::new(text))
}

/// Moments as days, if all of them are midnights.
fn days(array: &ArrayRef) -> ArrayRef {
    let day = |cell: Cell<'_>| match cell {
        Cell::Empty => Some(None),
        Cell::Day(day) => Some(Some(day)),
        _ => None,
    };
    let days = cells(array).and_then(|cells| (0..array.len()).map(|row| day(cells.cell(row))).collect());
    days.map_or_else(|| Arc::clone(array), |days: Vec<Option<i32>>| Arc::new(Date32Array::from(days)))
}

/// Decimals as text, unless all of them are exact as a float. Zeros at the end have no meaning: `7.50` and the `7.5` of another batch
/// are one id.
fn decimals<T: DecimalType>(values: &PrimitiveArray<T>) -> Option<StringArray> {
    let exact = |v: T::Native| v.to_i64().is_some_and(|v| v.unsigned_abs() < EXACT);
    if (0..=EXACT_SCALE).contains(&values.scale()) && values.iter().flatten().all(exact) {
        return None;
    }
    let plain = |i: usize| {
        let text = values.value_as_string(i);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    Some((0..values.len()).map(|i| values.is_valid(i).then(|| plain(i))).collect())
}

/// Times of day as pandas writes them, with as many decimals as `digits` where there are any.
fn times<T>(values: &PrimitiveArray<T>, digits: u32) -> StringArray
where
    T: ArrowPrimitiveType,
    T::Native: Into<i64>,
{
    let (per_second, width) = (10_i64.pow(digits), digits as usize);
    let time = |count: i64| {
        let (seconds, rest) = (count.div_euclid(per_second), count.rem_euclid(per_second));
        let whole = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        if rest == 0 { whole } else { format!("{whole}.{rest:0width$}") }
    };
    values.iter().map(|v| v.map(|v| time(v.into()))).collect()
}

/// A column that is spelt out, to be read; none when its type is not one for a table of facts.
pub fn column(array: &ArrayRef) -> Option<Values<'_>> {
    let present = array.nulls().filter(|nulls| nulls.null_count() > 0);
    Some(Values::Typed(match array.data_type() {
        _ if !array.is_empty() && array.null_count() == array.len() => Column::Empty,
        DataType::Int64 => Column::Integers(array.as_primitive::<Int64Type>().values(), present),
        DataType::Date32 => Column::Days(array.as_primitive::<Date32Type>().values(), present),
        _ => return words(array).map(Values::Typed).or_else(|| cells(array).map(Values::Cells)),
    }))
}

/// A column of words of a list.
fn words(array: &ArrayRef) -> Option<Column<'_>> {
    let dictionary = array.as_dictionary_opt::<Int32Type>()?;
    let words = dictionary.values().as_string_opt::<i32>().filter(|words| words.null_count() == 0)?;
    let present = dictionary.keys().nulls().filter(|nulls| nulls.null_count() > 0);
    Some(Column::Words(dictionary.keys().values(), present, words))
}

fn cells(array: &ArrayRef) -> Option<Box<dyn Cells + '_>> {
    /// A column whose present values become cells by `$cell`.
    macro_rules! by {
        ($values:expr, $cell:expr) => {{
            let values = $values;
            by(move |i| if values.is_valid(i) { $cell(values.value(i)) } else { Cell::Empty })
        }};
    }
    /// Decimals that are all exact as floats.
    macro_rules! decimals {
        ($kind:ty, $scale:expr) => {{
            let unit = 10_f64.powi(i32::from(*$scale));
            by!(array.as_primitive::<$kind>(), |v: <$kind as ArrowPrimitiveType>::Native| {
                let digits = v.to_i64().unwrap_or(i64::MAX);
                if unit > 1.0 { Cell::Float(digits as f64 / unit) } else { Cell::Int(digits) }
            })
        }};
    }
    /// Moments, with their number per second. The day is that of the column's zone, which is the one that pandas shows.
    macro_rules! moments {
        ($kind:ty, $zone:expr, $per_second:expr) => {{
            let zone = $zone.as_deref().map_or(Some(Zone::UTC), Zone::parse)?;
            by!(array.as_primitive::<$kind>(), |v: i64| {
                let rest = v.rem_euclid($per_second) as u64 * (NANOSECONDS / $per_second as u64);
                moment(zone.local(v.div_euclid($per_second)), rest)
            })
        }};
    }
    Some(match array.data_type() {
        DataType::Int64 => by!(array.as_primitive::<Int64Type>(), Cell::Int),
        DataType::Float16 => by!(array.as_primitive::<Float16Type>(), |v| Cell::Float(f64::from(v))),
        DataType::Float32 => by!(array.as_primitive::<Float32Type>(), |v| Cell::Float(shortest(v))),
        DataType::Float64 => by!(array.as_primitive::<Float64Type>(), Cell::Float),
        DataType::Decimal32(_, scale) => decimals!(Decimal32Type, scale),
        DataType::Decimal64(_, scale) => decimals!(Decimal64Type, scale),
        DataType::Decimal128(_, scale) => decimals!(Decimal128Type, scale),
        DataType::Decimal256(_, scale) => decimals!(Decimal256Type, scale),
        DataType::Boolean => by!(array.as_boolean(), Cell::Bool),
        DataType::Utf8 => by!(array.as_string::<i32>(), Cell::Text),
        DataType::LargeUtf8 => by!(array.as_string::<i64>(), Cell::Text),
        DataType::Utf8View => by!(array.as_string_view(), Cell::Text),
        DataType::Date32 => by!(array.as_primitive::<Date32Type>(), Cell::Day),
        DataType::Date64 => by!(array.as_primitive::<Date64Type>(), |v: i64| {
            moment(v.div_euclid(1000), v.rem_euclid(1000) as u64 * (NANOSECONDS / 1000))
        }),
        DataType::Timestamp(TimeUnit::Second, zone) => moments!(TimestampSecondType, zone, 1),
        DataType::Timestamp(TimeUnit::Millisecond, zone) => moments!(TimestampMillisecondType, zone, 1000),
        DataType::Timestamp(TimeUnit::Microsecond, zone) => moments!(TimestampMicrosecondType, zone, 1_000_000),
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => moments!(TimestampNanosecondType, zone, 1_000_000_000),
        DataType::Null => by(|_| Cell::Empty),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary_opt()?;
            let values = cells(dictionary.values())?;
            let keys = if dictionary.values().is_empty() { vec![0; array.len()] } else { dictionary.normalized_keys() };
            Box::new(Dictionary { keys, is_there: dictionary.keys().nulls(), values })
        }
        _ => return None,
    })
}

/// The moment after this number of seconds since 1970 began, and nanoseconds within a second.
fn moment(seconds: i64, rest: u64) -> Cell<'static> {
    let time = seconds.rem_euclid(SECONDS_A_DAY) as u64 * NANOSECONDS + rest;
    let day = i32::try_from(seconds.div_euclid(SECONDS_A_DAY));
    day.map_or(Cell::Float(f64::MAX), |day| Cell::moment(day, time))
}

/// The number with the digits that a float of half the width is written with: 0.1, not 0.10000000149.
fn shortest(value: f32) -> f64 {
    if value.fract() == 0.0 { f64::from(value) } else { value.to_string().parse().unwrap_or(f64::from(value)) }
}
