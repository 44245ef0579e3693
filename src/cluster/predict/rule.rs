//! What decides the cluster of a row: plain values that can be saved and read again.

use serde::{Deserialize, Serialize};

use crate::cluster::mixture::GaussianComponents;

/// What decides the cluster of a row. Distances are Euclidean in the scaled space; ties go to the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Rule {
    /// K-Means: the nearest of the centroids.
    NearestCentroid,
    /// Gaussian mixture: the most probable component among those with rows.
    MostProbable(GaussianComponents),
    /// DBSCAN: the nearest core row, if it is at most eps away.
    NearestCore(CoreRows),
    /// Hierarchical clustering of rows: the nearest row, given in its own units.
    NearestRow(LabelledRows),
    /// Hierarchical clustering of K-Means centroids: the nearest centroid, given in scaled units.
    NearestGroup(LabelledRows),
}

/// The core rows of DBSCAN in their own units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoreRows {
    /// Largest distance of a row from a core row of its cluster.
    pub eps: f64,
    /// The rows.
    #[serde(flatten)]
    pub rows: LabelledRows,
}

/// Rows with a label each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelledRows {
    /// One value per column, by row.
    pub rows: Vec<Vec<f64>>,
    /// One label per row.
    pub labels: Vec<u32>,
}
