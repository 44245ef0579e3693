//! The gap of each K, and the K that it chooses.

use linfa::ParamGuard;
use rand::RngCore;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use serde::Serialize;

use crate::cluster::points::Points;
use crate::cluster::restarts::stream;
use crate::cluster::scores::inertia;
use crate::cluster::spread::{Spreading, customers};
use crate::cluster::structure::Uniform;
use crate::cluster::{ClusterError, KMeansParams, Matrix};
use crate::progress::Progress;

/// Largest number of customers.
const CUSTOMERS: usize = 2000;
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
    /// The smallest K with Gap(K) ≥ Gap(K+1) − s(K+1), otherwise the last K (as R's `maxSE(method = "Tibs2001SEmax")`). An
    /// infinite gap is the last one. None for a single customer, or where `k_max` is 0.
    pub best: Option<usize>,
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
    let values = customers(matrix, CUSTOMERS, Spreading::Counts, &mut rng);
    let dimension = matrix.scaled.ncols();
    let weights = vec![1.0; values.len() / dimension];
    let sample = Points { values: values.into(), weights: &weights, dimension, spread: &[] };

    let places = sample.places();
    let largest = k_max.min(places.saturating_sub(1));
    let data = dispersions(&sample, largest, DATA_RESTARTS, &mut rng, progress)?;
    let uniform = Uniform::of(&sample);
    let reference = |index: usize| {
        let mut rng = stream(seed, index);
        let noise = uniform.draw(weights.len(), &mut rng);
        let found = dispersions(&Points { values: noise.into(), ..sample }, largest, RESTARTS, &mut rng, progress)?;
        progress.advance(1);
        Ok(found)
    };
    let references: Vec<Vec<f64>> =
        (1..=REFERENCES).into_par_iter().map(reference).collect::<Result<_, ClusterError>>()?;

    let points: Vec<GapPoint> = (0..largest).map(|i| point(i + 1, data[i], references.iter().map(|r| r[i]))).collect();
    // With one cluster per distinct row, no dispersion is left within clusters; if each row is one customer, that is
    // trivial.
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
