//! What decides the cluster of a row: plain values that can be saved and read again.

use serde::{Deserialize, Serialize};

use crate::cluster::mixture::GaussianComponents;

/// What decides the cluster of a row. Distances are Euclidean in the scaled space; ties go to what comes first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Rule {
    /// K-Means: the nearest of the centroids.
    NearestCentroid,
    /// A mixture: the component of the highest posterior probability among those with rows.
    MostProbable(GaussianComponents),
    /// DBSCAN: the nearest core row, unless it is more than eps away.
    NearestCore(CoreRows),
    /// A tree over rows: the nearest of them, in their own units.
    NearestRow(LabelledRows),
    /// A tree over centroids of K-Means: the nearest of these, scaled.
    NearestGroup(LabelledRows),
}

/// The core rows of DBSCAN in their own units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoreRows {
    /// Farthest that a row may be from a core row of its cluster.
    pub eps: f64,
    /// The rows.
    #[serde(flatten)]
    pub rows: LabelledRows,
}

/// LabelledRows with a label each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelledRows {
    /// One value a column.
    pub rows: Vec<Vec<f64>>,
    /// One label a row.
    pub labels: Vec<u32>,
}
