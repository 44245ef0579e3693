//! Output files for rows of cells: CSV or Parquet.

use std::fs::File;
use std::io::{self, Write};

use csv::{QuoteStyle, Writer, WriterBuilder};

use super::kind::Kind;
use super::options::Format;
use super::parquet::ParquetFile;
use crate::data::cell::Cell;

/// A table being written.
pub enum Sink {
    /// As text.
    Csv(Box<CsvFile>),
    /// As typed columns.
    Parquet(Box<ParquetFile>),
}

impl Sink {
    /// Writes the header of a table with these columns.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn new(file: File, format: Format, columns: &[(String, Kind)]) -> io::Result<Self> {
        Ok(match format {
            Format::Csv => {
                // A reader guesses the delimiter from the header; with quotes it cannot guess another.
                let ambiguous = columns.iter().any(|(name, _)| name.contains([';', '\t', '|']));
                let mut csv = CsvFile::new(file, ambiguous);
                csv.row(columns.iter().map(|(name, _)| Cell::Text(name)))?;
                Self::Csv(Box::new(csv))
            }
            Format::Parquet => Self::Parquet(Box::new(ParquetFile::new(file, columns)?)),
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        match self {
            Self::Csv(csv) => csv.row(cells.iter().copied()),
            Self::Parquet(parquet) => parquet.row(cells),
        }
    }

    /// Flushes the file to disk.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(csv) => csv.finish(),
            Self::Parquet(parquet) => parquet.finish(),
        }
    }
}

/// A CSV file.
pub struct CsvFile {
    writer: Writer<File>,
    /// The text of a number.
    text: Vec<u8>,
}

impl CsvFile {
    /// An empty file; `quoted` says whether every field is quoted, or only those that need it.
    pub fn new(file: File, quote_all: bool) -> Self {
        let style = if quote_all { QuoteStyle::Always } else { QuoteStyle::Necessary };
        let writer = WriterBuilder::new().quote_style(style).buffer_capacity(1 << 18).from_writer(file);
        Self { writer, text: Vec::new() }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        for cell in cells {
            if let Cell::Text(text) = cell {
                self.writer.write_field(text)?;
            } else {
                self.text.clear();
                write!(self.text, "{cell}")?;
                self.writer.write_field(&self.text)?;
            }
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// Flushes the file to disk.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        let file = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        file.sync_all()
    }
}
