//! Errors of loading: one sentence with what was found, what was needed and what to do.

use std::path::Path;

use super::schema::Table;
use super::tally::escape;
use crate::plain_text::spelt_out;
use crate::progress::Cancelled;
use crate::warehouse::WarehouseError;

/// Advice for a file that needs more memory than available.
pub const MORE_MEMORY: &str = "Give more with --max-memory, or read a part of the data";
/// Advice for a cell, name or row that is too long.
pub const SHORTEN: &str = "Shorten it, or leave the column out";

/// An error that stops a load. Lesser problems are a [`super::Finding`].
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what the fields are")]
pub enum DataError {
    #[error(
        "{path}: no such file or folder. Give a folder of CSV or Parquet files, an Excel workbook, or the files themselves"
    )]
    NotFound { path: String },
    #[error("{pattern}: no file matches. Put the pattern in quotes, such as 'data/*.csv', and check the folder")]
    NoMatch { pattern: String },
    #[error("{pattern}: not a pattern for file names: {why}")]
    BadPattern { pattern: String, why: String },
    #[error(
        "-: standard input is a terminal. Pipe a file into segscope (`zcat claims.csv.gz | segscope -`), or name it"
    )]
    NoPipe,
    #[error(
        "the system refuses the threads or open files that the work needs. Raise the limits (`ulimit -u`, `ulimit -n`, \
         `ulimit -v`), or ask for less: RAYON_NUM_THREADS=1 POLARS_MAX_THREADS=1"
    )]
    NoThreads,
    #[error("{path}: changed while it was read. Read it again when it is complete")]
    Changed { path: String },
    #[error(
        "{path}: some of its tables are replaced and some are not, because the run that did it was interrupted. Run the same \
         `segscope clean` or `segscope generate` again, with --force"
    )]
    HalfReplaced { path: String },
    #[error("{path}: {source}")]
    Io { path: String, source: std::io::Error },
    #[error("{path} is the same file as {other}: its rows would count twice. Name each file once")]
    Repeated { path: String, other: String },
    #[error("{path}: neither a file nor a folder. Save the data to a file, or pipe it in: `segscope -`")]
    NotAFile { path: String },
    #[error(
        "{path}: not a table that can be read: {found}. Expected CSV, TSV, JSON (also .gz or .zst), Parquet, .xlsx, .xls, .xlsb or .ods"
    )]
    NotATable { path: String, found: String },
    #[error("{path}: damaged or cut short{place}: {}. Export or copy the file again", one_line(reason))]
    Broken { path: String, place: String, reason: String },
    #[error(
        "{path}: the cells of a sheet are too far apart. Delete single cells far to the right or far below, or save \
         the workbook as .xlsx"
    )]
    Sparse { path: String },
    #[error("{path}: the workbook is protected with a password. Save a copy without one")]
    PasswordProtected { path: String },
    #[error("{path}: the table {table} {}{}", emptiness(needed), offered(command))]
    Empty {
        path: String,
        table: Table,
        /// The columns of a header; empty where it has one and no rows below.
        needed: String,
        command: String,
    },
    #[error("{}", asked(what, command))]
    NotUnderstood {
        what: String,
        /// Options with which the data can be read.
        options: Vec<(&'static str, String)>,
        /// Files to leave out.
        without: Vec<String>,
        /// The command line with these changes, if it is known.
        command: String,
    },
    #[error(
        "{path}: the column {column} has the type {}, which cannot be read. Write it as text, a number or a date",
        one_line(found)
    )]
    ColumnType { path: String, column: String, found: String },
    #[error(
        "{path}: the dates of the column {column} can be read day first or month first, for example {example}. Say which with \
         --date-format dmy or --date-format mdy{}",
        offered(command)
    )]
    UndecidableDates { path: String, column: String, example: String, command: String },
    #[error(
        "{path}: nothing in the column {column} is a date, for example {examples}. Write its dates as 2024-07-14, or name the \
         column that has them with --column {role}=NAME"
    )]
    NoDates { path: String, column: String, role: &'static str, examples: String },
    #[error(
        "{path}: the numbers of the column {column} can be read with thousands or with decimals, for example {example}. Say \
         which mark is before decimals with --decimal . or --decimal ,{}",
        offered(command)
    )]
    UndecidableNumbers { path: String, column: String, example: String, command: String },
    #[error("{path}: --header-row {row}: {}", no_header_row(*row, *is_alone))]
    HeaderRow { path: String, row: u64, is_alone: bool },
    #[error("--date-format {}: not known. Use dmy, mdy or ymd", escape(given))]
    UnknownDateFormat { given: String },
    #[error(
        "{path}: more than {most} files are too many to open. Join them first, or name fewer with a pattern: '{path}/2024*'"
    )]
    TooManyFiles { path: String, most: usize },
    #[error("--encoding {}: not known. Use one of {known}", escape(given))]
    UnknownEncoding { given: String, known: String },
    #[error("{path}: the quote opened in row {row} is never closed. Close it, or double the quotes inside the field")]
    UnclosedQuote { path: String, row: u64 },
    #[error("{path}: {}", asked(why, command))]
    Mapping {
        path: String,
        why: String,
        /// The option that may state what was meant.
        instead: Option<(&'static str, String)>,
        command: String,
    },
    #[error("{path}: row {row} is one line of more than 16 MB. Export the file again, with a line for each row")]
    LongLine { path: String, row: u64 },
    #[error(
        "{path}: too large for the memory: reading came to row {row} and leaves too little of the limit of {limit}. {MORE_MEMORY}"
    )]
    OverBudget { path: String, row: u64, limit: String },
    #[error("{path}: {}. {remedy}", one_line(what))]
    TooLarge { path: String, what: String, remedy: &'static str },
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    #[error(
        "several schemas of the database have tables of customers or events: {schemas}. Name one after the address, such as #{first}, or the \
         tables with --table {table}={first}.NAME"
    )]
    Schemas { table: Table, schemas: String, first: String },
    #[error("no statements can be written for this data: {why}")]
    NoStatements { why: String },
    #[error(transparent)]
    Warehouse(WarehouseError),
    #[error("the tables cannot be built: {}", one_line(&.0.to_string()))]
    Frame(#[from] polars::error::PolarsError),
}

