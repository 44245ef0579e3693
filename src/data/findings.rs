//! Findings of the quality checks, each with a severity, a count and examples.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::schema::Table;

/// The severity of a finding, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, IntoStaticStr, Serialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Rows could not be used or joined.
    Error,
    /// Rows were used, but their values are implausible.
    Warning,
    /// Information only.
    Information,
}

/// A quality check, with its name in reports and JSON.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation; `Check::meaning` says each in words")]
pub enum Check {
    MissingTable,
    MissingColumn,
    NullId,
    DuplicateId,
    OrphanKey,
    UnparsableValue,
    FutureDate,
    RaggedRow,
    UnknownStatus,
    BurntWithoutDate,
    DateWithoutBurnt,
    BurnBeforeClaim,
    ClaimBeforeJoin,
    Outlier,
    MixedEncoding,
    DuplicateColumn,
    BlankRow,
    UnusedRow,
    ConstantColumn,
    IdLikeColumn,
    InactiveCustomer,
    AcceptedError,
    UnreadColumn,
    ErrorValue,
    RoundedId,
    HiddenSheet,
    SwappedDates,
    MixedCurrency,
    UndecidedDecimal,
    NearKey,
    VaryingAttribute,
    UnusedFile,
    MissingValue,
    FooterRow,
    RepeatedHeader,
    RowNumberId,
    CountedDays,
    Undated,
    WithoutCoupon,
    OnlyBurnt,
}

impl Check {
    /// The severity of this check's findings: an error fails `segscope check --strict`.
    pub fn severity(self) -> Severity {
        match self {
            Self::MissingTable
            | Self::MissingColumn
            | Self::NullId
            | Self::DuplicateId
            | Self::OrphanKey
            | Self::UnparsableValue
            | Self::ErrorValue
            | Self::MissingValue
            | Self::FutureDate
            | Self::RaggedRow => Severity::Error,
            Self::UnknownStatus
            | Self::BurntWithoutDate
            | Self::DateWithoutBurnt
            | Self::BurnBeforeClaim
            | Self::ClaimBeforeJoin
            | Self::Outlier
            | Self::RoundedId
            | Self::VaryingAttribute
            | Self::MixedEncoding
            | Self::SwappedDates
            | Self::MixedCurrency
            | Self::UndecidedDecimal
            | Self::NearKey
            | Self::UnusedFile
            | Self::OnlyBurnt
            | Self::DuplicateColumn => Severity::Warning,
            Self::BlankRow
            | Self::UnusedRow
            | Self::ConstantColumn
            | Self::IdLikeColumn
            | Self::InactiveCustomer
            | Self::AcceptedError
            | Self::UnreadColumn
            | Self::FooterRow
            | Self::RepeatedHeader
            | Self::RowNumberId
            | Self::CountedDays
            | Self::Undated
            | Self::WithoutCoupon
            | Self::HiddenSheet => Severity::Information,
        }
    }

    /// Whether a row of `table` that the check finds (in `column`) is set aside: it is in no measure. A transaction
    /// without a customer or with a repeated id still counts.
    pub fn sets_aside(self, table: Table, column: Option<&str>) -> bool {
        let own_id = || column.is_some() && column == table.spec().columns.first().map(|c| c.name);
        match self {
            Self::RaggedRow | Self::BlankRow | Self::FooterRow | Self::RepeatedHeader | Self::WithoutCoupon => true,
            Self::NullId | Self::DuplicateId => table != Table::Transactions && own_id(),
            _ => false,
        }
    }

