//! How dense the points lie: the k-distances, and the eps that they suggest.

use super::k_distance::k_distances;
use crate::cluster::ClusterError;
use crate::cluster::knee::rising_knee;
use crate::cluster::points::Points;
use crate::progress::Progress;

/// Points that the sorted k-distances are drawn with before their knee is looked for: finer, noise makes knees of its
/// own.
const CURVE: usize = 100;
/// The share of the positive k-distances within eps where their curve has no knee.
const WITHOUT_KNEE: f64 = 0.9;
/// Eps where all customers are at places with the min points: any will do.
const WITHOUT_DISTANCES: f64 = 1.0;
/// Values of eps in a tenfold range, for stepping through them.
const STEPS: f64 = 24.0;

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
    /// points customers or more are at one place; infinite where there are fewer than min points customers in all. Of
    /// all customers up to 5,000 distinct rows, above of 5,000 customers taken systematically.
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
