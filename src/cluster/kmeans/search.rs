//! One restart: from a random start to an optimum that Lloyd's iterations, exchanges of rows and some swaps of
//! centroids do not improve.

use rand::Rng;

use super::KMeansValidParams;
use super::exchange::exchange;
use super::lloyd::{Run, lloyd};
use super::seeding::plus_plus;
use super::swap::Swaps;
use crate::cluster::points::Points;
use crate::progress::{Cancelled, Progress};

/// Centroids, row-major: means up to rounding.
pub(super) fn search<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    tolerance: f64,
    rng: &mut impl Rng,
    progress: &Progress,
) -> Result<Vec<f64>, Cancelled> {
    let optimum = |centroids: Vec<f64>| -> Result<Run, Cancelled> {
        let run = lloyd::<D>(points, centroids, params.max_iterations(), tolerance, progress)?;
        exchange::<D>(points, run, params.max_iterations(), progress)
    };
    let mut best = optimum(plus_plus::<D>(points, params.k(), rng, progress)?)?;
    if params.k() > 1 {
        let mut swaps = Swaps::new::<D>(points, &best.centroids);
        for _ in 0..params.swaps() {
            let swapped = optimum(swaps.draw::<D>(rng))?;
            if swapped.inertia < best.inertia {
                swaps = Swaps::new::<D>(points, &swapped.centroids);
                best = swapped;
            }
        }
    }
    Ok(best.centroids)
}
