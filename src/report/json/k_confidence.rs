//! How sure K is.

use crate::report::SegmentationReport;

/// How sure K is.
#[derive(serde::Serialize)]
pub(super) struct KConfidenceObject {
    samples: usize,
    customers: usize,
    /// The share of samples that choose the K shown.
    share: f64,
    frequency: Vec<Frequency>,
    prediction_strength: Vec<Strength>,
    /// The largest K with a prediction strength of 0.8 or more; 1 where there is none.
    prediction_k: usize,
    within_one_error: Vec<usize>,
    /// Customers of the smallest segment.
    smallest: u64,
}

#[derive(serde::Serialize)]
struct Frequency {
    k: usize,
    share: f64,
}

#[derive(serde::Serialize)]
struct Strength {
    k: usize,
    strength: f64,
}

pub(super) fn k_confidence_object(report: &SegmentationReport) -> Option<KConfidenceObject> {
    let confidence = report.confidence.as_ref()?;
    Some(KConfidenceObject {
        samples: confidence.samples,
        customers: confidence.customers,
        share: confidence.share(report.k),
        frequency: confidence.frequency.iter().map(|&(k, share)| Frequency { k, share }).collect(),
        prediction_strength: confidence.strength.iter().map(|&(k, strength)| Strength { k, strength }).collect(),
        prediction_k: confidence.strong(),
        within_one_error: confidence.near.clone(),
        smallest: report.segments.list.iter().map(|segment| segment.customers).min().unwrap_or(0),
    })
}
