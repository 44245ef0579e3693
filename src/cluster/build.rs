//! How a matrix is built: rows with missing values are left out, features clipped, equal rows merged, columns scaled.

use ndarray::{Array2, ShapeError};
use rayon::prelude::*;

use super::distinct::distinct;
use super::matrix::{InputColumn, Matrix, MatrixError};
use super::points::Points;
use super::scaling::{Scaling, Sorted};
use super::spread::variances;
use super::warning::{self, Warning};
use crate::rounding::are_equal;

/// Above this the squares of sums of squares leave the range of an `f64`.
const LARGEST: f64 = 1e100;

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
            if are_equal(values.iter().copied()) {
                warnings.push(Warning::Constant { feature: column.name.to_owned() });
            } else {
                names.push(column.name.to_owned());
                kept.push(values);
                clips.push(limits);
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
            raw.values.par_iter().enumerate().map(|(i, &x)| transforms[i % dimension].scaled(x)).collect();
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
        let mut matrix = Self {
            names,
            raw,
            scaled,
            weights: merged.weights,
            row_of,
            missing: missing.len() as u64,
            scaling,
            transforms,
            warnings,
            spread: Vec::new(),
        };
        matrix.spread = variances(&matrix);
        Ok(matrix)
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
