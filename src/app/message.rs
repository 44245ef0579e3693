//! What comes into the state machine, and what it asks to be done.

use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::state::job::Job;
use super::state::model::Model;
use super::state::naming::Naming;
use super::state::overlay::export::Export;
use crate::analysis::{
    Attribute, Choice, CustomerDetail, Dataset, FeatureStatistics, Known, Later, Migration, Narrowed, Prepared,
    Preview, Segmentation,
};
use crate::cluster::{Clustering, Gap, Params, Sweep, SweepPoint};
use crate::data::filter::{Filter, Mismatch};
use crate::data::{Mapping, RawRows, Table, Understanding};
use crate::measures::{Features, Offered};
use crate::segments::Names;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// Text was pasted.
    Paste(String),
    /// The system asks the program to end.
    Terminate,
    /// The system asks the program to give the terminal to the shell for a while.
    Stop,
    /// The shell gives it back.
    Resumed,
    /// How far the running work is: its step, units done, units in all (0 when unknown).
    Progress((String, u64, u64)),
    /// The files of the data have changed.
    Changed,
    /// The files of the data are not watched any more: why.
    Unwatched(String),
    /// What came of a piece of work, and the number of its request.
    Done(u64, Outcome),
}

/// What came of a piece of work.
#[derive(Debug)]
pub enum Outcome {
    /// The data is there.
    Loaded(Arc<Dataset>),
    /// The matrix is there.
    Prepared(Arc<Prepared>),
    /// One K of the sweep is there.
    SweepPoint(SweepPoint),
    /// The sweep is complete.
    Swept(Arc<Sweep>),
    /// The gap statistic is there.
    Gap(Arc<Gap>),
    /// The stability of the segments is there, in their order.
    Stable(Vec<f64>),
    /// Segments are there.
    Segmented(Arc<Segmentation>),
    /// The data under another filter is there, and what is shown of it when the filter names segments.
    Filtered(Arc<Dataset>, Option<Arc<Narrowed>>),
    /// The data, read or filtered again, cannot answer the filter.
    Refused(Job, Mismatch),
    /// The rows behind a finding are there.
    Rows(Arc<RawRows>),
    /// What can be chosen to cluster by is described.
    Described(Arc<FeatureStatistics>),
    /// Everything about one customer is there.
    Customer(Arc<CustomerDetail>),
    /// The customers are sorted.
    Ordered(Arc<[u32]>),
    /// From the segments of an earlier day to those of today.
    Migrated(Arc<Migration>),
    /// What became of the file that was to be written: its path as it was typed.
    Exported(String, Result<Written, NotWritten>),
    /// The names of segments are kept, beside those that other dashboards gave.
    NamesKept(Names),
    /// The later burns of the segments are measured.
    Later(Arc<Later>),
    /// It cannot be told what the data is: why.
    NotUnderstood(String),
    /// What the data is.
    Understood(Box<Understood>),
    /// How much data there is, of what was understood.
    Previewed(Preview),
    /// What became of the mapping that was to be written: the command that uses it.
    MappingWritten(Box<Mapping>, Result<String, NotWritten>),
    /// A piece of work failed: which, and why.
    Failed(Job, String),
}

