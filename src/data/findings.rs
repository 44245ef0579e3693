//! Findings of the quality checks, each with a severity, a count and examples.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::kind::Kind;
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
    ChangedWhileRead,
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
            | Self::ChangedWhileRead
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

    /// Whether data of a kind can have what the check looks for.
    pub fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::BurntWithoutDate
            | Self::DateWithoutBurnt
            | Self::BurnBeforeClaim
            | Self::ClaimBeforeJoin
            | Self::OnlyBurnt => kind == Kind::Coupons,
            Self::UnknownStatus
            | Self::MissingTable
            | Self::OrphanKey
            | Self::MixedCurrency
            | Self::VaryingAttribute => kind != Kind::Customers,
            // Where the data is decides about it.
            Self::ChangedWhileRead => false,
            _ => true,
        }
    }

    /// Whether the check looks at rows as they are written, so that a database which keeps the rows of events does not make it.
    pub fn needs_rows(self) -> bool {
        matches!(
            self,
            Self::RaggedRow
                | Self::MixedEncoding
                | Self::DuplicateColumn
                | Self::ErrorValue
                | Self::RoundedId
                | Self::SwappedDates
                | Self::UndecidedDecimal
                | Self::MixedCurrency
                | Self::NearKey
                | Self::VaryingAttribute
        )
    }

    /// What the check means, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::MissingTable => "The table that the ids refer to is missing, so they have no names.",
            Self::MissingColumn => "An expected column is missing.",
            Self::NullId => "The id is empty, so the row cannot be joined.",
            Self::DuplicateId => "The id was used by an earlier row; of customers and places the first row wins.",
            Self::OrphanKey => "The id is not in the table it refers to; the row counts under (none).",
            Self::UnparsableValue => "The value is not a date or number; it counts as missing.",
            Self::FutureDate => "The date is after today.",
            Self::RaggedRow => "The row has more or fewer fields than the header; it is set aside.",
            Self::UnknownStatus => "The value is not a known status; the row counts as other.",
            Self::BurntWithoutDate => "The coupon is burnt, but its burn date is missing.",
            Self::DateWithoutBurnt => "There is a burn date, but the status is not burnt.",
            Self::BurnBeforeClaim => "The coupon was burnt before it was claimed.",
            Self::ClaimBeforeJoin => "The customer claimed before joining.",
            Self::Outlier => "The value is more than three interquartile ranges from the quartiles.",
            Self::MixedEncoding => "Some rows are not UTF-8; they were read as Windows-1252.",
            Self::DuplicateColumn => "Two columns have the same name; a number is added to the second.",
            Self::BlankRow => "The row is empty; it is ignored.",
            Self::UnusedRow => "No row refers to this one.",
            Self::ConstantColumn => "Every row has the same value.",
            Self::IdLikeColumn => "Nearly every row has a different value: an id, not a category.",
            Self::InactiveCustomer => "The customer has no transaction that counts.",
            Self::UnreadColumn => {
                "The column is not read, and nothing needs it: its type is not known, or it first appears far down the file."
            }
            Self::ErrorValue => "The cell holds an error of the spreadsheet; it counts as missing.",
            Self::RoundedId => {
                "The id is a float of more than 15 digits; ids that differ only in later digits become one."
            }
            Self::VaryingAttribute => {
                "The rows of a customer have different values; the most frequent is used, or the latest of equals."
            }
            Self::HiddenSheet => "A hidden sheet looks like the table; it is read only when no visible sheet does.",
            Self::SwappedDates => {
                "The spreadsheet swapped day and month: every date cell has a day of at most 12, every text a later day. \
                 Use --date-format dmy (or mdy) to swap them back."
            }
            Self::MixedCurrency => {
                "The amounts of events are in several currencies, so they are left out. \
                 Use rows of one currency only."
            }
            Self::UndecidedDecimal => {
                "The values can be thousands or have three decimals; they are read with a decimal point. \
                 To confirm, use --decimal ."
            }
            Self::NearKey => {
                "The id differs from another only in case, spaces or Unicode form. To treat them as one, use --join \
                 loose."
            }
            Self::UnusedFile => "The file or sheet is not recognised as a table; assign it with --table.",
            Self::MissingValue => "A required value is missing; the row is left out of measures over time.",
            Self::FooterRow => "The row after the data is a total or a note; it is set aside.",
            Self::RepeatedHeader => {
                "The row repeats or explains the column names, as in files that were joined; it is set aside."
            }
            Self::CountedDays => {
                "The column counts days from an unknown date; day 1 is shown as 2001-01-01. \
                 Weekdays and months are not the real ones."
            }
            Self::Undated => "No column has a date: the rows are counted, but nothing is measured over time.",
            Self::WithoutCoupon => "The row is a purchase without a coupon, so it is not a claim; it is set aside.",
            Self::OnlyBurnt => "Every claim is burnt: the data has no unused coupons, so the burn rate is not shown.",
            Self::ChangedWhileRead => {
                "The table changed while it was read, so that its numbers may not fit together. Read the data again."
            }
            Self::RowNumberId => "No column has ids, so each row is a customer, identified by its row number.",
            Self::AcceptedError => "An error that was accepted before, listed in the column accepted_checks.",
        }
    }
}

/// Puts findings in their order, worst first.
pub(super) fn sort(findings: &mut [Finding]) {
    let key = |f: &Finding| (f.check.severity(), Reverse(f.rows), f.check, f.table);
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.column.cmp(&b.column)));
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
    /// Whether the rows stay in a database, which counted them: then neither their numbers nor examples are known.
    #[serde(skip)]
    pub in_database: bool,
}

impl Finding {
    /// A finding about a column or a table, and about no single rows of it.
    pub fn without_rows(check: Check, table: Table, column: Option<&str>, rows: u64, examples: Vec<String>) -> Self {
        let (column, row_numbers) = (column.map(str::to_owned), Arc::default());
        Self { check, table, column, rows, row_numbers, examples, example_rows: Vec::new(), in_database: false }
    }

    /// A finding about rows that stay in a database, which counted them.
    pub fn in_database(check: Check, table: Table, column: Option<&str>, rows: u64) -> Self {
        Self { in_database: true, ..Self::without_rows(check, table, column, rows, Vec::new()) }
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
