//! Marking and comparing segments.

use std::sync::Arc;

use crate::analysis::Segmentation;
use crate::app::message::Cmd;
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::compare::Compare;
use crate::app::update::request::next;
use crate::segments::compare::Comparison;

/// Marks the segment at the cursor, or removes its mark. A third is not taken, and says why.
pub fn mark(model: &mut Model) {
    let Some(label) = selectors::segment_under_cursor(model) else { return };
    if let Some(at) = model.marks.iter().position(|marked| *marked == label) {
        model.marks.remove(at);
    } else if let [a, b] = model.marks[..] {
        let [a, b] = [a, b].map(|label| label + 1);
        model.notice = Some(format!("{a} and {b} are marked, and two are compared: space on one removes its mark"));
    } else {
        model.marks.push(label);
    }
}

/// The marked segments after another clustering: marks stay with the customers.
pub fn followed(marks: &[usize], segmentation: &Segmentation) -> Vec<usize> {
    let pairs = segmentation.flow.as_ref().map(|flow| flow.pairs.as_slice()).unwrap_or_default();
    marks.iter().filter_map(|label| pairs.get(*label).copied().flatten()).collect()
}

/// Opens the comparison of the two marked segments, or of one segment (marked, or else at the cursor) against the rest.
pub fn open(model: &mut Model) -> Option<Cmd> {
    let (a, b) = match model.marks.as_slice() {
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
