//! Restarts over many rows.
//!
//! Each restart searches on a coreset of its own; then all settle on one coreset. There restarts that found the same
//! optimum end with the same inertia, so only the best optima go on over all rows, each once.

use rayon::prelude::*;

use super::KMeansValidParams;
use super::coreset::Coresets;
use super::lloyd::{Run, lloyd};
use super::search::search;
use crate::cluster::ClusterError;
use crate::cluster::points::{Points, squared};
use crate::cluster::restarts::{SAME, each, stream};
use crate::progress::{Cancelled, Progress};

/// Most rows of the coreset that all restarts settle on. With fewer rows each goes on over all of them.
pub(super) const SHARED: usize = 16_384;
/// Most optima that are continued over all rows.
const CONTINUED: usize = 3;
/// How much more than the least an optimum may cost and be continued. From the coreset to all rows, the inertia falls by
/// about a tenth of this.
const CLOSE: f64 = 0.01;

/// The best restart over all rows, and the inertia of each: of those that were not continued, that of all rows at their
/// centroids.
pub(super) fn best_settled<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    coreset: usize,
    tolerance: f64,
    progress: &Progress,
) -> Result<(Run, Vec<f64>), ClusterError> {
    let over = |points: &Points<'_>, start| lloyd::<D>(points, start, params.max_iterations(), tolerance, progress);
    let coresets = Coresets::new::<D>(points);
    let shared = coresets.draw(SHARED, &mut stream(params.seed(), params.restarts()));
    let shared = shared.points();
    let settled = each(params.restarts(), params.seed(), progress, |mut rng| {
        let own = coresets.draw(coreset, &mut rng);
        Ok(over(&shared, search::<D>(params, &own.points(), tolerance, &mut rng, progress)?)?)
    })?;

    let cost = |restarts: Vec<usize>| (cost::<D>(points, &settled[restarts[0]].centroids), restarts);
    let mut optima: Vec<(f64, Vec<usize>)> = optima(&settled).into_par_iter().map(cost).collect();
    optima.sort_by(|a, b| a.0.total_cmp(&b.0));
    let close = optima.iter().take(CONTINUED).filter(|(cost, _)| *cost <= (1.0 + CLOSE) * optima[0].0).count();
    let continued = optima[..close]
        .par_iter()
        .map(|(_, restarts)| over(points, settled[restarts[0]].centroids.clone()))
        .collect::<Result<Vec<Run>, Cancelled>>()?;

    let mut inertia = vec![0.0; settled.len()];
    for (i, (cost, restarts)) in optima.iter().enumerate() {
        for &restart in restarts {
            inertia[restart] = continued.get(i).map_or(*cost, |run| run.inertia);
        }
    }
    let best = continued.into_iter().reduce(|a, b| if b.inertia < a.inertia { b } else { a });
    best.map(|best| (best, inertia))
        .ok_or_else(|| ClusterError::Parameter("restarts is 0, and must be 1 or more".into()))
}

/// The restarts of each optimum, the lowest inertia first.
fn optima(settled: &[Run]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..settled.len()).collect();
    order.sort_by(|&a, &b| settled[a].inertia.total_cmp(&settled[b].inertia));
    let same = |&a: &usize, &b: &usize| settled[b].inertia - settled[a].inertia <= SAME * settled[a].inertia;
    order.chunk_by(same).map(<[usize]>::to_vec).collect()
}

/// The inertia of all rows with these centroids.
fn cost<const D: usize>(points: &Points<'_>, centroids: &[f64]) -> f64 {
    let nearest = |row: &[f64]| {
        let squares = centroids.chunks_exact(points.dimension).map(|centroid| squared::<D>(row, centroid));
        squares.fold(f64::INFINITY, f64::min)
    };
    let sum = points.sum_chunks(1, |rows, sum| {
        for row in rows {
            sum[0] += points.weights[row] * nearest(points.row(row));
        }
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
            let (best, inertias) = best_settled::<2>(&params, &points, 4096, 1e-8, &progress).unwrap();
            let coresets = Coresets::new::<2>(&points);
            let every = each(4, params.seed(), &progress, |mut rng| {
                let own = coresets.draw(4096, &mut rng);
                let centroids = search::<2>(&params, &own.points(), 1e-8, &mut rng, &progress)?;
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
            let (run, inertia) =
                pool.install(|| best_settled::<2>(&params, &points, 4096, 1e-8, &Progress::new())).unwrap();
            (run.labels, run.centroids, inertia)
        };
        let one = found(1);
        assert!([2, 4].into_iter().all(|threads| found(threads) == one));
    }

    #[test]
    fn restarts_of_one_optimum_are_together_and_the_best_is_first() {
        let run = |inertia| Run { labels: Vec::new(), centroids: Vec::new(), inertia, converged: true };
        let settled = [7.0, 5.0, 7.000_001, 5.0, 6.0].map(run);
        assert_eq!(optima(&settled), [vec![1, 3], vec![4], vec![0, 2]]);
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