    /// What the check means, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::MissingTable => "Ids point at a table that is not there, so they have no names.",
            Self::MissingColumn => "A column that the data should have is not there.",
            Self::NullId => "The id is empty; such a row belongs to nothing.",
            Self::DuplicateId => "The id was used by an earlier row; of customers and places the first row wins.",
            Self::OrphanKey => "The id is not in the table it points at; the row counts under (none).",
            Self::UnparsableValue => "The value is not a date or number; it counts as missing.",
            Self::FutureDate => "The date is after today.",
            Self::RaggedRow => "The row has more or fewer fields than the header; it is set aside.",
            Self::UnknownStatus => "The word is not a known status; the row counts as other.",
            Self::BurntWithoutDate => "The coupon is burnt, but nobody knows when.",
            Self::DateWithoutBurnt => "There is a burn date, but the status is not burnt.",
            Self::BurnBeforeClaim => "The coupon was burnt before it was claimed.",
            Self::ClaimBeforeJoin => "The customer claimed before joining.",
            Self::Outlier => "The value is beyond the quartiles by over three times their distance.",
            Self::MixedEncoding => "Some rows are not UTF-8; they were read as Windows-1252.",
            Self::DuplicateColumn => "Two columns have one name; the second gets a number behind it.",
            Self::BlankRow => "The row is empty; it is no data.",
            Self::UnusedRow => "Nothing points at the row.",
            Self::ConstantColumn => "Every row has the same value.",
            Self::IdLikeColumn => "Nearly every row has a value of its own: an id, not a category.",
            Self::InactiveCustomer => "The customer has no transaction that counts.",
            Self::UnreadColumn => {
                "The column is not read, and nothing needs it: its type is not known, or only records far below have it."
            }
            Self::ErrorValue => "The cell holds an error of the spreadsheet; it counts as missing.",
            Self::RoundedId => "The id is a float of more than 15 digits; ids that differ only after them are one.",
            Self::VaryingAttribute => {
                "The rows of a customer differ here: the most frequent value counts, else the latest."
            }
            Self::HiddenSheet => "A hidden sheet looks like the table; it is read only when no visible sheet does.",
            Self::SwappedDates => {
                "The spreadsheet took the day for the month: every date cell has a day of 12 at most and every text a later one. \
                 Give --date-format dmy (or mdy) to swap them back."
            }
            Self::MixedCurrency => {
                "The amounts are in several currencies, so those of orders and coupons are left out. Keep the rows of one currency."
            }
            Self::UndecidedDecimal => {
                "The values can be thousands or have three decimals; they are read with a decimal point. Say --decimal ."
            }
            Self::NearKey => {
                "The id differs from another only in case, blanks or Unicode form. Make them one with --join loose."
            }
            Self::UnusedFile => "The file or sheet is no table that is used; say which one it is with --table.",
            Self::MissingValue => "A value that every row needs is not there; the row is in no measure of time.",
            Self::FooterRow => "The row is below the data and none of it: a total or a note; it is set aside.",
            Self::RepeatedHeader => {
                "The row has the names of the columns again, as files have that were pasted together, or says in words what they are."
            }
            Self::CountedDays => {
                "The column counts days from an unknown one; day 1 is shown as 2001-01-01. Weekdays and months are not those of the data."
            }
            Self::Undated => {
                "No column says when the rows happened: they are counted, and nothing is measured over time."
            }
            Self::WithoutCoupon => "The row is a purchase without a coupon, so it is no claim; it is set aside.",
            Self::OnlyBurnt => {
                "Every claim is burnt: claims that were not burnt are not in this data, so the burn rate says nothing and is left out."
            }
            Self::RowNumberId => "No column has ids, so each row is a customer, called by the number of its row.",
            Self::AcceptedError => "An error that was seen and accepted, in the column accepted_checks.",
        }
    }
}

/// A finding: one check on one column or table, with the number of rows and examples.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// The table it is about.
    pub table: Table,
    /// The column, if the check is about one.
    pub column: Option<String>,
    /// How many rows.
    pub rows: u64,
    /// Row numbers as in a spreadsheet or editor, ascending; empty if the check is about a column or a table.
    #[serde(skip)]
    pub row_numbers: Arc<[u32]>,
    /// Up to five examples as text, such as `row 17: "31/02/2024"`.
    pub examples: Vec<String>,
    /// The row of each example; empty if they are not about rows.
    pub example_rows: Vec<u32>,
}

impl Finding {
    /// A finding about a column or a table, and about no single rows of it.
    pub fn without_rows(check: Check, table: Table, column: Option<&str>, rows: u64, examples: Vec<String>) -> Self {
        let column = column.map(str::to_owned);
        Self { check, table, column, rows, row_numbers: Arc::default(), examples, example_rows: Vec::new() }
    }

    /// Keeps only these rows and their examples; returns the other rows.
    pub fn retain_rows(&mut self, keep: impl Fn(u32) -> bool) -> Vec<u32> {
        let (kept, gone): (Vec<u32>, Vec<u32>) = self.row_numbers.iter().partition(|row| keep(**row));
        self.rows -= gone.len() as u64;
        self.row_numbers = kept.into();
        let mut example_rows = self.example_rows.iter();
        self.examples.retain(|_| example_rows.next().is_none_or(|row| keep(*row)));
        self.example_rows.retain(|row| keep(*row));
        gone
    }
}
