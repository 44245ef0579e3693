//! One row: its written form, and the log entries about it.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::columns::{CleanColumn, Content};
use super::error::CleanError;
use super::kind::Kind;
use super::log::{Entry, Log};
use super::options::Format;
use crate::data::cell::{Cell, Row};
use crate::data::cleaned::ACCEPTED;
use crate::data::findings::Check;
use crate::data::hours::seconds_of_day;
use crate::data::schema::Table;
use crate::data::tables::DATED;

/// The settings for checking the rows of one table.
pub struct Judge<'a> {
    /// The table.
    pub table: Table,
    /// The columns written.
    pub columns: Vec<CleanColumn<'a>>,
    /// Columns of the source without a name: they are not written, and the log says what they had.
    pub nameless: Vec<usize>,
    /// Where the source has [`ACCEPTED`].
    pub accepted: Option<usize>,
    /// Days after it are in the future.
    pub today: i32,
    /// The format written.
    pub format: Format,
}

/// The context of a row.
#[derive(Clone, Copy)]
pub struct RowInUse {
    /// Its place among the rows in use.
    pub index: usize,
    /// Its number in the source.
    pub number: u64,
    /// Whether an earlier row has its id.
    pub repeated: bool,
}

impl Judge<'_> {
    /// The values of a row, in the order of the columns. `moment` is the result of [`Judge::moment`].
    pub fn values<'r>(&'r self, index: usize, row: &'r dyn Row, moment: &'r str) -> Vec<Cell<'r>> {
        let value = |c: &'r CleanColumn<'_>| c.content.value(index, raw(c, row), moment);
        self.columns.iter().map(value).collect()
    }

    /// Writes the day and the time of a row where it has both.
    pub fn moment(&self, index: usize, row: &dyn Row, moment: &mut String) {
        moment.clear();
        let is_moment = |c: &&CleanColumn<'_>| matches!(c.content, Content::Moment(..)) && c.kind == Kind::Text;
        let Some(column) = self.columns.iter().find(is_moment) else { return };
        let Some(day) = column.content.day(index) else { return };
        // Writing to memory does not fail.
        let _ = match raw(column, row) {
            Cell::Moment(_, time) => write!(moment, "{}", Cell::Moment(day, time)),
            cell => match seconds_of_day(cell).map(|seconds| (seconds / 3600, seconds / 60 % 60, seconds % 60)) {
                None => return,
                // Seconds are written where the source has them.
                Some((hour, minute, 0)) if !matches!(cell, Cell::Text(text) if text.matches(':').count() > 1) => {
                    write!(moment, "{} {hour:02}:{minute:02}", Cell::Day(day))
                }
                Some((hour, minute, second)) => write!(moment, "{} {hour:02}:{minute:02}:{second:02}", Cell::Day(day)),
            },
        };
    }

    /// The checks that will find the row as written.
    pub fn remaining_of(&self, place: RowInUse, values: &[Cell<'_>]) -> BTreeSet<Check> {
        let columns = self.columns.iter().zip(values);
        columns.filter_map(|(column, value)| self.remaining(column, place, *value)).collect()
    }

    /// The accepted checks that will find the row as written again; and whether anything in the row was changed, which the
    /// log records.
    ///
    /// # Errors
    /// [`CleanError`] when the log cannot be written to, or a value cannot be written in the format.
    pub fn checks(
        &self,
        place: RowInUse,
        row: &dyn Row,
        values: &[Cell<'_>],
        log: &mut Log,
    ) -> Result<(BTreeSet<Check>, bool), CleanError> {
        let (mut checks, unknown) = self.accepted_before(row);
        let mut changed = !unknown.is_empty();
        let of_row =
            Entry { table: self.table, row: Some(place.number), column: "", check: None, value: "", action: "" };
        if changed {
            let (column, check) = (ACCEPTED, Some(Check::UnparsableValue));
            log.add(Entry { column, check, value: &unknown, action: "value removed", ..of_row })?;
        }
        for cell in self.nameless.iter().map(|at| row.cell(*at)).filter(|cell| !cell.is_blank()) {
            changed = true;
            log.add(Entry { value: &cell.to_string(), action: "left out: its column has no name", ..of_row })?;
        }
        for (column, value) in self.columns.iter().zip(values) {
            if let (Cell::Text(text), Format::Csv) = (value, self.format)
                && text.contains('\0')
            {
                return Err(CleanError::ZeroByte { table: self.table, row: place.number });
            }
            let raw = raw(column, row);
            let remains = self.remaining(column, place, *value);
            let news = remains.filter(|check| checks.insert(*check));
            let misfit = if raw.is_error() { Check::ErrorValue } else { column.content.misfit() };
            let (check, action) = match (change(column, raw, *value), news) {
                (Change::Removed, None) => (Some(misfit), "value removed".to_owned()),
                (Change::Removed, Some(check)) => (Some(misfit), format!("value removed, accepted as {check}")),
                (Change::Added, _) => (None, format!("number {value} added, for an order without one")),
                (Change::Respelt, None) => (None, format!("read as {value}")),
                (Change::Respelt, Some(check)) => (Some(check), format!("read as {value}, accepted")),
                (Change::None, Some(check)) => (Some(check), "accepted".to_owned()),
                (Change::None, None) => continue,
            };
            // A column that was missing altogether is one entry, not one for every row.
            if column.at.is_some() {
                changed = true;
                log.add(Entry { column: &column.name, check, value: &raw.to_string(), action: &action, ..of_row })?;
            }
        }
        Ok((checks, changed))
    }

    /// The checks that the source names as accepted, and its words that are no check.
    fn accepted_before(&self, row: &dyn Row) -> (BTreeSet<Check>, String) {
        let (mut checks, mut unknown) = (BTreeSet::new(), Vec::new());
        let words = self.accepted.map(|at| row.cell(at).present());
        if let Some(Cell::Text(words)) = words {
            for word in words.split_whitespace() {
                match word.parse() {
                    Ok(check) => {
                        checks.insert(check);
                    }
                    Err(_) => unknown.push(word),
                }
            }
        }
        (checks, unknown.join(" "))
    }

    /// The check that will find a value, or its absence.
    fn remaining(&self, column: &CleanColumn<'_>, place: RowInUse, value: Cell<'_>) -> Option<Check> {
        match value {
            Cell::Empty if column.name == DATED => column.content.is_dated(place.index).then_some(Check::MissingValue),
            Cell::Empty => column.content.is_needed(place.index).then_some(Check::NullId),
            // A word among numbers stays, because it is measured.
            Cell::Text(_) if matches!(column.content, Content::NumberOrWord(..)) => Some(Check::UnparsableValue),
            _ if column.content.day(place.index).is_some_and(|day| day > self.today) => Some(Check::FutureDate),
            _ => (place.repeated && matches!(column.content, Content::Id)).then_some(Check::DuplicateId),
        }
    }
}

fn raw<'r>(column: &CleanColumn<'_>, row: &'r dyn Row) -> Cell<'r> {
    column.at.map_or(Cell::Empty, |at| row.cell(at))
}

/// What happened to a value.
enum Change {
    None,
    Removed,
    /// The same value in another notation.
    Respelt,
    /// There was no value, and one was generated.
    Added,
}

fn change(column: &CleanColumn<'_>, raw: Cell<'_>, value: Cell<'_>) -> Change {
    if matches!(column.content, Content::AsIs) {
        return if raw.is_error() { Change::Removed } else { Change::None };
    }
    match (raw.present(), value.present()) {
        (Cell::Empty, Cell::Empty) => Change::None,
        (Cell::Empty, _) if matches!(column.content, Content::Order(..)) => Change::Added,
        (_, Cell::Empty) => Change::Removed,
        (Cell::Text(raw), Cell::Text(value)) if raw == value => Change::None,
        (raw, value) if raw == value || raw.to_string() == value.to_string() => Change::None,
        _ => Change::Respelt,
    }
}
