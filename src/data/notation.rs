//! How the values of a file are to be read where they do not tell it themselves.

use std::sync::Arc;

use super::dates::DateFormat;
use super::findings::{Check, Finding};
use super::schema::Table;

/// What the user says of dates, numbers and keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Notation {
    /// The dates.
    pub dates: DateFormat,
    /// The mark before decimals, `.` or `,`.
    pub decimal: Option<char>,
    /// Whether ids that differ only in case, blanks or Unicode form are one.
    pub loose_join: bool,
}

/// A column that cannot be read before the user has said more.
#[derive(Debug)]
pub struct Unsettled {
    /// The column of the schema.
    pub column: &'static str,
    /// What is not known.
    pub why: Why,
}

/// What is not known of a column, with examples in words.
#[derive(Debug, PartialEq, Eq)]
pub enum Why {
    /// Whether the day or the month comes first.
    OrderOfDates(String),
    /// In which notation its dates are: none could be read.
    NoDate(String),
    /// Whether `1.234` is a thousand or one and a bit.
    DecimalMark(String),
}

impl Why {
    /// The finding of a column that is no more than described by it.
    pub fn finding(self, table: Table, column: &str, rows: u64) -> Finding {
        let (Self::OrderOfDates(example) | Self::NoDate(example) | Self::DecimalMark(example)) = self;
        Finding {
            check: Check::UndecidedDecimal,
            table,
            column: Some(column.to_owned()),
            rows,
            row_numbers: Arc::default(),
            examples: vec![example],
            example_rows: Vec::new(),
        }
    }

    /// The same of a named column.
    pub fn of(self, column: &'static str) -> Unsettled {
        Unsettled { column, why: self }
    }
}
