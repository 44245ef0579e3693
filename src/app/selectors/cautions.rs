//! What to know before trusting the segments on screen.

use crate::app::state::model::Model;
use crate::cluster::Verdict;
use crate::wording::structure;

/// The warnings of the segments on screen, in sentences.
pub fn warnings(model: &Model) -> Vec<String> {
    model.clusters.last().map_or_else(Vec::new, |segmentation| segmentation.warnings())
}

/// Why the structure is as clear as it is, in a sentence; none where there is nothing to explain.
pub fn why_verdict(model: &Model) -> Option<String> {
    let sweep = &model.sweep;
    let gap = sweep.gap.as_ref().and_then(|gap| gap.best);
    structure::why(model.verdict().unwrap_or(Verdict::Pending), sweep.structure, gap)
}
