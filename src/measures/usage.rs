//! Claims and burns over time (design §3), kept per day and read at any granularity.

use serde::Serialize;
use strum::{Display, EnumIter, EnumString};

/// The length of a bucket of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumIter, EnumString, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Granularity {
    Day,
    Week,
    #[default]
    Month,
    Quarter,
    Year,
}

/// One bucket of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// `2024-07-14`, `2024-W28`, `2024-07`, `2024-Q3` or `2024`.
    pub period: String,
    /// First day of the bucket (days since 1970-01-01).
    #[serde(skip)]
    pub first_day: i32,
    /// Rows by `transaction_date`.
    pub claims: u64,
    /// Burnt rows by `burn_date`.
    pub burns: u64,
    /// Open rows by `transaction_date`.
    pub status_claimed: u64,
    /// Burnt rows by `transaction_date`.
    pub status_burnt: u64,
    /// Whether the bucket is not wholly at or before the claim horizon.
    pub partial: bool,
}

/// Counts per day, ascending, days without any event left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Days and their counts.
    pub days: Vec<DayCounts>,
    /// Latest claim.
    pub claim_horizon: Option<i32>,
}

/// What happened on one day. All `u64` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Rows by `transaction_date`.
    pub claims: u64,
    /// Burnt rows by `burn_date`.
    pub burns: u64,
    /// Open rows by `transaction_date`.
    pub status_claimed: u64,
    /// Burnt rows by `transaction_date`.
    pub status_burnt: u64,
}
