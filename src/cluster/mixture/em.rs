//! Expectation and maximisation in turn (Dempster, Laird and Rubin 1977), from several starts.

use linfa::ParamGuard;

use super::MixtureValidParams;
use super::model::Model;
use super::sums::Sums;
use crate::cluster::ClusterError;
use crate::cluster::kmeans::{self, KMeansParams};
use crate::cluster::partition::Partition;
use crate::cluster::points::Points;
use crate::cluster::restarts::best_of;
use crate::cluster::sample::take_evenly;
use crate::progress::{Cancelled, Progress};

/// Lloyd's iterations of a start. Carried to the end, K-Means starts are nearly all the same one; with fewer still, EM
/// is drawn to single values that many rows share.
const LLOYD: usize = 5;
/// A restart ends when an iteration raises the mean log-likelihood per customer by less, or by less than the tolerance
/// of the last run where that is more.
const RESTART_TOLERANCE: f64 = 1e-5;
/// Above this number of distinct rows the restarts compete on a sample of that many customers.
const SAMPLE: usize = 4_000;

/// Where a run of EM ended.
pub(super) struct Run {
    pub model: Model,
    /// Weighted sum over the rows.
    pub log_likelihood: f64,
    pub iterations: usize,
    pub converged: bool,
}

/// Iterates until the mean log-likelihood rises by less than `tolerance`, or `max_iterations` times.
pub(super) fn run(
    points: &Points<'_>,
    mut model: Model,
    max_iterations: usize,
    tolerance: f64,
    progress: &Progress,
) -> Result<Run, Cancelled> {
    let least = tolerance * points.total_weight();
    let mut sums = Sums::expected(points, &model, progress)?;
    for iterations in 1..=max_iterations {
        model.maximise(&sums);
        let next = Sums::expected(points, &model, progress)?;
        let rise = next.log_likelihood - sums.log_likelihood;
        sums = next;
        if rise <= least {
            return Ok(Run { model, log_likelihood: sums.log_likelihood, iterations, converged: true });
        }
    }
    Ok(Run { model, log_likelihood: sums.log_likelihood, iterations: max_iterations, converged: false })
}

/// The best of the restarts, run on over all rows.
pub(super) fn best_run(
    points: &Points<'_>,
    params: &MixtureValidParams,
    floor: f64,
    progress: &Progress,
) -> Result<Run, ClusterError> {
    let k_means = KMeansParams::new(params.k()).max_iterations(LLOYD).check()?;
    let (values, weights) = sample(points);
    let few = &Points { values: values.into(), weights: &weights, dimension: points.dimension };
    let tolerance = RESTART_TOLERANCE.max(params.tolerance());
    let (best, _) = best_of(params.restarts(), params.seed(), progress, |rng| {
        let start = kmeans::start(few, &k_means, rng, progress)?;
        let model = Model::of_clusters(few, &Partition::new(few, &start.labels, params.k()), floor);
        let run = run(few, model, params.max_iterations(), tolerance, progress)?;
        Ok((-run.log_likelihood, run))
    })?;
    progress.begin(&format!("mixture, k = {}: the best start over all rows", params.k()), 0);
    let last = run(points, best.model, params.max_iterations(), params.tolerance(), progress)?;
    Ok(Run { iterations: best.iterations + last.iterations, ..last })
}

/// Coordinates and weights of the rows that the restarts compete on: of [`SAMPLE`] customers where there are more rows
/// than that, taken at equal steps over the canonical order of rows. All rows where there are not, or where a few hold
/// most of the weight, so that less than a quarter of the sample would differ.
fn sample(points: &Points<'_>) -> (Vec<f64>, Vec<f64>) {
    let total = points.total_weight();
    if points.len() > SAMPLE {
        let counts = take_evenly(points.weights, |_| true, total, (SAMPLE as f64).min(total));
        let rows: Vec<usize> = (0..points.len()).filter(|&row| counts[row] > 0.0).collect();
        if rows.len() >= SAMPLE / 4 {
            let values = rows.iter().flat_map(|&row| points.row(row)).copied();
            return (values.collect(), rows.iter().map(|&row| counts[row]).collect());
        }
    }
    (points.values.to_vec(), points.weights.to_vec())
}
