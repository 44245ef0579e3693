//! Several starts of a randomised algorithm in parallel, and the best of them.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::ClusterError;
use crate::progress::Progress;

/// Inertias within this relative difference count as the same optimum.
pub(super) const SAME: f64 = 1e-6;

/// Runs `start` once per restart, each with its own random numbers. Returns the result of the lowest cost (an inertia,
/// or a negative log-likelihood; ties to the earliest) and the cost of each restart, whatever the number of threads.
/// The progress advances by one per restart.
pub(super) fn best_of<T: Send>(
    restarts: usize,
    seed: u64,
    progress: &Progress,
    start: impl Fn(Xoshiro256Plus) -> Result<(f64, T), ClusterError> + Sync,
) -> Result<(T, Vec<f64>), ClusterError> {
    let found = each(restarts, seed, progress, start)?;
    let (costs, results): (Vec<f64>, Vec<T>) = found.into_iter().unzip();
    let best = results.into_iter().zip(&costs).reduce(|a, b| if b.1.total_cmp(a.1).is_lt() { b } else { a });
    match best {
        Some((best, _)) => Ok((best, costs)),
        None => Err(ClusterError::Parameter("restarts is 0, and must be 1 or more".into())),
    }
}

/// The result of each restart, in order.
pub(super) fn each<T: Send>(
    restarts: usize,
    seed: u64,
    progress: &Progress,
    start: impl Fn(Xoshiro256Plus) -> Result<T, ClusterError> + Sync,
) -> Result<Vec<T>, ClusterError> {
    let run = |index: usize| {
        progress.check()?;
        let found = start(stream(seed, index))?;
        progress.advance(1);
        Ok(found)
    };
    (0..restarts).into_par_iter().map(run).collect()
}

/// The random numbers of restart `index`: streams are 2^128 draws apart.
pub(super) fn stream(seed: u64, index: usize) -> Xoshiro256Plus {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    for _ in 0..index {
        rng.jump();
    }
    rng
}
