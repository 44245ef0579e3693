//! The sums of the M-step: per component the sums of weights, offsets and their products.

use std::ops::Range;

use super::density::{Block, Densities};
use super::exp::{LANES, Lanes};
use super::model::Model;
use crate::cluster::points::Points;
use crate::progress::{Cancelled, Progress};

/// Sums over all rows, each row split among the components by its probabilities.
pub(super) struct Sums {
    /// Per component: see [`ComponentSums`].
    values: Vec<f64>,
    dimension: usize,
    /// The weighted sum of log-densities: the log-likelihood of the model that gave the probabilities.
    pub log_likelihood: f64,
}

/// The sums of one component.
pub(super) struct ComponentSums<'a> {
    /// Weights of its rows.
    pub weight: f64,
    /// Their offsets from the model's mean: columns.
    pub first: &'a [f64],
    /// The products of two offsets: rows of the lower triangle.
    pub second: &'a [f64],
}

impl Sums {
    /// The E-step: rows belong to components by their probability under the model.
    pub fn expected(points: &Points<'_>, model: &Model, progress: &Progress) -> Result<Self, Cancelled> {
        let densities = Densities::new(model);
        let sums = Self::over(points, model, progress, |block, _| densities.evaluate(block));
        progress.check()?;
        Ok(sums)
    }

    /// Rows belong to the component of their label.
    pub fn of_labels(points: &Points<'_>, labels: &[u32], model: &Model) -> Self {
        Self::over(points, model, &Progress::new(), |block, rows| {
            for (c, posterior) in block.posterior.iter_mut().enumerate() {
                for (posterior, &label) in posterior.iter_mut().zip(&labels[rows.clone()]) {
                    *posterior = f64::from(u8::from(label as usize == c));
                }
            }
        })
    }

    /// Sums over blocks whose posterior probabilities and log-densities `fill` sets. Incomplete once `progress` is
    /// cancelled: the remaining chunks are skipped.
    fn over(
        points: &Points<'_>,
        model: &Model,
        progress: &Progress,
        fill: impl Fn(&mut Block, Range<usize>) + Sync,
    ) -> Self {
        let (k, d) = (model.k(), model.dimension);
        let width = width(d);
        let mut values = points.sum_chunks(k * width + 1, |chunk, sums| {
            if progress.is_cancelled() {
                return;
            }
            let mut block = Block::new(k, d);
            let mut lanes = vec![[0.0; LANES]; sums.len()];
            for start in chunk.clone().step_by(LANES) {
                let rows = start..(start + LANES).min(chunk.end);
                block.load(points, rows.clone());
                fill(&mut block, rows);
                for (c, sums) in lanes.chunks_exact_mut(width).enumerate() {
                    add(&mut block, c, model.mean(c), sums);
                }
                for (l, log_likelihood) in lanes[k * width].iter_mut().enumerate() {
                    *log_likelihood += block.weights[l] * block.log_density[l];
                }
            }
            for (sum, lanes) in sums.iter_mut().zip(lanes) {
                *sum = lanes.iter().sum();
            }
        });
        let log_likelihood = values.pop().unwrap_or(0.0);
        Self { values, dimension: d, log_likelihood }
    }

    /// The sums of one component.
    pub fn component(&self, component: usize) -> ComponentSums<'_> {
        let width = width(self.dimension);
        let (first, second) = self.values[component * width..(component + 1) * width].split_at(1 + self.dimension);
        ComponentSums { weight: first[0], first: &first[1..], second }
    }
}

/// Number of sums of a component.
fn width(d: usize) -> usize {
    1 + d + d * (d + 1) / 2
}

/// Adds the block's rows to the sums of one component.
fn add(block: &mut Block, component: usize, mean: &[f64], sums: &mut [Lanes]) {
    let part: Lanes = std::array::from_fn(|l| block.weights[l] * block.posterior[component][l]);
    if part.iter().all(|&part| part <= 0.0) {
        return;
    }
    block.set_offsets(mean);
    let (weight, sums) = sums.split_at_mut(1);
    let (first, mut second) = sums.split_at_mut(block.offsets.len());
    for l in 0..LANES {
        weight[0][l] += part[l];
    }
    for (i, (x, first)) in block.offsets.iter().zip(first).enumerate() {
        let product: Lanes = std::array::from_fn(|l| part[l] * x[l]);
        for l in 0..LANES {
            first[l] += product[l];
        }
        let (row, rest) = second.split_at_mut(i + 1);
        second = rest;
        for (sum, y) in row.iter_mut().zip(&block.offsets) {
            for l in 0..LANES {
                sum[l] += product[l] * y[l];
            }
        }
        for l in 0..LANES {
            row[i][l] += part[l] * block.spread[i][l];
        }
    }
}
