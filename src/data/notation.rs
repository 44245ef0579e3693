//! How values are written, where the file does not show it.

use super::dates::DateFormat;
use super::findings::{Check, Finding};
use super::schema::Table;

/// The user's settings for dates, numbers and keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Notation {
    /// The dates.
    pub dates: DateFormat,
    /// The decimal mark, `.` or `,`.
    pub decimal: Option<char>,
    /// Whether ids that differ only in case, blanks or Unicode form are one.
    pub loose_join: bool,
}

/// A column that cannot be read without a setting.
#[derive(Debug)]
pub struct Unsettled {
    /// The column of the schema.
    pub column: &'static str,
    /// What is ambiguous.
    pub why: Why,
}

/// The ambiguity in a column, with examples.
#[derive(Debug, PartialEq, Eq)]
pub enum Why {
    /// Whether the day or the month comes first.
    OrderOfDates(String),
    /// The notation of its dates: none could be parsed.
    NoDate(String),
    /// Whether `1.234` is a thousand or a decimal fraction.
    DecimalMark(String),
}

impl Why {
    /// The finding of a column that only describes it.
    pub fn finding(self, table: Table, column: &str, rows: u64) -> Finding {
        let (Self::OrderOfDates(example) | Self::NoDate(example) | Self::DecimalMark(example)) = self;
        Finding::without_rows(Check::UndecidedDecimal, table, Some(column), rows, vec![example])
    }

    /// The same of a named column.
    pub fn of(self, column: &'static str) -> Unsettled {
        Unsettled { column, why: self }
    }
}
