//! One file each: the formats that data comes in. Every reader lists the tables in its file and pushes rows of borrowed
//! cells into an [`Intake`].

mod archive;
mod arrow_columns;
mod blanks;
#[allow(dead_code, reason = "for streams that are read record by record")]
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
mod xls_text;
mod xlsb_merged;
mod zone;

use super::budget;
use super::error::DataError;
use super::mapping::Mapping;
use super::origin::Origin;
use super::part::Part;
use super::tables::Intake;
use crate::shell_words::quoted;

/// An opened file, its format known by its first bytes.
pub enum Input {
    /// CSV and its relatives, possibly compressed.
    Delimited(delimited::Delimited),
    /// A workbook: Excel or `OpenDocument`.
    Workbook(Box<excel::Workbook>),
    /// Parquet.
    Parquet(Origin),
}

/// How files begin that are something else, whatever their name says, and what they are.
const FOREIGN: [(&str, &str); 12] = [
    ("<!doctype", "a web page"),
    ("<html", "a web page"),
    ("<table", "a web page"),
    ("<?xml", "XML"),
    ("{\"", "JSON"),
    ("[{", "JSON"),
    ("{\n", "JSON"),
    ("%pdf", "a PDF"),
    ("sqlite format", "a database"),
    ("arrow1", "an Arrow file"),
    ("fea1", "a Feather file"),
    ("obj\u{1}", "an Avro file"),
];

/// What to do about JSON: there are many forms of it, and pandas reads the usual ones.
fn as_csv(path: &str) -> String {
    let lines = "lines=open(sys.argv[1]).readline().rstrip().endswith('}')";
    let code =
        format!("import pandas, sys; pandas.read_json(sys.argv[1], {lines}).to_csv(sys.argv[1] + '.csv', index=False)");
    format!("JSON, which this turns into CSV: python3 -c \"{code}\" {}", quoted(path.as_ref()))
}

impl Input {
    /// Opens a file, to be read as the mapping says.
    ///
    /// # Errors
    /// [`DataError`] when it cannot be opened, its start is of no known format, or the mapping names an unknown encoding.
    pub fn open(origin: Origin, mapping: &Mapping) -> Result<Self, DataError> {
        let head = origin.head(ods::HEAD as u64)?;
        let start = String::from_utf8_lossy(&head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
        if let Some((_, found)) = FOREIGN.iter().find(|(magic, _)| start.starts_with(magic)) {
            let path = origin.label();
            let found = if *found == "JSON" { as_csv(&path) } else { (*found).to_owned() };
            return Err(DataError::NotATable { path, found });
        }
        Ok(match head.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet(origin),
            [b'P', b'K', 3 | 5, 4 | 6, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                Self::Workbook(Box::new(excel::Workbook::open(&origin, mapping.header_row)?))
            }
            _ => Self::Delimited(delimited::Delimited::new(origin, mapping)?),
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
    /// [`DataError`] when the file is damaged, or a table in it is too wide.
    pub fn parts(&mut self) -> Result<Vec<Part>, DataError> {
        let whole = |origin: &Origin, (header, header_row)| {
            let (name, file, label) = (origin.stem(), origin.file_name(), origin.label());
            vec![Part { name, file, label, header, header_row, ..Part::default() }]
        };
        let parts = match self {
            Self::Delimited(file) => whole(&file.origin, file.header()?),
            Self::Workbook(workbook) => workbook.parts()?,
            Self::Parquet(origin) => whole(origin, (parquet::header(origin)?, 1)),
        };
        match parts.iter().find(|part| part.header.len() > budget::COLUMNS) {
            Some(wide) => {
                let (columns, most) = (wide.header.len(), budget::COLUMNS);
                let found = format!("it has {columns} columns and the most are {most}");
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
        }
    }
}
