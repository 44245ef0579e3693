//! What a piece of work needs, where that is more than two values.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::{Attribute, Choice, Dataset, Known, Prepared, Segmentation};
use crate::app::state::model::Model;
use crate::app::state::overlay::export::Export;
use crate::cluster::Params;
use crate::data::filter::Filter;
use crate::data::{Mapping, Table};
use crate::measures::{Features, Offered};

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
