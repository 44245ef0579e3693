//! Tests of the mixture: against scikit-learn 1.9.1 (`tests/fixtures/cluster/make_mixture.py`), invariance and degenerate
//! data.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

mod degenerate;
mod fixtures;
mod invariance;
mod reference;
mod steps;

use linfa::ParamGuard;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::{MixtureFound, MixtureParams};
use crate::cluster::points::Points;
use crate::progress::Progress;

fn fit(points: &Points<'_>, k: usize) -> MixtureFound {
    MixtureParams::new(k).check().unwrap().assign(points, &Progress::new()).unwrap()
}

/// Labels that cut the rows at random places, to start EM from.
fn random_labels(rows: usize, k: usize, seed: u64) -> Vec<u32> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    (0..rows).map(|_| rng.gen_range(0..k as u32)).collect()
}
