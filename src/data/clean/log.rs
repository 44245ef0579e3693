//! `log.csv`: a line for every change and every row that was set aside.

use super::error::CleanError;
use super::sink::CsvFile;
use crate::data::cell::Cell;
use crate::data::findings::Check;
use crate::data::folder::{Made, failed};
use crate::data::pieces::RowPlaces;
use crate::data::schema::Table;

/// The log being written.
pub struct Log {
    file: CsvFile,
    label: String,
    /// Which rows come from which file.
    places: Vec<(Table, RowPlaces)>,
}

/// A line of the log.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The table.
    pub table: Table,
    /// The row of the source; `None` if the entry is about a column or a table.
    pub row: Option<u64>,
    /// The column.
    pub column: &'a str,
    /// The finding; `None` if only the notation of a value changed.
    pub check: Option<Check>,
    /// The value in the source; for a row that is set aside, the row as a line of CSV.
    pub value: &'a str,
    /// The action, as text.
    pub action: &'a str,
}

impl Log {
    /// Writes the header.
    ///
    /// # Errors
    /// [`CleanError::Folder`].
    pub fn new(made: Made, places: &[(Table, RowPlaces)]) -> Result<Self, CleanError> {
        let mut file = CsvFile::new(made.file, false);
        let header = ["table", "row", "column", "check", "value", "action"].map(Cell::Text);
        file.row(header.into_iter()).map_err(|e| failed(&made.label, &e))?;
        Ok(Self { file, label: made.label, places: places.to_vec() })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// [`CleanError::Folder`].
    pub fn add(&mut self, entry: Entry<'_>) -> Result<(), CleanError> {
        let places = self.places.iter().find(|(table, _)| *table == entry.table).map(|(_, places)| places);
        let place = entry.row.and_then(|row| Some(places?.of(row)));
        let named = if let Some((Some(file), row)) = place { format!("{file}, row {row}") } else { String::new() };
        let row = entry.row.map_or(Cell::Empty, |row| Cell::Int(row as i64));
        let cells = [
            Cell::Text(entry.table.into()),
            if named.is_empty() { row } else { Cell::Text(&named) },
            Cell::Text(entry.column),
            entry.check.map_or(Cell::Empty, |check| Cell::Text(check.into())),
            Cell::Text(entry.value),
            Cell::Text(entry.action),
        ];
        Ok(self.file.row(cells.into_iter()).map_err(|e| failed(&self.label, &e))?)
    }

    /// Flushes the log to disk.
    ///
    /// # Errors
    /// [`CleanError::Folder`].
    pub fn finish(self) -> Result<(), CleanError> {
        Ok(self.file.finish().map_err(|e| failed(&self.label, &e))?)
    }
}
