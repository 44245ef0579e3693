//! Comparing two segments, or one with all others: the marks, and what `c` opens.

use super::model::{Model, Overlay};
use super::panel::Screen;
use crate::analysis::Segmentation;
use crate::segments::compare::Comparison;

/// An open comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// What is compared.
    pub comparison: Comparison,
    /// Colour slots of both sides; none of all others.
    pub colours: [Option<usize>; 2],
    /// What the segments were clustered by.
    pub chosen: Vec<String>,
    /// The feature under the cursor.
    pub cursor: usize,
}

/// Whether `space` marks a segment now.
pub(super) fn marks(model: &Model) -> bool {
    model.segment_under_cursor().is_some()
}

/// Whether `c` has something to compare.
pub(super) fn compares(model: &Model) -> bool {
    let shown = matches!(model.screen, Screen::Overview | Screen::Segments) && !model.marks.is_empty();
    model.clusters.last().is_some() && (shown || marks(model))
}

/// Marks the segment under the cursor, or takes its mark away. A third mark drops the oldest.
pub(super) fn mark(model: &mut Model) {
    let Some(label) = model.segment_under_cursor() else { return };
    if let Some(at) = model.marks.iter().position(|marked| *marked == label) {
        model.marks.remove(at);
    } else {
        model.marks.push(label);
        if model.marks.len() > 2 {
            model.marks.remove(0);
        }
    }
}

/// Where marked segments are after clustering anew: marks stay with the customers.
pub(super) fn followed(marks: &[usize], segmentation: &Segmentation) -> Vec<usize> {
    let pairs = segmentation.flow.as_ref().map(|flow| flow.pairs.as_slice()).unwrap_or_default();
    marks.iter().filter_map(|label| pairs.get(*label).copied().flatten()).collect()
}

/// Opens the comparison of the two marked segments, or of the one marked, or else under the cursor, with all others.
pub(super) fn open(model: &mut Model) {
    let (a, b) = match model.marks.as_slice() {
        [a, b] => (Some(*a), Some(*b)),
        [a] => (Some(*a), None),
        _ => (model.segment_under_cursor(), None),
    };
    let (Some(a), Some(segmentation)) = (a, model.clusters.last()) else { return };
    let Some(comparison) = Comparison::new(&segmentation.segments, a, b) else {
        model.notice = Some("there is no other segment to compare with".to_owned());
        return;
    };
    let colour = |label: Option<usize>| label.and_then(|label| segmentation.colours.get(label).copied());
    let chosen = segmentation.prepared.matrix.names.clone();
    model.overlay = Overlay::Compare(Compare { comparison, colours: [colour(Some(a)), colour(b)], chosen, cursor: 0 });
}
