//! What a report is made of.

use super::segmentation::SegmentationReport;
use crate::measures::{Granularity, Summary};
use crate::segments::Segments;

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    /// The measures.
    pub summary: &'a Summary,
    /// The filter in its canonical text; empty without one.
    pub filter: &'a str,
    /// The length of usage buckets.
    pub granularity: Granularity,
    /// The segments; none where too few customers differ.
    pub segmentation: Option<SegmentationReport<'a>>,
}

impl ReportInput<'_> {
    /// The segments, where there are some.
    pub(super) fn segments(&self) -> Option<&Segments> {
        self.segmentation.as_ref().map(|report| report.segments)
    }
}
