//! One restart: from a random start to an optimum that Lloyd's iterations, exchanges of rows and some swaps of
//! centroids do not improve.

use rand::Rng;

use super::KMeansValidParams;
use super::exchange::exchange;
use super::lloyd::lloyd;
use super::seeding::plus_plus;
use super::swap::Swaps;
use crate::cluster::points::Points;
use crate::progress::{Cancelled, Progress};

/// The least relative gain of a swap on a coreset: a hundredth of the error of a coreset.
const GAIN: f64 = 1e-4;

/// Centroids, row-major: means up to rounding. On a coreset rows are exchanged only after swaps that improve the clustering
/// without: exchanges gain less there than the error of the coreset.
pub(super) fn search<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    is_coreset: bool,
    tolerance: f64,
    rng: &mut impl Rng,
    progress: &Progress,
) -> Result<Vec<f64>, Cancelled> {
    let stopped = |centroids| lloyd::<D>(points, centroids, params.max_iterations(), tolerance, progress);
    let exchanged = |run| exchange::<D>(points, run, params.max_iterations(), progress);
    let mut best = exchanged(stopped(plus_plus::<D>(points, params.k(), rng, progress)?)?)?;
    if params.k() > 1 {
        let mut swaps = Swaps::new::<D>(points, &best.centroids);
        for _ in 0..params.swaps() {
            let swapped = stopped(swaps.draw::<D>(rng))?;
            if is_coreset && swapped.inertia >= best.inertia * (1.0 - GAIN) {
                continue;
            }
            let swapped = exchanged(swapped)?;
            if swapped.inertia < best.inertia {
                swaps = Swaps::new::<D>(points, &swapped.centroids);
                best = swapped;
            }
        }
    }
    Ok(best.centroids)
}
