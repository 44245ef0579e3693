//! What the options fix for a run of the dashboard.

use super::naming::Naming;
use crate::analysis::Choice;
use crate::data::filter::Filter;
use crate::measures::Granularity;

/// What the command line and configuration fix for a run of the dashboard.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The data's name while it is loading.
    pub source: String,
    /// What of the data is shown to begin with.
    pub filter: Filter,
    /// The day whose segments those of today are compared with.
    pub compare_as_of: Option<i32>,
    /// The clustering to begin with.
    pub choice: Choice,
    /// Length of time buckets to begin with.
    pub granularity: Granularity,
    /// Coupons to share out to begin with.
    pub budget: Option<u64>,
    /// Whether the files are watched.
    pub watching: bool,
    /// The user's names of segments.
    pub naming: Naming,
    /// Whether the user can be asked what the data is, where that cannot be told.
    pub asks: bool,
}
