//! How many segments there can be.

use crate::app::state::clusters::MOST_SEGMENTS;
use crate::app::state::model::Model;

/// The most segments that the matrix can be clustered into; 0 before there is one.
pub fn most_segments(model: &Model) -> usize {
    model.prepared.as_ref().map_or(0, |prepared| prepared.matrix.distinct().min(MOST_SEGMENTS))
}
