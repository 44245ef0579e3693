//! How dense the points lie: the k-distances, and the eps that they suggest.

use linfa_nn::distance::L2Dist;
use linfa_nn::{CommonNearestNeighbour, NearestNeighbour, NearestNeighbourIndex};
use ndarray::{ArrayView1, ArrayView2};
use rayon::prelude::*;

use crate::cluster::ClusterError;
use crate::cluster::knee::rising_knee;
use crate::cluster::points::{Points, squared};
use crate::cluster::sample::take_evenly;
use crate::progress::{Cancelled, Progress};

/// Up to so many rows each has its k-distance taken; above, so many customers at equal steps over the canonical order.
const SAMPLE: usize = 5000;
/// Points that the sorted k-distances are drawn with before their knee is looked for: finer, noise makes knees of its
/// own.
const CURVE: usize = 100;
/// The share of the positive k-distances within eps where their curve has no knee.
const WITHOUT_KNEE: f64 = 0.9;
/// Eps where all customers are at places with the min points: any will do.
const WITHOUT_DISTANCES: f64 = 1.0;
/// Values of eps in a tenfold range, for stepping through them.
const STEPS: f64 = 24.0;
/// Rows per task.
const CHUNK: usize = 64;

/// The density threshold of a clustering, and the k-distances that it can be judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Points at most this far apart are neighbours.
    pub eps: f64,
    /// Customers within eps that make a core point, itself included.
    pub min_points: usize,
    /// Whether eps is that of the knee; else it was given, or there is no knee.
    pub chosen_by_knee: bool,
    /// The eps at the knee of the k-distances; none without a knee.
    pub knee: Option<f64>,
    /// (Distance to the k-th nearest other customer, customers with it), k = min points − 1, ascending. 0 where min
    /// points customers or more are at one place; infinite where there are fewer than min points customers in all.
    pub distances: Vec<(f64, f64)>,
}

impl Density {
    /// Takes the k-distances, and eps from them unless it is given: at the knee of the positive ones (Kneedle over their
    /// ascending curve; Satopaa et al. 2011), else at their 90th percentile, else 1; to three significant digits, so that
    /// the eps that is shown gives the same clusters.
    pub(super) fn new(
        points: &Points<'_>,
        eps: Option<f64>,
        min_points: usize,
        progress: &Progress,
    ) -> Result<Self, ClusterError> {
        let distances = k_distances(points, min_points as f64, progress)?;
        let curve = curve(&distances);
        let knee = rising_knee(&curve).map(|at| rounded(curve[at]));
        let chosen = || knee.or_else(|| curve.get((WITHOUT_KNEE * CURVE as f64) as usize).copied().map(rounded));
        Ok(Self {
            eps: eps.or_else(chosen).unwrap_or(WITHOUT_DISTANCES),
            min_points,
            chosen_by_knee: eps.is_none() && knee.is_some(),
            knee,
            distances,
        })
    }

    /// The next larger or smaller of round values, 24 to a tenfold range: up and down again gives the same.
    pub fn eps_step(eps: f64, up: bool) -> f64 {
        let value = |step: f64| rounded(10f64.powf(step / STEPS));
        let near = (eps.log10() * STEPS).round();
        let around = [-2.0, -1.0, 0.0, 1.0, 2.0].map(|offset| value(near + offset));
        let next = if up {
            around.into_iter().find(|&value| value > eps)
        } else {
            around.into_iter().rev().find(|&value| value < eps)
        };
        next.filter(|next| next.is_normal()).unwrap_or(eps)
    }
}

/// To three significant digits, but never to 0.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// The sorted positive and finite k-distances at [`CURVE`] equal steps over the customers that have them; empty where
/// none has.
fn curve(distances: &[(f64, f64)]) -> Vec<f64> {
    let positive: Vec<(f64, f64)> = distances.iter().copied().filter(|(d, _)| *d > 0.0 && d.is_finite()).collect();
    let Some(last) = positive.len().checked_sub(1) else {
        return Vec::new();
    };
    let customers: f64 = positive.iter().map(|(_, weight)| weight).sum();
    // The distance of one customer of the sorted ones; `row` and `passed` go along, as customers are asked in order.
    let (mut row, mut passed) = (0, positive[0].1);
    let mut of_customer = |customer: f64| {
        while row < last && customer >= passed {
            row += 1;
            passed += positive[row].1;
        }
        positive[row].0
    };
    let at = |step: usize| {
        let position = step as f64 / (CURVE - 1) as f64 * (customers - 1.0).max(0.0);
        let (before, after) = (of_customer(position.floor()), of_customer(position.ceil()));
        before + (after - before) * position.fract()
    };
    (0..CURVE).map(at).collect()
}

/// The k-distances of all rows, or of a sample of customers, ascending, with how many have each.
fn k_distances(points: &Points<'_>, min_points: f64, progress: &Progress) -> Result<Vec<(f64, f64)>, ClusterError> {
    let counts = if points.len() <= SAMPLE {
        points.weights.to_vec()
    } else {
        take_evenly(points.weights, |_| true, points.total_weight(), SAMPLE as f64)
    };
    let rows: Vec<usize> = (0..points.len()).filter(|&row| counts[row] > 0.0).collect();
    let chunks: Vec<&[usize]> = rows.chunks(CHUNK).collect();
    progress.begin("k-distances", chunks.len() as u64);
    progress.check()?;

    let shape = (points.len(), points.dimension);
    let values = ArrayView2::from_shape(shape, &points.values).map_err(linfa::Error::from)?;
    let tree = CommonNearestNeighbour::KdTree.from_batch(&values, L2Dist);
    let tree = tree.map_err(|error| ClusterError::Parameter(error.to_string()))?;
    let of_chunk = |rows: &[usize]| {
        let mut distances = Vec::with_capacity(rows.len());
        for &row in rows {
            progress.check()?;
            distances.push((k_distance(points, &*tree, row, min_points), counts[row]));
        }
        progress.advance(1);
        Ok(distances)
    };
    let distances = chunks.into_par_iter().map(of_chunk).collect::<Result<Vec<_>, Cancelled>>()?;
    let mut distances = distances.concat();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(distances)
}

/// The distance within which there are the min points, the row itself included; infinite where there are fewer.
fn k_distance(points: &Points<'_>, tree: &dyn NearestNeighbourIndex<f64>, row: usize, min_points: f64) -> f64 {
    if points.weights[row] >= min_points {
        return 0.0;
    }
    let point = points.row(row);
    let mut wanted = 8;
    loop {
        let nearest = tree.k_nearest(ArrayView1::from(point), wanted).unwrap_or_default();
        let mut weight = 0.0;
        let reached = nearest.iter().find(|(_, other)| {
            weight += points.weights[*other];
            weight >= min_points
        });
        if let Some((_, other)) = reached {
            return squared::<0>(point, points.row(*other)).sqrt();
        }
        if nearest.len() < wanted {
            return f64::INFINITY;
        }
        wanted *= 2;
    }
}
