//! Settings of the dashboard that the options give.

use super::naming::Naming;
use super::saved::Saved;
use crate::analysis::Choice;
use crate::app::own_keys::OwnKeys;
use crate::data::filter::Filter;
use crate::measures::Granularity;

/// What the command line and the configuration set for a run of the dashboard.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// The data's name while it is loading.
    pub source: String,
    /// The filter at the start.
    pub filter: Filter,
    /// The day whose segments are compared with those of today.
    pub compare_as_of: Option<i32>,
    /// The clustering settings at the start.
    pub choice: Choice,
    /// Length of periods at the start.
    pub granularity: Granularity,
    /// The coupon budget at the start.
    pub budget: Option<u64>,
    /// Whether the files are watched.
    pub watching: bool,
    /// The user's names of segments.
    pub naming: Naming,
    /// The saved views.
    pub saved: Saved,
    /// Whether the mapping screen may open if the data cannot be recognised.
    pub asks: bool,
    /// Whether the bottom of the screen shows the command that gives it.
    pub shows_command: bool,
    /// The user's own keys.
    pub own_keys: OwnKeys,
    /// Whether the greeting is shown, until the first key.
    pub greets: bool,
}
