//! Messages of the state machine: everything that it reacts to.

use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::stored::Opened;
use super::written::{NotWritten, Written};
use crate::analysis::{
    CustomerDetail, Dataset, FeatureStatistics, Migration, Narrowed, OfSample, OutOfTime, Page, Prepared, Preview,
    Segmentation, Split,
};
use crate::app::state::job::Job;
use crate::app::state::pointer::{Gesture, Spot};
use crate::app::state::saved::SavedView;
use crate::cluster::{Clustering, Gap, KConfidence, Structure, Sweep, SweepPoint};
use crate::data::filter::Mismatch;
use crate::data::{Mapping, RawRows, Understanding};
use crate::measures::GroupTest;
use crate::progress::Step;
use crate::segments::Names;
use crate::segments::compare::RateTest;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something at a column and row; the code that draws knows what is there.
    Mouse(Gesture, (u16, u16)),
    /// The mouse did something at something on the screen, in a list whose first visible row is this.
    Pointed(Gesture, Spot, Option<usize>),
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
    Progress(Step),
    /// The files of the data have changed.
    Changed,
    /// The files of the data are no longer watched, with the reason.
    Unwatched(String),
    /// The database of the data was asked whether it has changed.
    News(News),
    /// The outcome of a piece of work, and the number of its request.
    Done(u64, Outcome),
}

/// What is new of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Its tables are not as they were when they were read.
    Changed,
    /// It does not answer: why.
    Silent(String),
    /// It answers again, and its tables are as they were.
    Back,
}

/// The outcome of a piece of work.
#[derive(Debug)]
pub enum Outcome {
    /// The data is loaded or filtered, and measured as far as the Overview shows it.
    Measured(Job, Arc<Dataset>),
    /// The data is loaded.
    Loaded(Arc<Dataset>),
    /// Other data is loaded.
    Opened(Box<Opened>),
    /// The data is loaded, but not stored for the next start, with the reason.
    NotStored(String),
    /// The matrix is ready.
    Prepared(Arc<Prepared>),
    /// The result at one K of the sweep.
    SweepPoint(SweepPoint),
    /// The sweep is complete.
    Swept(Arc<Sweep>),
    /// The gap statistic is computed.
    Gap(Arc<Gap>),
    /// The test of structure: whether the data have segments at all.
    Structure(Structure),
    /// The stability of the segments, in their order.
    Stable(Vec<f64>),
    /// How sure K is.
    KConfidence(Option<Arc<KConfidence>>),
    /// The segments are ready.
    Segmented(Arc<Segmentation>),
    /// What the engine counted of all customers, for the segments of a clustering of a sample.
    Counted(Arc<Clustering>, Box<OfSample>),
    /// The data under another filter, and the customers shown if the filter names segments.
    Filtered(Arc<Dataset>, Option<Arc<Narrowed>>),
    /// The data, read or filtered again, does not have what the filter names.
    Refused(Job, Mismatch),
    /// The rows behind a finding.
    Rows(Arc<RawRows>),
    /// Descriptions of the features to choose from.
    Described(Arc<FeatureStatistics>),
    /// Everything about one customer.
    Customer(Arc<CustomerDetail>),
    /// The sorted customers.
    Ordered(Arc<[u32]>),
    /// A page of the list of all customers.
    Page(Arc<Page>),
    /// How customers moved from the segments of an earlier day to those of today.
    Migrated(Arc<Migration>),
    /// The outcome of an export, with its path as it was typed.
    Exported(String, Result<Written, NotWritten>),
    /// The names of segments are stored, together with those from other dashboards.
    NamesKept(Names),
    /// The changes to the saved views are in their file, which has these now.
    ViewsKept(Vec<SavedView>),
    /// What the customers of the segments did later.
    Later(Arc<OutOfTime>),
    /// Whether two segments differ in their rate.
    Compared(RateTest),
    /// The parts of the data.
    Split(Arc<Split>),
    /// Whether groups of customers differ in their rate.
    Groups(Arc<[GroupTest]>),
    /// The data cannot be recognised, with the reason.
    NotUnderstood(String),
    /// The recognised files and columns.
    Understood(Box<Understood>),
    /// How much data there is with these roles.
    Previewed(Preview),
    /// The outcome of writing a mapping: the command that uses it.
    MappingWritten(Box<Mapping>, Result<String, NotWritten>),
    /// What a folder has to open, or why it cannot be read.
    Listed(Result<Vec<String>, String>),
    /// What was opened is stored, together with what other dashboards opened.
    Remembered(Vec<PathBuf>),
    /// A piece of work failed, with the reason.
    Failed(Job, String),
}

impl Outcome {
    /// The kind of work that it is the outcome of.
    pub fn job(&self) -> Job {
        match self {
            Self::Loaded(..) | Self::Opened(_) | Self::NotStored(_) | Self::NotUnderstood(_) => Job::Load,
            Self::Understood(_) | Self::Previewed(_) => Job::Understand,
            Self::MappingWritten(..) => Job::Mapping,
            Self::Listed(_) => Job::List,
            Self::Remembered(_) => Job::Remember,
            Self::Prepared(..) | Self::SweepPoint(..) | Self::Swept(..) | Self::Structure(_) | Self::Gap(..) => {
                Job::Sweep
            }
            Self::Stable(..) | Self::KConfidence(..) => Job::Stability,
            Self::Segmented(..) | Self::Counted(..) => Job::Segment,
            Self::Filtered(..) => Job::Filter,
            Self::Rows(..) => Job::Rows,
            Self::Described(..) => Job::Describe,
            Self::Customer(..) => Job::Customer,
            Self::Ordered(..) => Job::Order,
            Self::Page(_) => Job::Page,
            Self::Migrated(..) => Job::Migrate,
            Self::Exported(..) => Job::Export,
            Self::NamesKept(_) => Job::Names,
            Self::ViewsKept(_) => Job::Views,
            Self::Later(..) => Job::Later,
            Self::Compared(..) => Job::Compare,
            Self::Split(..) => Job::Split,
            Self::Groups(..) => Job::Groups,
            Self::Measured(job, _) | Self::Refused(job, _) | Self::Failed(job, _) => *job,
        }
    }
}

/// What the data is recognised as.
#[derive(Debug)]
pub struct Understood {
    /// Every file and column with its role.
    pub understanding: Understanding,
    /// The mapping in use.
    pub mapping: Mapping,
    /// The proposed file name for the mapping.
    pub proposed: String,
}
