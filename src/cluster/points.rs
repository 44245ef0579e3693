//! Rows for the inner loops: one flat row-major slice and a weight per row.

use std::borrow::Cow;
use std::ops::Range;

use linfa::dataset::DatasetBase;
use ndarray::{ArrayBase, ArrayView2, Data, Ix2};
use rayon::prelude::*;

use super::ClusterError;

/// Rows per partial sum: fixed, so that results do not depend on the number of threads.
const CHUNK: usize = 4096;

/// Weighted rows in the scaled (or any other) space.
pub(super) struct Points<'a> {
    /// Row-major coordinates.
    pub values: Cow<'a, [f64]>,
    /// Number of input rows equal to each row.
    pub weights: &'a [f64],
    /// Columns, at least 1.
    pub dimension: usize,
    /// The variance of each coordinate within the step that it is known to, row-major; empty where it is not known.
    pub spread: &'a [f64],
}

impl<'a> Points<'a> {
    /// Borrows the records if they are row-major, otherwise copies them.
    pub fn new(records: ArrayView2<'a, f64>, weights: &'a [f64]) -> Self {
        let dimension = records.ncols().max(1);
        let values = match records.to_slice() {
            Some(values) => Cow::Borrowed(values),
            None => Cow::Owned(records.iter().copied().collect()),
        };
        Self { values, weights, dimension, spread: &[] }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.dimension)
    }

    /// One row.
    pub fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.dimension..(index + 1) * self.dimension]
    }

    /// Adjacent rows.
    pub fn part(&self, rows: Range<usize>) -> Points<'_> {
        let values = &self.values[rows.start * self.dimension..rows.end * self.dimension];
        Points { values: values.into(), weights: &self.weights[rows], dimension: self.dimension, spread: &[] }
    }

    /// Number of different rows where equal ones are adjacent.
    pub fn places(&self) -> usize {
        let moves = self.rows().zip(self.rows().skip(1)).filter(|(row, next)| row != next).count();
        self.len().min(1) + moves
    }

    /// Sum of the weights.
    pub fn total_weight(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// The row of each input row, in order: a row of weight w appears w times.
    pub fn input_rows(&self) -> Vec<u32> {
        let rows = self.weights.iter().enumerate();
        rows.flat_map(|(row, &weight)| std::iter::repeat_n(row as u32, weight as usize)).collect()
    }

    /// Weighted mean of each column.
    pub fn mean(&self) -> Vec<f64> {
        let mut mean = self.sum(self.dimension, |row, weight, sums| {
            for (sum, x) in sums.iter_mut().zip(row) {
                *sum += weight * x;
            }
        });
        let total = self.total_weight();
        for m in &mut mean {
            *m /= total;
        }
        mean
    }

    /// Weighted population covariance about `mean`: dimension × dimension, row-major.
    pub fn covariance(&self, mean: &[f64]) -> Vec<f64> {
        let d = self.dimension;
        let mut covariance = self.sum(d * d, |row, weight, sums| {
            for (i, (x, m)) in row.iter().zip(mean).enumerate() {
                let x = weight * (x - m);
                for (sum, (y, m)) in sums[i * d..].iter_mut().zip(row.iter().zip(mean)).skip(i).take(d - i) {
                    *sum += x * (y - m);
                }
            }
        });
        let total = self.total_weight();
        for i in 0..d {
            for j in i..d {
                covariance[i * d + j] /= total;
                covariance[j * d + i] = covariance[i * d + j];
            }
        }
        covariance
    }

    /// Weighted population variance of each column about `mean`.
    pub fn variance(&self, mean: &[f64]) -> Vec<f64> {
        let mut variance = self.sum(self.dimension, |row, weight, sums| {
            for (sum, (x, m)) in sums.iter_mut().zip(row.iter().zip(mean)) {
                *sum += weight * (x - m) * (x - m);
            }
        });
        let total = self.total_weight();
        for v in &mut variance {
            *v /= total;
        }
        variance
    }

    /// Sums of `width` terms over all rows.
    fn sum(&self, width: usize, add: impl Fn(&[f64], f64, &mut [f64]) + Sync) -> Vec<f64> {
        self.sum_chunks(width, |range, sums| {
            for i in range {
                add(self.row(i), self.weights[i], sums);
            }
        })
    }

    /// Sums of `width` terms over chunks of rows: chunks run in parallel, their partial sums are added in order.
    pub fn sum_chunks(&self, width: usize, add: impl Fn(Range<usize>, &mut [f64]) + Sync) -> Vec<f64> {
        let partial = |range: Range<usize>| {
            let mut sums = vec![0.0; width];
            add(range, &mut sums);
            sums
        };
        let chunks: Vec<Vec<f64>> = self.chunks().map(partial).collect();
        chunks.into_iter().fold(vec![0.0; width], |mut total, chunk| {
            total.iter_mut().zip(chunk).for_each(|(t, s)| *t += s);
            total
        })
    }

    /// The rows in chunks of a fixed size, in order.
    pub fn chunks(&self) -> impl IndexedParallelIterator<Item = Range<usize>> {
        let rows = self.len();
        (0..rows.div_ceil(CHUNK)).into_par_iter().map(move |c| c * CHUNK..((c + 1) * CHUNK).min(rows))
    }
}

/// The weights of a dataset, 1 each without any. Refuses weights or records that cannot be clustered.
pub(super) fn dataset_weights<S: Data<Elem = f64>, T>(
    dataset: &DatasetBase<ArrayBase<S, Ix2>, T>,
) -> Result<Vec<f64>, ClusterError> {
    let records = dataset.records.view();
    let weights: Vec<f64> = match dataset.weights() {
        Some(weights) => weights.iter().map(|&w| f64::from(w)).collect(),
        None => vec![1.0; records.nrows()],
    };
    let finite = records.iter().chain(&weights).all(|x| x.is_finite());
    if records.ncols() == 0 || !finite || weights.iter().any(|&w| w <= 0.0) {
        let text = "clustering needs at least one column, finite numbers and weights above 0";
        return Err(ClusterError::Parameter(text.into()));
    }
    Ok(weights)
}

/// Squared Euclidean distance. `D` is the dimension if it is known at compile time, otherwise 0.
#[inline]
pub(super) fn squared<const D: usize>(a: &[f64], b: &[f64]) -> f64 {
    if D > 0 {
        return a[..D].iter().zip(&b[..D]).map(|(x, y)| (x - y) * (x - y)).sum();
    }
    let (a, a_rest) = a.as_chunks::<4>();
    let (b, b_rest) = b.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for l in 0..4 {
            lanes[l] += (a[l] - b[l]) * (a[l] - b[l]);
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| (x - y) * (x - y)).sum();
    lanes.iter().sum::<f64>() + rest
}

/// Calls a function that is generic over the dimension: a constant up to six columns, 0 above.
macro_rules! by_dimension {
    ($dimension:expr, $function:ident($($argument:expr),* $(,)?)) => {
        match $dimension {
            1 => $function::<1>($($argument),*),
            2 => $function::<2>($($argument),*),
            3 => $function::<3>($($argument),*),
            4 => $function::<4>($($argument),*),
            5 => $function::<5>($($argument),*),
            6 => $function::<6>($($argument),*),
            _ => $function::<0>($($argument),*),
        }
    };
}
pub(super) use by_dimension;
