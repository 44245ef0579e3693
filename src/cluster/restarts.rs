//! Several starts of a randomised algorithm, in parallel, and the best of them.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::ClusterError;
use crate::progress::Progress;

/// Runs `start` once per restart, each with random numbers of its own, and gives the result of the lowest cost (an inertia, a
/// negative likelihood), ties to the earliest: the same whatever the number of threads. Advances the progress by one a restart.
pub(super) fn best_of<T: Send>(
    restarts: usize,
    seed: u64,
    progress: &Progress,
    start: impl Fn(Xoshiro256Plus) -> Result<(f64, T), ClusterError> + Sync,
) -> Result<T, ClusterError> {
    let run = |index: usize| {
        progress.check()?;
        let (cost, result) = start(stream(seed, index))?;
        progress.advance(1);
        Ok((cost, index, result))
    };
    let better = |a: (f64, usize, T), b: (f64, usize, T)| {
        if b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).is_lt() { b } else { a }
    };
    let best = (0..restarts).into_par_iter().map(run).try_reduce_with(|a, b| Ok(better(a, b)));
    match best {
        Some(best) => best.map(|(_, _, result)| result),
        None => Err(ClusterError::Parameter("restarts is 0, and must be 1 or more".into())),
    }
}

/// The random numbers of one restart: streams are 2^128 draws apart.
fn stream(seed: u64, index: usize) -> Xoshiro256Plus {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    for _ in 0..index {
        rng.jump();
    }
    rng
}