impl DataError {
    /// Whether it is about recognition, so that the user can fix it with a mapping.
    pub fn is_of_understanding(&self) -> bool {
        matches!(
            self,
            Self::Empty { .. }
                | Self::NotUnderstood { .. }
                | Self::UndecidableDates { .. }
                | Self::UndecidableNumbers { .. }
                | Self::Mapping { .. }
        )
    }

    /// An I/O error on a path.
    pub(super) fn io(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound { path: shown(path) },
            _ => Self::Io { path: shown(path), source },
        }
    }
}

/// The end of a message, with the command to type next.
fn offered(command: &str) -> String {
    if command.is_empty() { String::new() } else { format!(". Try: {command}") }
}

/// A sentence, which may be a question, and what to type next.
fn asked(what: &str, command: &str) -> String {
    let offered = offered(command);
    if what.ends_with('?') { format!("{what}{}", offered.trim_start_matches('.')) } else { format!("{what}{offered}") }
}

/// Why a row does not have the names of columns.
fn no_header_row(row: u64, is_alone: bool) -> String {
    let why = match (row, is_alone) {
        (0, _) => "each table has a row with known names of columns".to_owned(),
        (_, true) => "the table has no such row, or it is blank".to_owned(),
        (_, false) => "no table has the names of its columns in this row".to_owned(),
    };
    format!("{why}. Give the number of the row with the names, counted from 1, or leave the option out")
}

/// The missing parts of an empty table.
fn emptiness(needed: &str) -> String {
    match needed {
        "" => "has a header and no rows. Save it again with its rows".to_owned(),
        one if !one.contains(',') => format!("is empty. It needs a header row with the column {one}"),
        several => format!("is empty. It needs a header row with the columns {several}"),
    }
}

/// A path for a message, with harmful characters escaped.
pub fn shown(path: &Path) -> String {
    spelt_out(&path.to_string_lossy()).into_owned()
}

/// The message of a library, on one line and with harmful characters escaped.
pub(super) fn one_line(text: &str) -> String {
    spelt_out(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// Column names for a message.
pub(super) fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let shown = names.iter().take(12).map(|n| escape(n)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(12) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

impl From<WarehouseError> for DataError {
    fn from(error: WarehouseError) -> Self {
        match error {
            WarehouseError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            error => Self::Warehouse(error),
        }
    }
}
