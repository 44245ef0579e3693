//! Definitions of every measure.

use super::blocks::{Block, Entries, Entry};
use crate::report::input::ReportInput;
use crate::wording::definitions_by_kind::all_of;
use crate::wording::feature::meaning;

/// The definitions, and those of the features used for clustering.
pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let features = report.segmentation.as_ref().map_or(&[][..], |report| &report.features);
    let kind = report.summary.kind;
    let measures = all_of(kind).map(|definition| Entry {
        term: definition.term.to_owned(),
        note: String::new(),
        text: match definition.formula {
            "" => definition.meaning.to_owned(),
            formula => format!("{} Computed: {formula}.", definition.meaning),
        },
    });
    let features = features.iter().map(|feature| Entry {
        term: feature.clone(),
        note: String::new(),
        text: format!("{}.", meaning(kind, feature)),
    });
    vec![Block::Entries(Entries { title: String::new(), list: measures.chain(features).collect() })]
}
