//! One file each: the formats that data comes in. Every reader lists the tables in its file and pushes rows of borrowed
//! cells into an [`Intake`].

mod archive;
mod arrow_columns;
mod arrow_lists;
mod arrow_rows;
mod blanks;
mod bounded;
mod checksums;
mod chunk;
mod compound;
mod cuts;
mod delimited;
mod encoding;
mod events;
mod excel;
mod expansion;
mod fixed;
mod gzip;
mod header;
mod held;
mod held_sheet;
mod json;
mod json_lists;
mod little_endian;
mod merged;
mod odd_xml;
mod ods;
mod parquet;
mod parquet_pages;
mod parquet_schema;
mod parts;
mod pieces;
mod ready;
mod records;
mod refusal;
mod row_text;
mod sheet_cell;
mod text;
mod warehouse;
mod xls_text;
mod xlsb_merged;
mod zone;

pub use self::chunk::Chunk;

use std::sync::Arc;

use self::header::GivenRow;
use super::budget;
use super::error::DataError;
use super::mapping::Mapping;
use super::origin::Origin;
use super::part::Part;
use super::tables::Intake;
use crate::progress::Progress;
use crate::warehouse::Table;

/// An opened file, its format known by its first bytes.
pub enum Input {
    /// Delimited text (CSV), possibly compressed.
    Delimited(delimited::Delimited),
    /// A workbook: Excel or `OpenDocument`.
    Workbook(Box<excel::Workbook>),
    /// Parquet.
    Parquet(Origin),
    /// JSON, possibly compressed.
    Json(json::Json),
    /// A table of a database.
    Warehouse(Arc<Table>),
}

/// The first bytes of files of other formats, whatever their name, and these formats.
const FOREIGN: [(&str, &str); 9] = [
    ("<!doctype", "a web page"),
    ("<html", "a web page"),
    ("<table", "a web page"),
    ("<?xml", "XML"),
    ("%pdf", "a PDF"),
    ("sqlite format", "a database"),
    ("arrow1", "an Arrow file"),
    ("fea1", "a Feather file"),
    ("obj\u{1}", "an Avro file"),
];

/// The first bytes as text, unpacked.
fn start(origin: &Origin, head: &[u8]) -> String {
    let is_plain =
        !matches!(head, [0x1F, 0x8B, ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    // Errors in the text are reported when it is read.
    let text = if is_plain { None } else { text::open(origin, None, &Progress::new()).ok() };
    String::from_utf8_lossy(text.as_ref().map_or(head, |text| &text.head)).into_owned()
}

impl Input {
    /// Opens a file, to be read as the mapping says.
    ///
    /// # Errors
    /// [`DataError`] when it cannot be opened, its start is of no known format, or the mapping names an unknown encoding.
    pub fn open(origin: Origin, mapping: &Mapping, is_alone: bool) -> Result<Self, DataError> {
        if let Origin::Table(table) = origin {
            return Ok(Self::Warehouse(table));
        }
        let head = origin.head(ods::HEAD as u64)?;
        let start = start(&origin, &head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
        if let Some((_, found)) = FOREIGN.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(DataError::NotATable { path: origin.label(), found: (*found).to_owned() });
        }
        if json::begins(&start) {
            return Ok(Self::Json(json::Json::new(origin, mapping)?));
        }
        let header_row = mapping.header_row.map(|number| GivenRow { number, is_certain: is_alone });
        Ok(match head.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet(origin),
            [b'P', b'K', 3 | 5, 4 | 6, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                Self::Workbook(Box::new(excel::Workbook::open(&origin, header_row)?))
            }
            _ => Self::Delimited(delimited::Delimited::new(origin, mapping, header_row)?),
        })
    }

    /// The format in a word.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Delimited(_) => "csv",
            Self::Workbook(workbook) => workbook.format(),
            Self::Parquet(_) => "parquet",
            Self::Json(_) => "json",
            Self::Warehouse(_) => "database",
        }
    }

    /// Whether serial dates count from 1904.
    pub fn counts_from_1904(&self) -> bool {
        matches!(self, Self::Workbook(workbook) if workbook.counts_from_1904())
    }

    /// What may be tables in the file.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged, or a table in it is too wide.
    pub fn parts(&mut self) -> Result<Vec<Part>, DataError> {
        let whole = |origin: &Origin, (header, header_row)| {
            let (name, file, label) = (origin.stem(), origin.file_name(), origin.label());
            vec![Part { name, file, label, header, header_row, ..Part::default() }]
        };
        let parts = match self {
            Self::Delimited(file) => whole(&file.origin, file.header()?),
            Self::Workbook(workbook) => workbook.parts()?,
            Self::Json(file) => file.parts()?,
            Self::Parquet(origin) => whole(origin, (parquet::header(origin)?, 1)),
            Self::Warehouse(table) => {
                let mut parts = whole(&Origin::Table(Arc::clone(table)), (table.columns.clone(), 1));
                for part in &mut parts {
                    part.schema.clone_from(&table.schema);
                }
                parts
            }
        };
        match parts.iter().find(|part| part.header.len() > budget::COLUMNS) {
            Some(wide) => {
                let (columns, most) = (wide.header.len(), budget::COLUMNS);
                let found = format!("it has {columns} columns, and the maximum is {most}");
                Err(DataError::NotATable { path: wide.label.clone(), found })
            }
            None => Ok(parts),
        }
    }

    /// Reads all rows of a part.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged, or the load was cancelled.
    pub fn read(&mut self, part: &Part, intake: &mut Intake<'_>) -> Result<(), DataError> {
        match self {
            Self::Delimited(file) => file.read(part, intake),
            Self::Workbook(workbook) => workbook.read(part, intake),
            Self::Parquet(origin) => parquet::read(origin, intake),
            Self::Json(file) => file.read(part, intake),
            Self::Warehouse(table) => warehouse::read(table, intake),
        }
    }
}
