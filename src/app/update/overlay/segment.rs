//! Opening a segment.

use std::sync::Arc;

use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::segment::SegmentPage;

/// Opens the segment at the cursor.
pub fn open(model: &mut Model) {
    if let (Some(label), Some(segmentation)) = (selectors::segment_under_cursor(model), model.clusters.last()) {
        let segmentation = Arc::clone(segmentation);
        model.overlay = Overlay::Segment(SegmentPage { segmentation, label, top: 0 });
    }
}
