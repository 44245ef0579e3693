//! The parameters of a fitted mixture as plain numbers that can be saved.

use serde::{Deserialize, Serialize};

use super::covariance::whitening;
use super::density::log_at_mean;

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

/// What the logarithm of a component's weight and density is at x: `constant` − ½ |W (x − mean)|².
#[derive(Clone, Debug, PartialEq)]
pub struct LogDensity {
    /// The mean.
    pub mean: Vec<f64>,
    /// The lower triangle W, row by row: 1, 2, ... numbers.
    pub whitening: Vec<Vec<f64>>,
    /// Its value at the mean.
    pub constant: f64,
}

impl GaussianComponents {
    /// The log-density of each component.
    pub fn log_densities(&self) -> Vec<LogDensity> {
        let component = |((weight, mean), covariance): ((&f64, &Vec<f64>), &Vec<f64>)| {
            let d = mean.len();
            let (triangle, log_determinant) = whitening(covariance, d, self.floor);
            let row = |i: usize| triangle[i * (i + 1) / 2..(i + 1) * (i + 2) / 2].to_vec();
            LogDensity {
                mean: mean.clone(),
                whitening: (0..d).map(row).collect(),
                constant: log_at_mean(*weight, d, log_determinant),
            }
        };
        self.weights.iter().zip(&self.means).zip(&self.covariances).map(component).collect()
    }
}
