//! Comparing segments.

use std::sync::Arc;

use crate::app::message::Cmd;
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::compare::Compare;
use crate::app::update::request::next;
use crate::segments::compare::Comparison;

/// Opens the comparison of the two marked segments, or of one segment (marked, or else at the cursor) against the rest.
pub fn open(model: &mut Model) -> Option<Cmd> {
    let (a, b) = match model.marks.segments.as_slice() {
        [a, b] => (Some(*a), Some(*b)),
        [a] => (Some(*a), None),
        _ => (selectors::segment_under_cursor(model), None),
    };
    let (a, segmentation) = (a?, Arc::clone(model.clusters.last()?));
    let chosen = segmentation.prepared.matrix.names.clone();
    let Some(comparison) = Comparison::new(&segmentation.segments, &segmentation.features, &chosen, (a, b)) else {
        model.notice = Some("there is no other segment to compare with".to_owned());
        return None;
    };
    let colour = |label: Option<usize>| label.and_then(|label| segmentation.colours.get(label).copied());
    let colours = [colour(Some(a)), colour(b)];
    model.overlay = Overlay::Compare(Box::new(Compare { comparison, rates: None, colours, chosen, cursor: 0 }));
    Some(Cmd::Compare(next(model, Job::Compare), segmentation, a, b))
}
