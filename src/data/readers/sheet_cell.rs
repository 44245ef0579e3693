//! Converts a value of a sheet to a cell.

use calamine::{CellErrorType, DataRef};

use super::header::{Form, TopCell};
use crate::data::cell::{Cell, NANOSECONDS};
use crate::data::dates::DateFormat;

/// A cell near the top of a sheet.
pub fn top_cell(value: &DataRef<'_>, dates: DateFormat) -> TopCell {
    match cell_of(value, dates) {
        Cell::Text(text) => TopCell::of_text(text),
        Cell::Empty => TopCell::default(),
        other => {
            let form = match other {
                Cell::Day(_) | Cell::Moment(..) => Form::Date,
                Cell::Bool(_) => Form::Truth,
                _ => Form::Number,
            };
            TopCell { text: other.to_string(), form }
        }
    }
}

/// A value as a cell.
pub fn cell_of<'c>(value: &'c DataRef<'_>, dates: DateFormat) -> Cell<'c> {
    match value {
        DataRef::Int(i) => Cell::Int(*i),
        DataRef::Float(f) => Cell::Float(*f),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => Cell::Text(s),
        DataRef::SharedString(s) => Cell::Text(s),
        DataRef::Bool(b) => Cell::Bool(*b),
        DataRef::DateTime(d) => {
            let day = if d.is_duration() { None } else { dates.serial(d.as_f64()) };
            day.map_or(Cell::Float(d.as_f64()), |day| Cell::moment(day, time_of_day(d.as_f64())))
        }
        DataRef::Empty => Cell::Empty,
        DataRef::Error(error) => Cell::Text(error_word(error)),
    }
}

/// The nanoseconds of the day that a serial date adds to its day: a sheet knows thousandths of a second.
fn time_of_day(serial: f64) -> u64 {
    const MILLISECONDS: f64 = 86_400_000.0;
    let thousandths = (serial.fract() * MILLISECONDS).round().min(MILLISECONDS - 1.0);
    thousandths as u64 * (NANOSECONDS / 1000)
}

fn error_word(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}
