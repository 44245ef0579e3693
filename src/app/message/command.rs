//! Commands of the state machine: what it asks the program to do.

use std::path::PathBuf;
use std::sync::Arc;

use super::requests::{
    CustomerRequest, DescribeRequest, ExportRequest, FilterRequest, LaterRequest, LoadRequest, MappingRequest,
    MigrateRequest, OrderRequest, PageRequest, RowsRequest, SegmentRequest, SplitRequest,
};
use super::stored::Remembered;
use crate::analysis::{Choice, Dataset, Prepared, Segmentation};
use crate::app::state::input::Input;
use crate::app::state::job::Job;
use crate::app::state::naming::Naming;
use crate::app::state::saved::Change;
use crate::cluster::{Clustering, Sweep};
use crate::data::Facts;

/// Something to do outside the state machine. Each piece of work carries a generation; results of older generations are
/// dropped.
#[derive(Clone, Debug)]
pub enum Cmd {
    /// Read the data and filter it.
    Load(u64, LoadRequest),
    /// Build the matrix and sweep over K.
    Sweep(u64, Arc<Dataset>, Choice),
    /// Segments at one K.
    Segment(u64, SegmentRequest),
    /// Measure the data under another filter. If the segments belong to this data, the filter can use them.
    Filter(u64, FilterRequest),
    /// Read these rows of a table again, as they are written.
    Rows(u64, RowsRequest),
    /// The stability of these segments.
    Stability(u64, Arc<Prepared>, Arc<Clustering>),
    /// How sure the K of this sweep is.
    KConfidence(u64, Arc<Prepared>, Box<(Choice, Sweep)>),
    /// Describe the features to choose from.
    Describe(u64, DescribeRequest),
    /// Sort the list of customers.
    Order(u64, OrderRequest),
    /// Ask for a page of the list of all customers.
    Page(u64, PageRequest),
    /// Gather everything about one customer.
    Customer(u64, CustomerRequest),
    /// Compare the segments of an earlier day with those of today.
    Migrate(u64, MigrateRequest),
    /// Write an export to a file.
    Export(u64, Box<ExportRequest>),
    /// Store the names of segments in this file.
    Names(u64, Arc<PathBuf>, Naming),
    /// Make these changes to the saved views in this file.
    Views(u64, Arc<PathBuf>, Vec<Change>),
    /// Measure the later burns of these segments.
    Later(u64, LaterRequest),
    /// Test whether two segments, or one and the rest, differ in their rate.
    Compare(u64, Arc<Segmentation>, Vec<usize>),
    /// Measure the parts of the data by an attribute.
    Split(u64, SplitRequest),
    /// Test whether groups of these customers differ in their rate.
    Groups(u64, Arc<Facts>),
    /// Recognise the files and columns with this mapping, and measure how much data there is.
    Understand(u64, Input),
    /// Write a mapping to a file.
    WriteMapping(u64, Box<MappingRequest>),
    /// Read what a folder has to open.
    List(u64, PathBuf),
    /// Store what is open now, and where the session with the previous data ended.
    Remember(u64, Box<Remembered>),
    /// Stop the work of this kind.
    Cancel(Job),
    /// Send the row at the cursor to the clipboard of the terminal.
    CopyRow,
    /// Send it the command that gives what is on the screen.
    CopyCommand,
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
            Self::Page(generation, ..) => Some((Job::Page, *generation)),
            Self::Customer(generation, ..) => Some((Job::Customer, *generation)),
            Self::Migrate(generation, ..) => Some((Job::Migrate, *generation)),
            Self::Export(generation, ..) => Some((Job::Export, *generation)),
            Self::Names(generation, ..) => Some((Job::Names, *generation)),
            Self::Views(generation, ..) => Some((Job::Views, *generation)),
            Self::Compare(generation, ..) => Some((Job::Compare, *generation)),
            Self::Split(generation, ..) => Some((Job::Split, *generation)),
            Self::Groups(generation, ..) => Some((Job::Groups, *generation)),
            Self::Later(generation, ..) => Some((Job::Later, *generation)),
            Self::Understand(generation, ..) => Some((Job::Understand, *generation)),
            Self::WriteMapping(generation, ..) => Some((Job::Mapping, *generation)),
            Self::List(generation, ..) => Some((Job::List, *generation)),
            Self::Remember(generation, ..) => Some((Job::Remember, *generation)),
            Self::Cancel(_) | Self::Suspend | Self::CopyRow | Self::CopyCommand | Self::All(_) => None,
        }
    }
}
