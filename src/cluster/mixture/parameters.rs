//! The parameters of a fitted mixture as plain numbers that can be saved.

use serde::{Deserialize, Serialize};

/// The components of a mixture: those of the clusters first, then those without rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GaussianComponents {
    /// The least variance in any direction.
    pub floor: f64,
    /// Weights, which sum to 1.
    pub weights: Vec<f64>,
    /// Means, scaled.
    pub means: Vec<Vec<f64>>,
    /// Covariances, columns × columns, row-major.
    pub covariances: Vec<Vec<f64>>,
}
