//! Requests of background work that need more than two values.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::{Attribute, Choice, Dataset, Known, Prepared, Segmentation};
use crate::app::state::input::Input;
use crate::app::state::model::Model;
use crate::app::state::overlay::export::Export;
use crate::app::state::pages::Asked;
use crate::cluster::Params;
use crate::data::filter::{Condition, Filter};
use crate::data::{Mapping, Table};
use crate::measures::{Features, Offered};

/// How the data is read.
#[derive(Clone, Debug)]
pub struct LoadRequest {
    /// Where the data is.
    pub input: Input,
    /// The filter.
    pub filter: Filter,
    /// Whether it is other data than that on the screen.
    pub opens: bool,
}

/// A request to read rows of a table again.
#[derive(Clone, Debug)]
pub struct RowsRequest {
    /// Where the data is.
    pub input: Input,
    /// The table.
    pub table: Table,
    /// The numbers of the rows, ascending.
    pub numbers: Arc<[u32]>,
}

/// A request to compare the segments of an earlier day with those of today.
#[derive(Clone, Debug)]
pub struct MigrateRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The segments of today.
    pub today: Arc<Segmentation>,
    /// The earlier day.
    pub day: i32,
    /// Where the data is.
    pub input: Input,
}

/// A request to write a mapping.
#[derive(Clone, Debug)]
pub struct MappingRequest {
    /// The data that it is for.
    pub paths: Vec<PathBuf>,
    /// The mapping.
    pub mapping: Mapping,
    /// The file.
    pub path: PathBuf,
    /// Whether an existing file may be overwritten.
    pub overwrite: bool,
}

/// A request to apply a filter.
#[derive(Clone, Debug)]
pub struct FilterRequest {
    /// The data, under the previous filter.
    pub dataset: Arc<Dataset>,
    /// The new filter.
    pub filter: Filter,
    /// The segments of the data.
    pub segmentation: Option<Arc<Segmentation>>,
    /// Whether the measures of the Overview are reported before the others.
    pub overview_first: bool,
}

/// A request to describe features.
#[derive(Clone, Debug)]
pub struct DescribeRequest {
    /// The customers.
    pub features: Arc<Features>,
    /// The features to choose from.
    pub offered: Vec<Offered>,
    /// The scaling, and the customers it uses.
    pub choice: Choice,
}

/// A request for the details of one customer.
#[derive(Clone, Debug)]
pub struct CustomerRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The segments of the data, once they are computed.
    pub segmentation: Option<Arc<Segmentation>>,
    /// The customer, by row of the features.
    pub customer: usize,
}

/// A request to sort customers.
#[derive(Clone, Debug)]
pub struct OrderRequest {
    /// The customers.
    pub features: Arc<Features>,
    /// Their segments, once they are computed.
    pub segmentation: Option<Arc<Segmentation>>,
    /// Rows of the customers listed; `None` if all are.
    pub shown: Option<Arc<[u32]>>,
    /// The column to sort by.
    pub by: Attribute,
    /// Whether the largest come first.
    pub descending: bool,
}

/// A request for a page of the list of all customers.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// The data, under its filter.
    pub dataset: Arc<Dataset>,
    /// The segments, with the counts of all customers.
    pub segmentation: Arc<Segmentation>,
    /// The page.
    pub asked: Asked,
}

/// A request to measure later burns.
#[derive(Clone, Debug)]
pub struct LaterRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The segments shown.
    pub segmentation: Arc<Segmentation>,
}

/// A request to measure the parts of the data.
#[derive(Clone, Debug)]
pub struct SplitRequest {
    /// The data, under its filter.
    pub dataset: Arc<Dataset>,
    /// The segments of the data.
    pub segmentation: Option<Arc<Segmentation>>,
    /// What it is split by: a key of the filter.
    pub key: String,
}

/// A request to make segments at one K.
#[derive(Clone, Debug)]
pub struct SegmentRequest {
    /// The data.
    pub dataset: Arc<Dataset>,
    /// The matrix.
    pub prepared: Arc<Prepared>,
    /// The clustering settings.
    pub choice: Choice,
    /// The parameters of the algorithm.
    pub params: Params,
    /// Clusterings that are computed already.
    pub known: Known,
    /// The segments on screen; the new ones keep their colours.
    pub previous: Option<Arc<Segmentation>>,
}

/// A request to write an export.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// The content and format.
    pub export: Export,
    /// The file.
    pub path: PathBuf,
    /// Whether an existing file may be overwritten.
    pub overwrite: bool,
    /// What is marked, for the export of its customers.
    pub marked: Option<Vec<Condition>>,
    /// The state without the dialog.
    pub model: Model,
}
