//! What is wrong, or worth knowing, about the data: named checks, each with a severity, a count and examples.

use serde::Serialize;
use strum::{Display, EnumIter, IntoStaticStr};

use super::schema::Table;

/// How much a finding matters. Ordered worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, IntoStaticStr, Serialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Rows could not be used or joined.
    Error,
    /// Rows were used, but say something implausible.
    Warning,
    /// Nothing is wrong.
    Information,
}

/// A named quality check (design §3).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, EnumIter, IntoStaticStr, Serialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the names are the documentation; `Check::meaning` says each in words"
)]
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
    BlankRow,
    UnusedRow,
    ConstantColumn,
    IdLikeColumn,
    InactiveCustomer,
}

impl Check {
    /// The severity that design §3 gives this check.
    pub fn severity(self) -> Severity {
        match self {
            Self::MissingTable
            | Self::MissingColumn
            | Self::NullId
            | Self::DuplicateId
            | Self::OrphanKey
            | Self::UnparsableValue
            | Self::FutureDate
            | Self::RaggedRow => Severity::Error,
            Self::UnknownStatus
            | Self::BurntWithoutDate
            | Self::DateWithoutBurnt
            | Self::BurnBeforeClaim
            | Self::ClaimBeforeJoin
            | Self::Outlier
            | Self::MixedEncoding => Severity::Warning,
            Self::BlankRow
            | Self::UnusedRow
            | Self::ConstantColumn
            | Self::IdLikeColumn
            | Self::InactiveCustomer => Severity::Information,
        }
    }
}

/// One check that fired on one column (or table), with how many rows and a few of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// The table it is about.
    pub table: Table,
    /// The column, where the check is about one.
    pub column: Option<String>,
    /// How many rows.
    pub rows: u64,
    /// Up to five examples in words, such as `row 17: "31/02/2024"`.
    pub examples: Vec<String>,
}
