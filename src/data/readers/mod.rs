//! One file each: the formats that data comes in. Every reader lists the tables in its file and pushes rows of borrowed
//! cells into an [`Intake`].

mod archive;
mod delimited;
mod excel;
mod ods;
mod parquet;
mod text;

use super::error::DataError;
use super::origin::Origin;
use super::tables::Intake;

/// An opened file, its format known by its first bytes.
pub enum Input {
    /// CSV and its relatives, possibly compressed.
    Delimited(Origin),
    /// A workbook: Excel or `OpenDocument`.
    Workbook(Box<excel::Workbook>),
    /// Parquet.
    Parquet(Origin),
}

/// What may be one table: a file, or a sheet of a workbook.
#[derive(Clone, Debug)]
pub struct Part {
    /// The name that may name a table: of the file without its ending, or of the sheet.
    pub name: String,
    /// The name of the file.
    pub file: String,
    /// The file, and the sheet in it, for messages.
    pub label: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Column names; empty when the part has no rows at all.
    pub header: Vec<String>,
}

impl Part {
    /// The names that a mapping can give as its source, shortest first.
    pub fn names(&self) -> Vec<String> {
        let sheet = self.sheet.iter().flat_map(|sheet| [sheet.clone(), format!("{}: {sheet}", self.file)]);
        if self.sheet.is_some() { sheet.collect() } else { vec![self.file.clone(), self.label.clone()] }
    }

    /// The longest of its names.
    pub fn full_name(&self) -> String {
        self.names().pop().unwrap_or_default()
    }

    /// Whether it has that name.
    pub fn goes_by(&self, name: &str) -> bool {
        self.names().iter().any(|own| own.trim() == name.trim())
    }
}

impl Input {
    /// Opens a file.
    ///
    /// # Errors
    /// [`DataError`] when it cannot be opened, or its start is of no known format.
    pub fn open(origin: Origin) -> Result<Self, DataError> {
        let head = origin.head(ods::HEAD as u64)?;
        Ok(match head.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet(origin),
            [b'P', b'K', 3 | 5, 4 | 6, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                Self::Workbook(Box::new(excel::Workbook::open(&origin)?))
            }
            _ => Self::Delimited(origin),
        })
    }

    /// The format in a word.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Delimited(_) => "csv",
            Self::Workbook(workbook) => workbook.format(),
            Self::Parquet(_) => "parquet",
        }
    }

    /// Whether serial dates count from 1904.
    pub fn counts_from_1904(&self) -> bool {
        matches!(self, Self::Workbook(workbook) if workbook.counts_from_1904())
    }

    /// What may be tables in the file.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged.
    pub fn parts(&mut self) -> Result<Vec<Part>, DataError> {
        let whole = |origin: &Origin, header| {
            vec![Part { name: origin.stem(), file: origin.file_name(), label: origin.label(), sheet: None, header }]
        };
        match self {
            Self::Delimited(origin) => Ok(whole(origin, delimited::header(origin)?)),
            Self::Workbook(workbook) => workbook.parts(),
            Self::Parquet(origin) => Ok(whole(origin, parquet::header(origin)?)),
        }
    }

    /// Reads all rows of a part.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged, or the load was cancelled.
    pub fn read(&mut self, part: &Part, intake: &mut Intake<'_>) -> Result<(), DataError> {
        match self {
            Self::Delimited(origin) => delimited::read(origin, intake),
            Self::Workbook(workbook) => workbook.read(part, intake),
            Self::Parquet(origin) => parquet::read(origin, intake),
        }
    }
}
