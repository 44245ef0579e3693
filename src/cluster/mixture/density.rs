//! The E-step for a block of rows: the probability of each component for each row.

use std::f64::consts::PI;
use std::ops::Range;

use super::covariance::whitening;
use super::exp::{LANES, Lanes, exp};
use super::model::Model;
use crate::cluster::points::Points;

/// The components of a model, ready to be evaluated.
pub(super) struct Densities {
    components: Vec<Component>,
}

struct Component {
    mean: Vec<f64>,
    /// See [`whitening`].
    whitening: Vec<f64>,
    /// The diagonal of the inverse covariance.
    precision: Vec<f64>,
    /// Logarithm of the weight and of the density at the mean.
    constant: f64,
}

/// Up to [`LANES`] rows, column by column, with buffers for results.
pub(super) struct Block {
    /// Number of rows; the other lanes repeat the last row with weight 0.
    pub rows: usize,
    /// Weights of the rows.
    pub weights: Lanes,
    /// Coordinates: columns.
    values: Vec<Lanes>,
    /// The variance of each coordinate within its step: columns.
    pub spread: Vec<Lanes>,
    /// Coordinates relative to the mean of a component: columns.
    pub offsets: Vec<Lanes>,
    /// Posterior probability of each component (the responsibilities): components.
    pub posterior: Vec<Lanes>,
    /// Logarithm of the density of the mixture.
    pub log_density: Lanes,
}

/// Logarithm of a weight and of the density at the mean, for a covariance of this determinant.
pub(super) fn log_at_mean(weight: f64, d: usize, log_determinant: f64) -> f64 {
    let at_mean = -0.5 * (d as f64 * (2.0 * PI).ln() + log_determinant);
    weight.ln() + at_mean
}

impl Densities {
    pub fn new(model: &Model) -> Self {
        let d = model.dimension;
        let floor = model.least_floor();
        let component = |c: usize| {
            let (whitening, log_determinant) = whitening(model.covariance(c), d, floor);
            let precision = (0..d).map(|j| (j..d).map(|i| whitening[i * (i + 1) / 2 + j].powi(2)).sum()).collect();
            Component {
                mean: model.mean(c).to_vec(),
                whitening,
                precision,
                constant: log_at_mean(model.weights[c], d, log_determinant),
            }
        };
        Self { components: (0..model.k()).map(component).collect() }
    }

    /// Sets the posterior probabilities and the log-density of the block's rows by log-sum-exp, which stays finite for
    /// rows far from every component.
    pub fn evaluate(&self, block: &mut Block) {
        let mut largest = [f64::NEG_INFINITY; LANES];
        for (c, component) in self.components.iter().enumerate() {
            block.set_offsets(&component.mean);
            let mut squares = [0.0; LANES];
            let mut whitening = component.whitening.as_slice();
            for i in 0..block.offsets.len() {
                let (row, rest) = whitening.split_at(i + 1);
                whitening = rest;
                let mut whitened = [0.0; LANES];
                for (w, offsets) in row.iter().zip(&block.offsets) {
                    for l in 0..LANES {
                        whitened[l] += w * offsets[l];
                    }
                }
                for l in 0..LANES {
                    squares[l] += whitened[l] * whitened[l];
                }
            }
            // The mean of the squares over the steps.
            for (spread, precision) in block.spread.iter().zip(&component.precision) {
                for l in 0..LANES {
                    squares[l] += precision * spread[l];
                }
            }
            let log = &mut block.posterior[c];
            for l in 0..LANES {
                log[l] = component.constant - 0.5 * squares[l];
                largest[l] = largest[l].max(log[l]);
            }
        }
        let mut sums = [0.0; LANES];
        for posterior in &mut block.posterior {
            let relative: Lanes = std::array::from_fn(|l| posterior[l] - largest[l]);
            *posterior = exp(&relative);
            for l in 0..LANES {
                sums[l] += posterior[l];
            }
        }
        for posterior in &mut block.posterior {
            for l in 0..LANES {
                posterior[l] /= sums[l];
            }
        }
        block.log_density = std::array::from_fn(|l| largest[l] + sums[l].ln());
    }
}

impl Block {
    /// Buffers for rows with `d` columns under a mixture of `k` components.
    pub fn new(k: usize, d: usize) -> Self {
        Self {
            rows: 0,
            weights: [0.0; LANES],
            values: vec![[0.0; LANES]; d],
            spread: vec![[0.0; LANES]; d],
            offsets: vec![[0.0; LANES]; d],
            posterior: vec![[0.0; LANES]; k],
            log_density: [0.0; LANES],
        }
    }

    /// Loads rows.
    pub fn load(&mut self, points: &Points<'_>, rows: Range<usize>) {
        self.rows = rows.len();
        for l in 0..LANES {
            let row = (rows.start + l).min(rows.end - 1);
            self.weights[l] = if l < rows.len() { points.weights[row] } else { 0.0 };
            for (values, &x) in self.values.iter_mut().zip(points.row(row)) {
                values[l] = x;
            }
            for (spread, &of_row) in self.spread.iter_mut().zip(points.spread.iter().skip(row * points.dimension)) {
                spread[l] = of_row;
            }
        }
    }

    /// Sets the offsets of the rows from a mean.
    pub fn set_offsets(&mut self, mean: &[f64]) {
        for ((offsets, values), mean) in self.offsets.iter_mut().zip(&self.values).zip(mean) {
            for l in 0..LANES {
                offsets[l] = values[l] - mean;
            }
        }
    }
}