impl Outcome {
    /// The kind of work it came of.
    pub fn job(&self) -> Job {
        match self {
            Self::Loaded(..) | Self::NotUnderstood(_) => Job::Load,
            Self::Understood(_) | Self::Previewed(_) => Job::Understand,
            Self::MappingWritten(..) => Job::Mapping,
            Self::Prepared(..) | Self::SweepPoint(..) | Self::Swept(..) | Self::Gap(..) => Job::Sweep,
            Self::Stable(..) => Job::Stability,
            Self::Segmented(..) => Job::Segment,
            Self::Filtered(..) => Job::Filter,
            Self::Rows(..) => Job::Rows,
            Self::Described(..) => Job::Describe,
            Self::Customer(..) => Job::Customer,
            Self::Ordered(..) => Job::Order,
            Self::Migrated(..) => Job::Migrate,
            Self::Exported(..) => Job::Export,
            Self::NamesKept(_) => Job::Names,
            Self::Later(..) => Job::Later,
            Self::Refused(job, _) | Self::Failed(job, _) => *job,
        }
    }
}

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
    /// The kind of work it is and its generation; none where nothing is told about it.
    pub fn job(&self) -> Option<(Job, u64)> {
        match self {
            Self::Load(generation, ..) => Some((Job::Load, *generation)),
            Self::Sweep(generation, ..) => Some((Job::Sweep, *generation)),
            Self::Segment(generation, ..) => Some((Job::Segment, *generation)),
            Self::Filter(generation, ..) => Some((Job::Filter, *generation)),
            Self::Rows(generation, ..) => Some((Job::Rows, *generation)),
            Self::Stability(generation, ..) => Some((Job::Stability, *generation)),
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

/// How the data is read.
#[derive(Clone, Debug)]
pub struct LoadRequest {
    /// What is said of it; none: what the options say.
    pub mapping: Option<Mapping>,
    /// What of it is shown.
    pub filter: Filter,
}

/// Which rows are read again.
#[derive(Clone, Debug)]
pub struct RowsRequest {
    /// What is said of the data; none: what the options say.
    pub mapping: Option<Mapping>,
    /// The table.
    pub table: Table,
    /// The numbers of the rows, ascending.
    pub numbers: Arc<[u32]>,
}

/// What the data is.
#[derive(Debug)]
pub struct Understood {
    /// Every file and column with its role.
    pub understanding: Understanding,
    /// What is said of it.
    pub mapping: Mapping,
    /// The file that is proposed for the mapping.
    pub proposed: String,
}

/// A mapping and where it goes.
#[derive(Clone, Debug)]
pub struct MappingRequest {
    /// What is written.
    pub mapping: Mapping,
    /// Where to.
    pub path: PathBuf,
    /// Whether a file that is there may be overwritten.
    pub overwrite: bool,
}

/// All that a filter is applied to.
#[derive(Clone, Debug)]
pub struct FilterRequest {
    /// The data, under the filter that was.
    pub dataset: Arc<Dataset>,
    /// The filter to come.
    pub filter: Filter,
    /// The segments of the data.
    pub segmentation: Option<Arc<Segmentation>>,
}

/// All that features are described by.
#[derive(Clone, Debug)]
pub struct DescribeRequest {
    /// The customers.
    pub features: Arc<Features>,
    /// What can be chosen.
    pub offered: Vec<Offered>,
    /// How it would be scaled, and of whom.
    pub choice: Choice,
}

/// Who a customer is.
#[derive(Clone, Debug)]
pub struct CustomerRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The segments of the data, once they are known.
    pub segmentation: Option<Arc<Segmentation>>,
    /// The customer, by row of the features.
    pub customer: usize,
}

/// All that customers are sorted by.
#[derive(Clone, Debug)]
pub struct OrderRequest {
    /// The customers.
    pub features: Arc<Features>,
    /// Their segments, once they are known.
    pub segmentation: Option<Arc<Segmentation>>,
    /// Rows of the customers listed; none where all are.
    pub shown: Option<Arc<[u32]>>,
    /// What they are sorted by.
    pub by: Attribute,
    /// Whether the largest come first.
    pub descending: bool,
}

/// All that later burns are measured of.
#[derive(Clone, Debug)]
pub struct LaterRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The segments shown.
    pub segmentation: Arc<Segmentation>,
}

/// All that segments at one K are made from.
#[derive(Clone, Debug)]
pub struct SegmentRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The matrix.
    pub prepared: Arc<Prepared>,
    /// What was asked for.
    pub choice: Choice,
    /// The parameters of the algorithm.
    pub params: Params,
    /// What there is of it already.
    pub known: Known,
    /// What is on screen now: colours are kept from it.
    pub previous: Option<Arc<Segmentation>>,
}

/// All that is written from.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// What, and how.
    pub export: Export,
    /// Where to.
    pub path: PathBuf,
    /// Whether a file that is there may be overwritten.
    pub overwrite: bool,
    /// What is on screen, without the dialog.
    pub model: Model,
}

/// A file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its size in bytes.
    pub bytes: u64,
    /// Customers in it, where it lists them.
    pub customers: Option<u64>,
}

/// Why there is no new file; an old one is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// There is one already, and it was not said that it may be overwritten.
    Exists,
    /// It could not be written: why.
    Failed(String),
}
