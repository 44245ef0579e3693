//! What comes into the state machine.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::written::{NotWritten, Written};
use crate::analysis::{
    CustomerDetail, Dataset, FeatureStatistics, Later, Migration, Narrowed, Prepared, Preview, Segmentation,
};
use crate::app::state::job::Job;
use crate::cluster::{Gap, Structure, Sweep, SweepPoint};
use crate::data::filter::Mismatch;
use crate::data::{Mapping, RawRows, Understanding};
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
    /// Whether the data have segments at all is known.
    Structure(Structure),
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
            Self::Prepared(..) | Self::SweepPoint(..) | Self::Swept(..) | Self::Structure(_) | Self::Gap(..) => {
                Job::Sweep
            }
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
