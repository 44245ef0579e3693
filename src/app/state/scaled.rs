//! The result under a scaling, to compare the next scaling with it.

use crate::analysis::Segmentation;
use crate::cluster::Scaling;

/// The result under a scaling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaled {
    /// The scaling.
    pub scaling: Scaling,
    /// Number of segments.
    pub k: usize,
    /// Their mean silhouette.
    pub silhouette: f64,
}

impl Scaled {
    /// The result of a segmentation; none below two segments.
    pub fn of(segmentation: &Segmentation) -> Option<Self> {
        let clustering = &segmentation.clustering;
        let silhouette = clustering.silhouette.as_ref()?.mean;
        Some(Self { scaling: segmentation.prepared.matrix.scaling, k: clustering.k, silhouette })
    }
}
