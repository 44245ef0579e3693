//! What the state machine asks to be done.

use std::path::PathBuf;
use std::sync::Arc;

use super::requests::{
    CustomerRequest, DescribeRequest, ExportRequest, FilterRequest, LaterRequest, LoadRequest, MappingRequest,
    OrderRequest, RowsRequest, SegmentRequest,
};
use crate::analysis::{Choice, Dataset, Prepared, Segmentation};
use crate::app::state::job::Job;
use crate::app::state::naming::Naming;
use crate::cluster::{Clustering, Sweep};
use crate::data::Mapping;

/// Something to do outside the state machine. Work carries a generation; results of an old one are dropped.
#[derive(Clone, Debug)]
pub enum Cmd {
    /// Read the data and filter it.
    Load(u64, LoadRequest),
    /// Build the matrix and sweep over K.
    Sweep(u64, Arc<Dataset>, Choice),
    /// Segments at one K.
    Segment(u64, SegmentRequest),
    /// Measure the data under another filter; the segments narrow it where they are those of the data.
    Filter(u64, FilterRequest),
    /// Read these rows of a table again, as they are written.
    Rows(u64, RowsRequest),
    /// The stability of these segments.
    Stability(u64, Arc<Prepared>, Arc<Clustering>),
    /// How sure the K of this sweep is.
    KConfidence(u64, Arc<Prepared>, Box<(Choice, Sweep)>),
    /// Describe what can be chosen to cluster by.
    Describe(u64, DescribeRequest),
    /// Sort the list of customers.
    Order(u64, OrderRequest),
    /// Gather everything about one customer.
    Customer(u64, CustomerRequest),
    /// From the segments of an earlier day to these of today.
    Migrate(u64, Arc<Dataset>, Arc<Segmentation>, i32),
    /// Write what is on screen into a file.
    Export(u64, Box<ExportRequest>),
    /// Keep the names of segments in this file.
    Names(u64, Arc<PathBuf>, Naming),
    /// Measure the later burns of these segments.
    Later(u64, LaterRequest),
    /// Find out what the data is, and what it comes to, with what is said of it; none: with what the options say.
    Understand(u64, Option<Mapping>),
    /// Write a mapping into a file.
    WriteMapping(u64, Box<MappingRequest>),
    /// Stop the work of this kind.
    Cancel(Job),
    /// Stop the process until the shell continues it.
    Suspend,
    /// Several, in this order.
    All(Vec<Cmd>),
}

impl Cmd {
    /// The kind of work and its generation; none if it reports nothing.
    pub fn job(&self) -> Option<(Job, u64)> {
        match self {
            Self::Load(generation, ..) => Some((Job::Load, *generation)),
            Self::Sweep(generation, ..) => Some((Job::Sweep, *generation)),
            Self::Segment(generation, ..) => Some((Job::Segment, *generation)),
            Self::Filter(generation, ..) => Some((Job::Filter, *generation)),
            Self::Rows(generation, ..) => Some((Job::Rows, *generation)),
            Self::Stability(generation, ..) | Self::KConfidence(generation, ..) => Some((Job::Stability, *generation)),
            Self::Describe(generation, ..) => Some((Job::Describe, *generation)),
            Self::Order(generation, ..) => Some((Job::Order, *generation)),
            Self::Customer(generation, ..) => Some((Job::Customer, *generation)),
            Self::Migrate(generation, ..) => Some((Job::Migrate, *generation)),
            Self::Export(generation, ..) => Some((Job::Export, *generation)),
            Self::Names(generation, ..) => Some((Job::Names, *generation)),
            Self::Later(generation, ..) => Some((Job::Later, *generation)),
            Self::Understand(generation, ..) => Some((Job::Understand, *generation)),
            Self::WriteMapping(generation, ..) => Some((Job::Mapping, *generation)),
            Self::Cancel(_) | Self::Suspend | Self::All(_) => None,
        }
    }
}
