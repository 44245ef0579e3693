//! Restarts over many rows.
//!
//! Each restart searches on its own coreset; then all continue on one shared coreset, and the best of them on larger and
//! larger ones. There, restarts with the same optimum end with the same inertia, so only the best optima continue over all
//! rows, each once.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::KMeansValidParams;
use super::coreset::Coresets;
use super::lloyd::{Run, lloyd};
use super::nearest::for_each_two_nearest;
use super::search::search;
use crate::cluster::ClusterError;
use crate::cluster::points::Points;
use crate::cluster::restarts::{SAME, each, stream};
use crate::progress::{Cancelled, Progress};

/// Most rows of the shared coreset. With fewer rows, each restart continues over all rows.
pub(super) const SHARED: usize = 16_384;
/// How many times as large each next coreset is. The last one has less than half of the rows.
const GROWTH: usize = 4;
/// Most optima that are continued over all rows.
const CONTINUED: usize = 3;
/// The largest relative excess over the best optimum with which an optimum of the first shared coreset is continued: about
/// ten times the fall of the inertia from there to all rows. The limit falls with the square root of the rows, like
/// sampling errors.
const CLOSE: f64 = 0.01;

/// Restarts that ended with about the same inertia, and the first of them.
struct Optimum {
    run: Run,
    restarts: Vec<usize>,
}

/// The best restart over all rows, and the inertia of each: of those that were not continued, that of all rows at their
/// centroids.
pub(super) fn best_settled<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    coresets: &Coresets<'_>,
    coreset: usize,
    tolerance: f64,
    progress: &Progress,
) -> Result<(Run, Vec<f64>), ClusterError> {
    let over = |points: &Points<'_>, start| lloyd::<D>(points, start, params.max_iterations(), tolerance, progress);
    let shared = |size: usize| coresets.draw(size, &mut stream(params.seed(), params.restarts()));
    let few = shared(SHARED);
    let settled = each(params.restarts(), params.seed(), progress, |mut rng| {
        let own = coresets.draw(coreset, &mut rng);
        Ok(over(&few.points(), search::<D>(params, &own.points(), true, tolerance, &mut rng, progress)?)?)
    })?;
    let alone = |(restart, run)| Optimum { run, restarts: vec![restart] };
    let mut optima = merged(settled.into_iter().enumerate().map(alone).collect());

    let mut left = Vec::new();
    let mut size = SHARED;
    while 2 * GROWTH * size < points.len() {
        left.extend(optima.split_off(close(&optima, size)));
        size *= GROWTH;
        let few = shared(size);
        let go_on = |optimum: Optimum| Ok(Optimum { run: over(&few.points(), optimum.run.centroids)?, ..optimum });
        optima = merged(optima.into_par_iter().map(go_on).collect::<Result<_, Cancelled>>()?);
    }
    optima.extend(left);
    let cost = |optimum: Optimum| {
        let inertia = cost::<D>(points, &optimum.run.centroids);
        Optimum { run: Run { inertia, ..optimum.run }, ..optimum }
    };
    let mut optima: Vec<Optimum> = optima.into_par_iter().map(cost).collect();
    optima.sort_by(by_inertia);
    let continued = optima[..close(&optima, points.len()).min(CONTINUED)]
        .par_iter()
        .map(|optimum| over(points, optimum.run.centroids.clone()))
        .collect::<Result<Vec<Run>, Cancelled>>()?;

    let mut inertia = vec![0.0; params.restarts()];
    for (i, optimum) in optima.iter().enumerate() {
        for &restart in &optimum.restarts {
            inertia[restart] = continued.get(i).unwrap_or(&optimum.run).inertia;
        }
    }
    let best = continued.into_iter().reduce(|a, b| if b.inertia < a.inertia { b } else { a });
    best.map(|best| (best, inertia))
        .ok_or_else(|| ClusterError::Parameter("restarts is 0, and must be 1 or more".into()))
}

/// The optima, the lowest inertia first: chains of about equal inertias become one.
fn merged(mut found: Vec<Optimum>) -> Vec<Optimum> {
    found.sort_by(by_inertia);
    let mut last = f64::NEG_INFINITY;
    let mut optima: Vec<Optimum> = Vec::new();
    for next in found {
        let inertia = next.run.inertia;
        match optima.last_mut() {
            Some(optimum) if inertia - last <= SAME * last => optimum.restarts.extend(next.restarts),
            _ => optima.push(next),
        }
        last = inertia;
    }
    optima
}

/// The number of optima, the lowest inertia first, that may still become the best although they are not the best on `rows`
/// rows.
fn close(optima: &[Optimum], rows: usize) -> usize {
    let limit = 1.0 + CLOSE * (SHARED as f64 / rows as f64).sqrt();
    optima.iter().take_while(|optimum| optimum.run.inertia <= limit * optima[0].run.inertia).count()
}

fn by_inertia(a: &Optimum, b: &Optimum) -> Ordering {
    a.run.inertia.total_cmp(&b.run.inertia)
}

