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
    /// Reading the rows behind a finding.
    Rows,
    /// Filtering the data.
    Filter,
    /// The stability of the segments shown, then how sure K is; gives way to all other work.
    Stability,
    /// Statistics of the features to choose from.
    Describe,
    /// Sorting the list of customers.
    Order,
    /// A page of the list of all customers, where a sample is here.
    Page,
    /// The details of one customer.
    Customer,
    /// Segments of an earlier day.
    Migrate,
    /// Writing an export.
    Export,
    /// Storing the names of segments.
    Names,
    /// Storing the saved views.
    Views,
    /// The later burns of the segments shown.
    Later,
    /// Testing whether two segments differ in their rate.
    Compare,
    /// Measuring the parts of the data.
    Split,
    /// Testing whether groups of customers differ in their rate.
    Groups,
    /// Recognising the data, and measuring how much there is.
    Understand,
    /// Writing a mapping to a file.
    Mapping,
    /// Reading what a folder has to open.
    List,
    /// Storing what was opened, and where a session ended.
    Remember,
}
