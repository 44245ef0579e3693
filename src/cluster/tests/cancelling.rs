//! Long work ends soon after a cancel, wherever it is.

use std::thread;
use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::{fit_with, matrix, methods};
use crate::cluster::{Algorithm, ClusterError, Matrix, Method, Scaling, fit, gap, stability, sweep};
use crate::progress::Progress;

/// A tenth of a second is enough; a busy machine needs longer.
const SOON: Duration = Duration::from_secs(10);

/// Uniform in three columns: every row is a row of its own.
fn noise(rows: usize) -> Matrix {
    let mut rng = Xoshiro256Plus::seed_from_u64(1);
    let rows: Vec<Vec<f64>> = (0..rows).map(|_| (0..3).map(|_| rng.r#gen()).collect()).collect();
    matrix(&rows, Scaling::Zscore).unwrap()
}

/// Starts the work, cancels it from another thread once it has run for some time, and expects it to end soon.
fn assert_ends<T>(what: &str, milliseconds: u64, work: impl FnOnce(&Progress) -> Result<T, ClusterError>) {
    let progress = Progress::new();
    let after = Duration::from_millis(milliseconds);
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(after);
            progress.cancel();
        });
        let start = Instant::now();
        let ended = work(&progress).map(|_| ());
        let took = start.elapsed();
        assert_eq!(ended, Err(ClusterError::Cancelled), "{what} was done in {took:?}");
        assert!(took < after + SOON, "{what} took {took:?}");
    });
}

#[test]
fn every_algorithm_ends_soon() {
    let (small, leaves, many) = (noise(2000), noise(9000), noise(60_000));
    for method in methods() {
        let method = Method { restarts: 10_000, eps: Some(1.0), ..method };
        let what = format!("{method:?}");
        // linfa's fit of one restart cannot be cancelled; up to 10,000 rows are leaves of a tree.
        let matrix = match method.algorithm {
            Algorithm::KMeansLinfa => &small,
            Algorithm::Hierarchical => &leaves,
            _ => &many,
        };
        assert_ends(&what, 40, |progress| fit(matrix, &method.params(6)?, progress));
        if method.algorithm.takes_k() {
            assert_ends(&what, 80, |progress| sweep(matrix, &method, 8, progress, |_| ()));
        }
    }
}

#[test]
fn grouping_scoring_and_resampling_end_soon() {
    let (few, many) = (noise(2000), noise(60_000));
    let tree = Method { algorithm: Algorithm::Hierarchical, ..Method::default() };
    assert_ends("groups of rows", 100, |progress| fit(&many, &tree.params(4)?, progress));
    assert_ends("gap", 40, |progress| gap(&few, 20, 42, progress));
    for method in methods().into_iter().filter(|method| method.algorithm != Algorithm::KMeansLinfa) {
        let found = fit_with(&few, &method, 3).unwrap();
        assert_ends(&format!("stability of {method:?}"), 50, |progress| stability(&few, &found, progress));
    }
}

#[test]
fn what_is_cancelled_before_it_starts_does_not_start() {
    let matrix = noise(50);
    let progress = Progress::new();
    progress.cancel();
    for method in methods() {
        assert_eq!(fit(&matrix, &method.params(3).unwrap(), &progress).unwrap_err(), ClusterError::Cancelled);
        let stopped = sweep(&matrix, &method, 5, &progress, |_| ());
        assert!(stopped.is_err() || !method.algorithm.takes_k(), "{method:?}");
    }
    assert_eq!(gap(&matrix, 3, 42, &progress).unwrap_err(), ClusterError::Cancelled);
}