/// The inertia of all rows with these centroids.
fn cost<const D: usize>(points: &Points<'_>, centroids: &[f64]) -> f64 {
    let sum = points.sum_chunks(1, |rows, sum| {
        let part = points.part(rows);
        for_each_two_nearest::<D>(&part, centroids, |i, _, nearest, _| sum[0] += part.weights[i] * nearest);
    });
    sum[0]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use linfa::ParamGuard;
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;
    use crate::cluster::KMeansParams;
    use crate::cluster::partition::Assignment;
    use crate::cluster::scores::inertia;

    /// Overlapping clouds and noise in two columns.
    fn rows(n: usize, seed: u64) -> Vec<f64> {
        let mut rng = Xoshiro256Plus::seed_from_u64(seed);
        let mut next =
            |i: usize| -> f64 { (i % 7 * (i % 3 + 1)) as f64 + (0..6).map(|_| rng.r#gen::<f64>()).sum::<f64>() };
        (0..n).flat_map(|i| [next(i), next(i / 7)]).collect()
    }

    #[test]
    fn the_best_optimum_is_as_good_as_that_of_every_restart_continued() {
        let values = rows(18_000, 1);
        let weights = vec![1.0; 18_000];
        let points = Points { values: values.into(), weights: &weights, dimension: 2, spread: &[] };
        let progress = Progress::new();
        for k in [3, 8] {
            let params = KMeansParams::new(k).restarts(4).swaps(2).check().unwrap();
            let coresets = Coresets::new(&points);
            let (best, inertias) = best_settled::<2>(&params, &points, &coresets, 4096, 1e-8, &progress).unwrap();
            let every = each(4, params.seed(), &progress, |mut rng| {
                let own = coresets.draw(4096, &mut rng);
                let centroids = search::<2>(&params, &own.points(), true, 1e-8, &mut rng, &progress)?;
                Ok(lloyd::<2>(&points, centroids, 300, 1e-8, &progress)?.inertia)
            });
            let lowest = every.unwrap().into_iter().fold(f64::INFINITY, f64::min);
            assert!(best.inertia <= lowest * (1.0 + 3e-4), "k {k}: {} {lowest}", best.inertia);
            assert!(inertias.iter().all(|&found| found >= best.inertia), "k {k}: {inertias:?}");
            assert!(inertias.contains(&best.inertia) && inertias.len() == 4, "k {k}: {inertias:?}");
        }
    }

    #[test]
    fn the_number_of_threads_changes_no_digit() {
        let values = rows(18_000, 5);
        let weights: Vec<f64> = (0..18_000).map(|i| f64::from(1 + i % 3)).collect();
        let points = Points { values: values.into(), weights: &weights, dimension: 2, spread: &[] };
        let params = KMeansParams::new(6).restarts(4).swaps(1).check().unwrap();
        let found = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let (run, inertia) = pool
                .install(|| best_settled::<2>(&params, &points, &Coresets::new(&points), 4096, 1e-8, &Progress::new()))
                .unwrap();
            (run.labels, run.centroids, inertia)
        };
        let one = found(1);
        assert!([2, 4].into_iter().all(|threads| found(threads) == one));
    }

    #[test]
    fn restarts_of_one_optimum_are_together_and_the_best_is_first() {
        let run = |inertia| Run { labels: Vec::new(), centroids: Vec::new(), inertia, converged: true };
        let found = [7.0, 5.0, 7.000_001, 5.0, 6.0].into_iter().enumerate();
        let optima = merged(found.map(|(i, inertia)| Optimum { run: run(inertia), restarts: vec![i] }).collect());
        let restarts: Vec<&[usize]> = optima.iter().map(|optimum| optimum.restarts.as_slice()).collect();
        assert_eq!(restarts, [&[1, 3][..], &[4], &[0, 2]]);
        assert_eq!(optima.iter().map(|optimum| optimum.run.inertia).collect::<Vec<_>>(), [5.0, 6.0, 7.0]);
    }

    #[test]
    fn fewer_optima_are_close_on_more_rows() {
        let run = |inertia| Run { labels: Vec::new(), centroids: Vec::new(), inertia, converged: true };
        let optima = [100.0, 100.4, 100.9, 101.1].map(|inertia| Optimum { run: run(inertia), restarts: vec![0] });
        assert_eq!([SHARED, 4 * SHARED, 100 * SHARED].map(|rows| close(&optima, rows)), [3, 2, 1]);
    }

    #[test]
    fn the_cost_of_centroids_is_the_inertia_of_the_nearest() {
        let values = rows(9000, 2);
        let weights: Vec<f64> = (0..9000).map(|i| f64::from(1 + i % 2)).collect();
        let points = Points { values: values.into(), weights: &weights, dimension: 2, spread: &[] };
        let centroids = vec![1.0, 2.0, 8.0, 3.0, 15.0, 12.0];
        let nearest = Assignment::nearest(&points, centroids.clone());
        let expected = inertia(&points, &nearest.labels, &centroids);
        assert!((cost::<2>(&points, &centroids) / expected - 1.0).abs() < 1e-12);
    }
}
