//! The gap of each K, and the K that it chooses.

use linfa::ParamGuard;
use rand::{Rng, RngCore};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use serde::Serialize;

use super::customers::customers;
use crate::cluster::points::Points;
use crate::cluster::project::principal_axes;
use crate::cluster::restarts::stream;
use crate::cluster::scores::inertia;
use crate::cluster::{ClusterError, KMeansParams, Matrix};
use crate::progress::Progress;

/// Number of reference data sets.
const REFERENCES: usize = 20;
/// Restarts of K-Means on a reference.
const RESTARTS: usize = 3;
/// Restarts on the data: a poor optimum matters more here than in one of 20 references.
const DATA_RESTARTS: usize = 10;

/// The gap of one K.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GapPoint {
    /// Number of clusters.
    pub k: usize,
    /// Gap(K).
    pub gap: f64,
    /// s(K): the standard error of the references, including the error of their finite number.
    pub error: f64,
}

/// The gap statistic over K, and the K that it chooses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gap {
    /// Ascending K from 1. Ends before the first K that leaves no dispersion within clusters, where the gap is
    /// infinite.
    pub points: Vec<GapPoint>,
    /// The smallest K with Gap(K) ≥ Gap(K+1) − s(K+1), else the last K (as R's `maxSE(method = "Tibs2001SEmax")`). An
    /// infinite gap is the last one. None for a single customer, or where `k_max` is 0.
    pub best: Option<usize>,
}

/// A later gap counts against one cluster if it exceeds the first by this many of its errors.
const CLEAR: f64 = 10.0;

impl Gap {
    /// Whether the data look like one cluster. The paper's rule alone is not enough: with well separated clusters
    /// Gap(2) can be below Gap(1), and it stops at 1. So one cluster is rejected if a later gap is higher by more than
    /// ten of its errors. Over 180 sets of uniform noise in 1 to 5 columns the largest excess was 4.7 errors.
    pub fn one_cluster(&self) -> bool {
        let Some(one) = self.points.first().filter(|_| self.best == Some(1)) else {
            return false;
        };
        self.points[1..].iter().all(|point| point.gap - one.gap <= CLEAR * point.error)
    }
}

/// The gap statistic at K = 1..=`k_max` (at most the number of customers minus one) on at most 2,000 customers drawn
/// with `seed`. References are uniform in the box of the sample along its principal axes (the paper's choice b).
/// Whole-number features are first spread over their steps, so that K-Means does not find the lattice; the box is that
/// of the spread sample, so references have no lattice either.
///
/// # Errors
/// A cancelled `progress`, which counts references.
pub fn gap(matrix: &Matrix, k_max: usize, seed: u64, progress: &Progress) -> Result<Gap, ClusterError> {
    progress.begin("gap", REFERENCES as u64);
    let mut rng = stream(seed, 0);
    let values = customers(matrix, &mut rng);
    let dimension = matrix.scaled.ncols();
    let weights = vec![1.0; values.len() / dimension];
    let sample = Points { values: values.into(), weights: &weights, dimension };

    let places = places(&sample);
    let largest = k_max.min(places.saturating_sub(1));
    let data = dispersions(&sample, largest, DATA_RESTARTS, &mut rng, progress)?;
    let extent = extent(&sample);
    let reference = |index: usize| {
        let mut rng = stream(seed, index);
        let uniform: Vec<f64> =
            weights.iter().flat_map(|_| &extent).map(|(low, high)| low + (high - low) * rng.r#gen::<f64>()).collect();
        let found = dispersions(&Points { values: uniform.into(), ..sample }, largest, RESTARTS, &mut rng, progress)?;
        progress.advance(1);
        Ok(found)
    };
    let references: Vec<Vec<f64>> =
        (1..=REFERENCES).into_par_iter().map(reference).collect::<Result<_, ClusterError>>()?;

    let points: Vec<GapPoint> = (0..largest).map(|i| point(i + 1, data[i], references.iter().map(|r| r[i]))).collect();
    // With one cluster per distinct row nothing is left within clusters; with one customer per row that says nothing.
    let infinite = (places <= k_max && places < sample.len()).then_some(places);
    Ok(Gap { best: first_within_error(&points, infinite), points })
}

/// Gap and error from ln W of the data and of the references; the deviation divides by their number, as in the paper.
fn point(k: usize, data: f64, references: impl Iterator<Item = f64> + Clone) -> GapPoint {
    let count = REFERENCES as f64;
    let mean = references.clone().sum::<f64>() / count;
    let variance = references.map(|w| (w - mean).powi(2)).sum::<f64>() / count;
    GapPoint { k, gap: mean - data, error: (variance * (1.0 + 1.0 / count)).sqrt() }
}

/// The smallest K that the next one does not exceed by more than its error; else the K of an infinite gap; else the
/// last K.
pub(super) fn first_within_error(points: &[GapPoint], infinite: Option<usize>) -> Option<usize> {
    let within = points.windows(2).find(|pair| pair[0].gap >= pair[1].gap - pair[1].error);
    within.map(|pair| pair[0].k).or(infinite).or(points.last().map(|last| last.k))
}

/// ln W at K = 1..=`largest`, which is below the number of distinct rows.
fn dispersions(
    points: &Points<'_>,
    largest: usize,
    restarts: usize,
    rng: &mut Xoshiro256Plus,
    progress: &Progress,
) -> Result<Vec<f64>, ClusterError> {
    let part = progress.part();
    (1..=largest)
        .map(|k| {
            let params = KMeansParams::new(k).restarts(restarts).swaps(0).seed(rng.next_u64()).check()?;
            let found = params.assign(points, &part)?;
            // Rows so close that their squared distances underflow get the smallest positive number.
            Ok(inertia(points, &found.labels, &found.centroids).max(f64::MIN_POSITIVE).ln())
        })
        .collect()
}

/// Number of different rows; equal rows are adjacent.
fn places(points: &Points<'_>) -> usize {
    let moves = points.rows().zip(points.rows().skip(1)).filter(|(row, next)| row != next).count();
    points.len().min(1) + moves
}

/// The smallest and largest coordinate along each principal axis. Distances do not change under rotation, so references
/// are not rotated back.
fn extent(points: &Points<'_>) -> Vec<(f64, f64)> {
    let (_, axes) = principal_axes(points, &points.mean());
    let along = |axis: &[f64]| {
        let coordinates = points.rows().map(|row| row.iter().zip(axis).map(|(x, a)| x * a).sum::<f64>());
        coordinates.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    axes.columns().into_iter().map(|axis| along(&axis.to_vec())).collect()
}
