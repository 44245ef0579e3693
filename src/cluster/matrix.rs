//! The scaled matrix of distinct rows.

use ndarray::Array2;

use super::points::Points;
use super::scaling::Scaling;
use super::transform::Transform;
use super::warning::Warning;

/// A named input column: one value per input row, `NaN` where missing.
#[derive(Clone, Copy, Debug)]
pub struct InputColumn<'a> {
    /// Name for messages and profiles.
    pub name: &'a str,
    /// One value per input row.
    pub values: &'a [f64],
}

/// Why a matrix is not possible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MatrixError {
    /// All columns are constant.
    #[error("every chosen feature is constant: there is nothing to cluster by. Choose other features")]
    NoFeatures,
    /// No included row has a value in every column.
    #[error("no customer has a value in every chosen feature. Choose other features")]
    NoRows,
    /// A negative value, which has no logarithm.
    #[error("the scaling `log` needs values of 0 or more, and {feature} has {value}. Choose zscore, minmax or robust")]
    Negative {
        /// The feature.
        feature: String,
        /// Its smallest value.
        value: f64,
    },
    /// A value whose square overflows.
    #[error(
        "{feature} has the value {value:e}, and distances need values between -1e100 and 1e100. Correct it, or leave the feature out"
    )]
    Huge {
        /// The feature.
        feature: String,
        /// Its largest value, by magnitude.
        value: f64,
    },
    /// A clip percentile out of range.
    #[error("clip is {0}, and must be a percentile from 0 to below 50")]
    Clip(f64),
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// Distinct rows with weights, raw and scaled, and the distinct row of each input row.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Names of the columns; constant columns are left out.
    pub names: Vec<String>,
    /// Distinct rows in their own units (after clipping), in lexicographic order: distinct rows × columns.
    pub raw: Array2<f64>,
    /// The same, scaled.
    pub scaled: Array2<f64>,
    /// Number of input rows equal to each distinct row.
    pub weights: Vec<f64>,
    /// The distinct row of each input row; none where it is not included or lacks a value.
    pub row_of: Vec<Option<u32>>,
    /// Number of included input rows without a value in every column.
    pub missing: u64,
    /// The scaling.
    pub scaling: Scaling,
    /// The fitted scaling of each column.
    pub transforms: Vec<Transform>,
    /// Warnings about the data.
    pub warnings: Vec<Warning>,
    /// The variance of each scaled value within the step that it is known to (see `spread.rs`).
    pub(super) spread: Vec<f64>,
}

impl Matrix {
    /// Number of input rows that take part: the sum of the weights.
    pub fn total_weight(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// Number of distinct rows.
    pub fn distinct(&self) -> usize {
        self.weights.len()
    }

    /// Means of `k` clusters of distinct rows, in their own units after clipping: clusters × columns.
    pub fn means(&self, labels: &[Option<u32>], k: usize) -> Vec<Vec<f64>> {
        let mut sizes = vec![0.0; k];
        let mut means = vec![vec![0.0; self.names.len()]; k];
        for ((row, weight), label) in self.raw.rows().into_iter().zip(&self.weights).zip(labels) {
            let Some(label) = label.map(|label| label as usize) else { continue };
            sizes[label] += weight;
            means[label].iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
        }
        for (mean, size) in means.iter_mut().zip(sizes) {
            for sum in mean {
                *sum /= size;
            }
        }
        means
    }

    /// The labels of the input rows, from those of the distinct rows; none for noise and for rows that do not take
    /// part.
    pub fn labels_of_rows(&self, labels: &[Option<u32>]) -> Vec<Option<u32>> {
        self.row_of.iter().map(|row| row.and_then(|r| labels.get(r as usize).copied().flatten())).collect()
    }

    /// The scaled rows for the inner loops.
    pub(super) fn points(&self) -> Points<'_> {
        Points { spread: &self.spread, ..Points::new(self.scaled.view(), &self.weights) }
    }
}
