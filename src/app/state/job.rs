//! Kinds of background work.

use strum::{Display, EnumCount, EnumIter};

/// Kinds of background work; each has its own slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumCount, EnumIter)]
#[strum(serialize_all = "lowercase")]
pub enum Job {
    /// Reading and measuring the data.
    Load,
    /// The matrix and the sweep over K.
    Sweep,
    /// Segments at one K.
    Segment,
    /// The rows behind a finding.
    Rows,
    /// The data under another filter.
    Filter,
    /// The stability of the segments shown, then how sure K is; gives way to all other work.
    Stability,
    /// Statistics of what can be chosen to cluster by.
    Describe,
    /// The list of customers in another order.
    Order,
    /// Everything about one customer.
    Customer,
    /// Segments of an earlier day.
    Migrate,
    /// Writing what is on screen into a file.
    Export,
    /// Keeping the names of segments.
    Names,
    /// The later burns of the segments shown.
    Later,
    /// What the data is, and what it comes to.
    Understand,
    /// Writing a mapping into a file.
    Mapping,
}
