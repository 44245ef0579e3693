//! How many segments there can be, and those of the customers listed.

use std::sync::Arc;

use crate::analysis::Segmentation;
use crate::app::state::clusters::MOST_SEGMENTS;
use crate::app::state::model::Model;

/// The most segments that the matrix can be clustered into; 0 before there is one.
pub fn most_segments(model: &Model) -> usize {
    model.prepared.as_ref().map_or(0, |prepared| prepared.matrix.distinct().min(MOST_SEGMENTS))
}

/// The segments of the listed customers. `None` while others are being clustered: the last segments do not apply.
pub fn listed_segments(model: &Model) -> Option<&Arc<Segmentation>> {
    let features = &model.dataset()?.features;
    model.clusters.last().filter(|segmentation| Arc::ptr_eq(&segmentation.features, features))
}
