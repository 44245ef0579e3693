//! The input of a report.

use super::segmentation::SegmentationReport;
use crate::analysis::Split;
use crate::measures::{Granularity, Summary};
use crate::segments::Segments;

/// The input of a report.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    /// The measures.
    pub summary: &'a Summary,
    /// The filter in its canonical form; empty without one.
    pub filter: &'a str,
    /// The length of periods.
    pub granularity: Granularity,
    /// The segments.
    pub segmentation: Option<SegmentationReport<'a>>,
    /// Why there are no segments, without a full stop; of no use where there are.
    pub no_segments: &'a str,
    /// The parts of the data that are put side by side (`--by`).
    pub split: Option<&'a Split>,
}

impl ReportInput<'_> {
    /// The segments, if there are any.
    pub(super) fn segments(&self) -> Option<&Segments> {
        self.segmentation.as_ref().map(|report| report.segments)
    }
}
