//! Expectation-maximisation (Dempster, Laird and Rubin 1977) from several starts.

use linfa::ParamGuard;

use super::MixtureValidParams;
use super::covariance::floored;
use super::model::Model;
use super::sums::Sums;
use crate::cluster::ClusterError;
use crate::cluster::kmeans::{self, KMeansParams};
use crate::cluster::partition::Partition;
use crate::cluster::points::Points;
use crate::cluster::restarts::best_of;
use crate::cluster::sample::take_evenly;
use crate::progress::{Cancelled, Progress};

/// Lloyd iterations of a start. With more, nearly all K-Means starts are the same; with fewer, EM converges to single
/// values that many rows share.
const LLOYD: usize = 5;
/// A restart ends when an iteration raises the mean log-likelihood per customer by less than this, or than the
/// tolerance of the final run if that is larger.
const RESTART_TOLERANCE: f64 = 1e-5;
/// Above this number of distinct rows the restarts run on a sample of this many customers.
const SAMPLE: usize = 4_000;

/// The result of a run of EM.
pub(super) struct Run {
    pub model: Model,
    /// Weighted sum over the rows.
    pub log_likelihood: f64,
    pub iterations: usize,
    pub converged: bool,
}

impl Model {
    /// Weights, means and covariances of the clusters of a partition. A cluster without rows has weight 0 and keeps it.
    pub fn of_clusters(points: &Points<'_>, partition: &Partition<'_>, floors: &[f64]) -> Self {
        let (k, d) = (partition.sizes.len(), points.dimension);
        let mut model = Self {
            dimension: d,
            floors: floors.to_vec(),
            weights: vec![0.0; k],
            means: (0..k).flat_map(|c| partition.mean(c)).copied().collect(),
            covariances: vec![0.0; k * d * d],
        };
        let sums = Sums::of_labels(points, partition.labels, &model);
        model.maximise(&sums);
        model
    }

    /// The M-step: the most likely parameters, given how much each row belongs to each component. `sums` are taken
    /// about the means of this model. A component without rows keeps its parameters, with weight 0.
    pub fn maximise(&mut self, sums: &Sums) {
        let d = self.dimension;
        let total: f64 = (0..self.k()).map(|c| sums.component(c).weight).sum();
        for c in 0..self.k() {
            let sums = sums.component(c);
            self.weights[c] = sums.weight / total;
            if sums.weight <= 0.0 {
                continue;
            }
            let shift: Vec<f64> = sums.first.iter().map(|sum| sum / sums.weight).collect();
            let mut covariance = vec![0.0; d * d];
            for i in 0..d {
                for j in 0..=i {
                    let value = sums.second[i * (i + 1) / 2 + j] / sums.weight - shift[i] * shift[j];
                    covariance[i * d + j] = value;
                    covariance[j * d + i] = value;
                }
            }
            let size = d * d;
            self.covariances[c * size..(c + 1) * size].copy_from_slice(&floored(&covariance, &self.floors));
            for (mean, shift) in self.means[c * d..].iter_mut().zip(shift) {
                *mean += shift;
            }
        }
    }
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

/// The best of the restarts, continued over all rows.
pub(super) fn best_run(
    points: &Points<'_>,
    params: &MixtureValidParams,
    floors: &[f64],
    progress: &Progress,
) -> Result<Run, ClusterError> {
    let k_means = KMeansParams::new(params.k()).max_iterations(LLOYD).check()?;
    let (values, weights, spread) = sample(points);
    let few = &Points { values: values.into(), weights: &weights, dimension: points.dimension, spread: &spread };
    let tolerance = RESTART_TOLERANCE.max(params.tolerance());
    let (best, _) = best_of(params.restarts(), params.seed(), progress, |rng| {
        let start = kmeans::start(few, &k_means, rng, progress)?;
        let model = Model::of_clusters(few, &Partition::new(few, &start.labels, params.k()), floors);
        let run = run(few, model, params.max_iterations(), tolerance, progress)?;
        Ok((-run.log_likelihood, run))
    })?;
    progress.begin(&format!("mixture, k = {}: the best start over all rows", params.k()), 0);
    let last = run(points, best.model, params.max_iterations(), params.tolerance(), progress)?;
    Ok(Run { iterations: best.iterations + last.iterations, ..last })
}

/// Coordinates, weights and spread of the rows that the restarts run on. Above [`SAMPLE`] rows: that many customers at equal
/// steps over the canonical order. All rows otherwise, or where a few rows hold most of the weight, so that less than a
/// quarter of the sample would differ.
fn sample(points: &Points<'_>) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let total = points.total_weight();
    if points.len() > SAMPLE {
        let counts = take_evenly(points.weights, |_| true, total, (SAMPLE as f64).min(total));
        let rows: Vec<usize> = (0..points.len()).filter(|&row| counts[row] > 0.0).collect();
        if rows.len() >= SAMPLE / 4 {
            let values = rows.iter().flat_map(|&row| points.row(row)).copied();
            let spread =
                rows.iter().flat_map(|&row| points.spread.iter().skip(row * points.dimension).take(points.dimension));
            return (values.collect(), rows.iter().map(|&row| counts[row]).collect(), spread.copied().collect());
        }
    }
    (points.values.to_vec(), points.weights.to_vec(), points.spread.to_vec())
}
