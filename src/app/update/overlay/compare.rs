//! Comparing segments.

use std::sync::Arc;

use crate::analysis::Segmentation;
use crate::app::message::Cmd;
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::compare::Compare;
use crate::app::state::overlay::several::CompareSeveral;
use crate::app::update::request::next;
use crate::segments::compare::Comparison;
use crate::segments::several::Several;

/// Opens the comparison of the marked segments, or of one segment (marked, otherwise at the cursor) against the rest.
pub fn open(model: &mut Model) -> Option<Cmd> {
    let segmentation = Arc::clone(model.clusters.last()?);
    let labels = match model.marks.segments.as_slice() {
        [] => vec![selectors::segment_under_cursor(model)?],
        marked => marked.to_vec(),
    };
    let overlay = match labels[..] {
        [a] => of_two(&segmentation, a, None),
        [a, b] => of_two(&segmentation, a, Some(b)),
        _ => Several::new(&segmentation.segments, &labels).map(|several| {
            let colours = labels.iter().filter_map(|label| segmentation.colours.get(*label).copied()).collect();
            Overlay::CompareSeveral(Box::new(CompareSeveral { several, rates: None, colours, cursor: 0, left: 0 }))
        }),
    };
    let Some(overlay) = overlay else {
        model.notice = Some("there is no other segment to compare with".to_owned());
        return None;
    };
    model.overlay = overlay;
    Some(Cmd::Compare(next(model, Job::Compare), segmentation, labels))
}

fn of_two(segmentation: &Segmentation, a: usize, b: Option<usize>) -> Option<Overlay> {
    let chosen = segmentation.prepared.matrix.names.clone();
    let comparison = Comparison::new(&segmentation.segments, &segmentation.features, &chosen, (a, b))?;
    let colours = [Some(a), b].map(|label| segmentation.colours.get(label?).copied());
    Some(Overlay::Compare(Box::new(Compare { comparison, rates: None, colours, chosen, cursor: 0 })))
}
