//! Facts in, plain values out: the measures of design §3 and the customer features of design §4. One file a measure.
//!
//! Every value here is an independent plain struct; nothing of polars leaves this module.

pub mod features;
pub mod summary;
pub mod usage;

pub use features::{Features, InactivePolicy, Preset};
pub use summary::{DaysToBurn, Group, Kpis, Place, Summary};
pub use usage::{Granularity, Period, Usage};
