//! The scaled matrix of distinct rows.

use ndarray::{Array2, ShapeError};

use super::distinct::distinct;
use super::points::Points;
use super::scaling::{Scaling, Sorted};
use super::transform::Transform;
use super::warning::{self, Warning};

/// Above this the squares of sums of squares leave the range of an `f64`.
const LARGEST: f64 = 1e100;

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
}

impl Matrix {
    /// Builds the matrix from the included rows that have a finite value in every column.
    ///
    /// `included` says whether each input row takes part; a shorter column is missing for the other rows. `clip` first
    /// winsorises each feature at its `clip` and `100 − clip` percentiles.
    ///
    /// # Errors
    /// Nothing to cluster ([`MatrixError::NoRows`], [`MatrixError::NoFeatures`]), or a value or option out of range.
    pub fn new(
        columns: &[InputColumn<'_>],
        included: &[bool],
        scaling: Scaling,
        clip: Option<f64>,
    ) -> Result<Self, MatrixError> {
        if let Some(percentile) = clip.filter(|p| !(0.0..50.0).contains(p)) {
            return Err(MatrixError::Clip(percentile));
        }
        if columns.is_empty() {
            return Err(MatrixError::NoFeatures);
        }
        let complete = |row: usize| columns.iter().all(|c| c.values.get(row).is_some_and(|x| x.is_finite()));
        let (rows, missing): (Vec<usize>, Vec<usize>) =
            (0..included.len()).filter(|&row| included[row]).partition(|&row| complete(row));
        if rows.is_empty() {
            return Err(MatrixError::NoRows);
        }

        let mut names = Vec::new();
        let mut kept = Vec::new();
        let mut clips = Vec::new();
        let mut warnings = Vec::new();
        for column in columns {
            let mut values = gather(column, &rows);
            let limits = clip.map(|percentile| limits(&values, percentile));
            warnings.extend(limits.and_then(|limits| winsorise(column.name, &mut values, limits)));
            let (min, max) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), &x| (low.min(x), high.max(x)));
            check_range(column.name, min, max, scaling)?;
            if min < max {
                names.push(column.name.to_owned());
                kept.push(values);
                clips.push(limits);
            } else {
                warnings.push(Warning::Constant { feature: column.name.to_owned() });
            }
        }
        if kept.is_empty() {
            return Err(MatrixError::NoFeatures);
        }

        let merged = distinct(&kept);
        let dimension = kept.len();
        let raw = Points { values: merged.values.into(), weights: &merged.weights, dimension, spread: &[] };
        let transforms = scaling.transforms(&raw, clips);
        let scaled: Vec<f64> =
            raw.rows().flat_map(|row| row.iter().zip(&transforms).map(|(&x, column)| column.scaled(x))).collect();
        let points = Points { values: (&scaled).into(), weights: raw.weights, dimension, spread: &[] };
        warnings.extend(warning::find(&names, &raw, &points));

        let mut row_of = vec![None; included.len()];
        for (&row, &merged) in rows.iter().zip(&merged.row_of) {
            row_of[row] = Some(merged);
        }
        let table = |values: Vec<f64>| table(values, dimension);
        let (Ok(raw), Ok(scaled)) = (table(raw.values.into_owned()), table(scaled)) else {
            return Err(MatrixError::NoFeatures);
        };
        Ok(Self {
            names,
            raw,
            scaled,
            weights: merged.weights,
            row_of,
            missing: missing.len() as u64,
            scaling,
            transforms,
            warnings,
        })
    }

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
        Points::new(self.scaled.view(), &self.weights)
    }
}

/// The values of the rows that take part, with −0 as 0.
fn gather(column: &InputColumn<'_>, rows: &[usize]) -> Vec<f64> {
    rows.iter().map(|&row| column.values[row] + 0.0).collect()
}

/// The values at a percentile and at 100 minus that percentile.
fn limits(values: &[f64], percentile: f64) -> [f64; 2] {
    let sorted = Sorted::new(values.iter().map(|&x| (x, 1.0)).collect());
    [sorted.quantile(percentile / 100.0), sorted.quantile(1.0 - percentile / 100.0)]
}

/// Replaces values outside the limits by the limits; returns a warning where there are any.
fn winsorise(feature: &str, values: &mut [f64], [low, high]: [f64; 2]) -> Option<Warning> {
    let beyond = values.iter().filter(|x| **x < low || **x > high).count();
    for x in values {
        *x = x.max(low).min(high);
    }
    (beyond > 0).then(|| Warning::Clipped { feature: feature.to_owned(), values: beyond })
}

fn check_range(name: &str, min: f64, max: f64, scaling: Scaling) -> Result<(), MatrixError> {
    let feature = || name.to_owned();
    let largest = if max.abs() >= min.abs() { max } else { min };
    if largest.abs() > LARGEST {
        return Err(MatrixError::Huge { feature: feature(), value: largest });
    }
    if scaling == Scaling::Log && min < 0.0 {
        return Err(MatrixError::Negative { feature: feature(), value: min });
    }
    Ok(())
}

fn table(values: Vec<f64>, columns: usize) -> Result<Array2<f64>, ShapeError> {
    Array2::from_shape_vec((values.len() / columns, columns), values)
}
