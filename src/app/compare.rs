//! Comparing two segments, or one with all others.

use crate::analysis::Segmentation;

/// Where marked segments are after clustering anew: marks stay with the customers.
pub(super) fn followed(marks: &[usize], segmentation: &Segmentation) -> Vec<usize> {
    let pairs = segmentation.flow.as_ref().map(|flow| flow.pairs.as_slice()).unwrap_or_default();
    marks.iter().filter_map(|label| pairs.get(*label).copied().flatten()).collect()
}
