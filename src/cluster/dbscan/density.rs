//! The density of the points: the k-distances, and the eps that they suggest.

use super::k_distance::k_distances;
use crate::cluster::ClusterError;
use crate::cluster::knee::rising_knee;
use crate::cluster::points::Points;
use crate::progress::Progress;

/// Number of points of the curve in which the knee is searched: noise gives a finer curve knees.
const CURVE: usize = 100;
/// Without a knee, eps covers this share of the positive k-distances.
const WITHOUT_KNEE: f64 = 0.9;
/// Eps where every customer has the min points at distance 0: any value works.
const WITHOUT_DISTANCES: f64 = 1.0;
/// Steps of eps per factor of ten.
const STEPS: f64 = 24.0;

/// The density threshold of a clustering, with the k-distances it was chosen from.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Points at this distance or less are neighbours.
    pub eps: f64,
    /// Customers within eps that make a core point, the point itself included.
    pub min_points: usize,
    /// Whether eps is the knee of the k-distances; false where it was given or there is no knee.
    pub chosen_by_knee: bool,
    /// The eps at the knee of the k-distances, given or not; none without a knee.
    pub knee: Option<f64>,
    /// (Distance to the k-th nearest other customer, number of customers), ascending, with k = min points − 1. The
    /// distance is 0 where at least min points customers have the same values, and infinite where there are fewer than
    /// min points customers. Up to 5,000 distinct rows every customer is measured, above a systematic sample of 5,000.
    pub distances: Vec<(f64, f64)>,
}

impl Density {
    /// Computes the k-distances, and eps unless it is given: the knee of the positive k-distances (Kneedle; Satopaa et
    /// al. 2011), otherwise their 90th percentile, otherwise 1. Eps is rounded to three significant digits, so that the printed
    /// eps gives the same clusters.
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

    /// The next larger or smaller eps on a grid of 24 values per factor of ten: up and then down gives the same eps.
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

/// Rounds to three significant digits, but never to 0.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// The positive, finite k-distances at [`CURVE`] equal steps over their customers; empty without any.
fn curve(distances: &[(f64, f64)]) -> Vec<f64> {
    let positive: Vec<(f64, f64)> = distances.iter().copied().filter(|(d, _)| *d > 0.0 && d.is_finite()).collect();
    let Some(last) = positive.len().checked_sub(1) else {
        return Vec::new();
    };
    let customers: f64 = positive.iter().map(|(_, weight)| weight).sum();
    // The distance of one customer in sorted order. `row` and `passed` advance, as the calls are in ascending order.
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
