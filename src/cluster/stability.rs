//! Stability of segments when customers are resampled: Jaccard similarity over bootstrap samples (Hennig 2007).

use rand::RngCore;
use strum::Display;

use super::algorithm::Common;
use super::points::Points;
use super::resample::Resample;
use super::restarts::stream;
use super::{ClusterError, Clustering, Matrix};
use crate::progress::Progress;

/// Number of bootstrap samples.
const RESAMPLES: usize = 50;
/// Seed of the samples: the same for every clustering, so that stabilities can be compared.
const SEED: u64 = 42;

/// Hennig's thresholds for the mean Jaccard similarity of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
#[strum(serialize_all = "lowercase")]
pub enum Stability {
    /// 0.85 or more.
    #[strum(serialize = "highly stable")]
    High,
    /// 0.75 or more: a valid segment.
    Stable,
    /// 0.60 or more: there is a pattern, but its members are uncertain.
    Pattern,
    /// Below 0.60: not reliable.
    Doubtful,
}

impl Stability {
    /// The level of a mean Jaccard similarity, 0 to 1.
    pub fn of(jaccard: f64) -> Self {
        match jaccard {
            j if j >= 0.85 => Self::High,
            j if j >= 0.75 => Self::Stable,
            j if j >= 0.60 => Self::Pattern,
            _ => Self::Doubtful,
        }
    }
}

/// The mean Jaccard similarity of each segment, 0 to 1, over 50 bootstrap samples, each clustered with the same
/// parameters and three restarts. A sample has as many customers as the data, but at most 10,000, or 2,000 for
/// hierarchical clustering, which bounds the work. Smaller samples make a stricter test (Bickel, Götze and van Zwet
/// 1997). DBSCAN samples all customers, as its eps depends on their density.
///
/// # Errors
/// A cancelled `progress`, which counts samples.
pub fn stability(matrix: &Matrix, clustering: &Clustering, progress: &Progress) -> Result<Vec<f64>, ClusterError> {
    let points = matrix.points();
    let drawn = clustering.params.algorithm().spec().bootstrap.min(points.total_weight() as usize);
    let recluster = |sample: &Points<'_>, seed| {
        let params = clustering.params.for_sample(seed, clustering.density())?;
        Ok(params.assign(sample, &Common::Nothing, &progress.part())?.labels)
    };
    bootstrap(&points, &clustering.labels, clustering.k, (drawn, SEED), progress, recluster)
}

/// The mean Jaccard similarity of each of the `k` segments, 0 to 1, over 50 bootstrap samples of the customers.
///
/// A sample draws `drawn` customers with replacement. `recluster` clusters its distinct rows, weighted by the number of
/// draws, with a seed. Each segment is compared with the most similar new cluster, within the sample; a customer counts
/// as often as drawn (fpc's `clusterboot` with `multipleboot` and `bscompare`). A sample without a customer of the
/// segment has not found it and counts as 0, as in `clusterboot`. Noise is in no segment. Where a sample has no more
/// distinct rows than clusters, each row is a cluster.
///
/// Samples run one after the other, as `recluster` is parallel itself.
///
/// # Errors
/// Those of `recluster`, or a cancelled `progress`, which counts samples.
fn bootstrap(
    points: &Points<'_>,
    labels: &[Option<u32>],
    k: usize,
    (drawn, seed): (usize, u64),
    progress: &Progress,
    recluster: impl Fn(&Points<'_>, u64) -> Result<Vec<Option<u32>>, ClusterError>,
) -> Result<Vec<f64>, ClusterError> {
    progress.begin("stability", RESAMPLES as u64);
    let customers = points.input_rows();
    let mut sums = vec![0.0; k];
    for index in 0..RESAMPLES {
        progress.check()?;
        let mut rng = stream(seed, index);
        let sample = Resample::bootstrap(points, &customers, drawn, &mut rng);
        let found = match recluster(&sample.points(), rng.next_u64()) {
            Err(ClusterError::TooFewRows { .. }) => (0..sample.rows.len() as u32).map(Some).collect(),
            found => found?,
        };
        let before: Vec<Option<u32>> = sample.rows.iter().map(|&row| labels[row]).collect();
        for (segment, jaccard) in best_jaccard(&before, &found, &sample.weights, k).into_iter().enumerate() {
            sums[segment] += jaccard;
        }
        progress.advance(1);
    }
    Ok(sums.into_iter().map(|sum| sum / RESAMPLES as f64).collect())
}

/// The largest Jaccard similarity of each of `k` segments with any new cluster; 0 for a segment without weight.
fn best_jaccard(before: &[Option<u32>], found: &[Option<u32>], weights: &[f64], k: usize) -> Vec<f64> {
    let clusters = found.iter().flatten().max().map_or(0, |&last| last as usize + 1);
    let mut shared = vec![0.0; k * clusters];
    let mut segment_sizes = vec![0.0; k];
    let mut cluster_sizes = vec![0.0; clusters];
    for ((segment, cluster), weight) in before.iter().zip(found).zip(weights) {
        if let Some(segment) = *segment {
            segment_sizes[segment as usize] += weight;
        }
        if let Some(cluster) = *cluster {
            cluster_sizes[cluster as usize] += weight;
        }
        if let (Some(segment), Some(cluster)) = (*segment, *cluster) {
            shared[segment as usize * clusters + cluster as usize] += weight;
        }
    }
    let best = |(segment, &size): (usize, &f64)| {
        let shared = shared[segment * clusters..].iter().zip(&cluster_sizes);
        // Sets without a common member have similarity 0, even if both are empty.
        let similar =
            shared.filter(|(shared, _)| **shared > 0.0).map(|(shared, other)| shared / (size + other - shared));
        similar.fold(0.0, f64::max)
    };
    segment_sizes.iter().enumerate().map(best).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use std::cell::Cell;
    use std::collections::HashMap;

    use linfa::ParamGuard;
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;
    use serde::Deserialize;

    use super::*;
    use crate::cluster::{InputColumn, KMeansParams, Matrix, Scaling};

    fn matrix(rows: &[Vec<f64>], scaling: Scaling) -> Matrix {
        let values: Vec<Vec<f64>> = (0..rows[0].len()).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
        let columns: Vec<InputColumn<'_>> = values.iter().map(|values| InputColumn { name: "f", values }).collect();
        Matrix::new(&columns, &vec![true; rows.len()], scaling, None).unwrap()
    }

    fn k_means(points: &Points<'_>, k: usize, seed: u64) -> Result<Vec<Option<u32>>, ClusterError> {
        if points.len() < k {
            return Err(ClusterError::TooFewRows { k, rows: points.len() });
        }
        let found = KMeansParams::new(k).restarts(5).swaps(0).seed(seed).check()?.assign(points, &Progress::new())?;
        Ok(found.labels.into_iter().map(Some).collect())
    }

    /// The stability of the K-Means clusters of some points.
    fn of_k_means(points: &Points<'_>, k: usize, seed: u64) -> Vec<f64> {
        let labels = k_means(points, k, 42).unwrap();
        bootstrap(points, &labels, k, (all(points), seed), &Progress::new(), |sample, seed| k_means(sample, k, seed))
            .unwrap()
    }

    fn all(points: &Points<'_>) -> usize {
        points.total_weight() as usize
    }

    /// Uniform between 0 and 10 in two columns, around each of the centres.
    fn squares(centres: &[(f64, f64)], rows_each: usize) -> Vec<Vec<f64>> {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        let all = centres.iter().flat_map(|centre| std::iter::repeat_n(centre, rows_each));
        all.map(|(x, y)| vec![x + rng.gen_range(0.0..10.0), y + rng.gen_range(0.0..10.0)]).collect()
    }

    #[test]
    fn clouds_come_back_and_pieces_of_noise_do_not() {
        let clouds = matrix(&squares(&[(0.0, 0.0), (50.0, 0.0), (0.0, 50.0), (60.0, 70.0)], 40), Scaling::Zscore);
        assert!(of_k_means(&clouds.points(), 4, 1).iter().all(|&j| j > 0.99));
        let noise = matrix(&squares(&[(0.0, 0.0)], 200), Scaling::Zscore);
        for k in [3, 5, 7] {
            let found = of_k_means(&noise.points(), k, 1);
            assert!(found.iter().sum::<f64>() / (k as f64) < 0.85, "{found:?}");
        }
    }

    #[derive(Deserialize)]
    struct Expected {
        rows: Vec<Vec<f64>>,
        labels: Vec<u32>,
        k: usize,
        jaccard: Vec<f64>,
        deviation: Vec<f64>,
    }

    #[test]
    fn similarities_over_scikit_learns_k_means_agree() {
        let text = include_str!("../../tests/fixtures/cluster/stability.json");
        for (name, expected) in serde_json::from_str::<HashMap<String, Expected>>(text).unwrap() {
            let matrix = matrix(&expected.rows, Scaling::Zscore);
            let k = expected.k;
            let mut labels = vec![None; matrix.distinct()];
            for (row, label) in matrix.row_of.iter().zip(expected.labels) {
                labels[row.unwrap() as usize] = Some(label);
            }
            let points = matrix.points();
            let recluster = |sample: &Points<'_>, seed| k_means(sample, k, seed);
            let found = bootstrap(&points, &labels, k, (all(&points), 42), &Progress::new(), recluster).unwrap();
            for (found, (jaccard, deviation)) in found.iter().zip(expected.jaccard.iter().zip(expected.deviation)) {
                let error = deviation * (1.0 / RESAMPLES as f64 + 1.0 / 400.0_f64).sqrt();
                assert!((found - jaccard).abs() < 3.0 * error, "{name}: {found} {jaccard} {error}");
            }
        }
    }

    #[test]
    fn weighted_rows_are_as_stable_as_repeated_ones() {
        let mut rng = Xoshiro256Plus::seed_from_u64(3);
        let rows: Vec<Vec<f64>> =
            (0..400).map(|_| vec![f64::from(rng.gen_range(0..6)), f64::from(rng.gen_range(0..9) / 2)]).collect();
        let matrix = matrix(&rows, Scaling::Zscore);
        let repeated: Vec<f64> =
            matrix.points().input_rows().iter().flat_map(|&row| matrix.scaled.row(row as usize).to_vec()).collect();
        let ones = vec![1.0; rows.len()];
        let repeated = Points { values: repeated.into(), weights: &ones, dimension: 2, spread: &[] };
        let (a, b) = (of_k_means(&matrix.points(), 3, 1), of_k_means(&repeated, 3, 1));
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        assert!((mean(&a) - mean(&b)).abs() < 0.06, "{a:?} {b:?}");
    }

    #[test]
    fn a_sample_has_all_customers_and_each_row_by_its_weight() {
        let weights = [1.0, 50.0, 200.0, 749.0];
        let points = Points { values: vec![0.0; 4].into(), weights: &weights, dimension: 1, spread: &[] };
        let mut sums = [0.0; 4];
        for index in 0..200 {
            let sample = Resample::bootstrap(&points, &points.input_rows(), all(&points), &mut stream(7, index));
            assert_eq!(sample.weights.iter().sum::<f64>(), 1000.0);
            assert!(sample.weights.iter().all(|&w| w > 0.0));
            sample.rows.iter().zip(&sample.weights).for_each(|(&row, w)| sums[row] += w);
        }
        for (sum, weight) in sums.iter().zip(weights) {
            // The mean of 200 multinomial counts, within four of its errors.
            let error = (weight * (1.0 - weight / 1000.0) / 200.0_f64).sqrt();
            assert!((sum / 200.0 - weight).abs() < 4.0 * error, "{sum} {weight}");
        }
    }

    #[test]
    fn similarity_is_shared_over_all_weight_and_noise_is_in_no_set() {
        let some = |labels: [i64; 6]| labels.map(|label| u32::try_from(label).ok());
        let weights = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let found = best_jaccard(&some([0, 0, 1, 1, -1, 1]), &some([1, 1, 1, 0, 0, -1]), &weights, 3);
        // {1, 2} in {1, 2, 3}; {3, 4, 6} with {4, 5}: 4 of 18; no customer.
        assert_eq!(found, [3.0 / 6.0, 4.0 / 18.0, 0.0]);
        assert_eq!(best_jaccard(&some([0; 6]), &some([-1; 6]), &weights, 1), [0.0]);
        assert_eq!(best_jaccard(&[], &[], &[], 2), [0.0, 0.0]);
    }

    #[test]
    fn a_sample_without_a_segment_counts_against_it() {
        let mut rows = squares(&[(0.0, 0.0)], 100);
        assert_eq!(of_k_means(&matrix(&rows, Scaling::Zscore).points(), 1, 1), [1.0]);
        // Where the single customer is not drawn, the others are cut in two: that counts against both. Of 101 customers
        // one is missing from 1 of e samples.
        rows.push(vec![900.0, 900.0]);
        let found = of_k_means(&matrix(&rows, Scaling::Zscore).points(), 2, 1);
        let points = matrix(&rows, Scaling::Zscore);
        let labels = k_means(&points.points(), 2, 42).unwrap();
        let single = labels[100].unwrap() as usize;
        let missed = 1.0 - found[single];
        let expected = (1.0 - 1.0 / 101.0_f64).powi(101);
        assert!((missed - expected).abs() < 3.0 * (expected * (1.0 - expected) / RESAMPLES as f64).sqrt(), "{found:?}");
        assert!((0.6..0.95).contains(&found[1 - single]), "{found:?}");
    }

    #[test]
    fn too_few_rows_in_a_sample_are_a_cluster_each() {
        let rows: Vec<Vec<f64>> = (0..4).map(|i| vec![f64::from(i)]).collect();
        let found = of_k_means(&matrix(&rows, Scaling::None).points(), 4, 1);
        // A row is in 1 − (3/4)⁴ of the samples.
        assert!(found.iter().all(|j| (j - 0.684).abs() < 0.2), "{found:?}");
        let none = bootstrap(
            &Points { values: vec![].into(), weights: &[], dimension: 1, spread: &[] },
            &[],
            0,
            (0, 1),
            &Progress::new(),
            |sample, seed| k_means(sample, 1, seed),
        );
        assert_eq!(none, Ok(vec![]));
    }

    #[test]
    fn the_same_whatever_the_threads() {
        let matrix = matrix(&squares(&[(0.0, 0.0), (8.0, 3.0)], 100), Scaling::Zscore);
        let run = |threads: usize, seed: u64| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| of_k_means(&matrix.points(), 3, seed))
        };
        assert_eq!(run(1, 5), run(3, 5));
        assert_ne!(run(1, 5), run(1, 6));
    }

    #[test]
    fn it_counts_samples_and_stops_between_them() {
        let matrix = matrix(&squares(&[(0.0, 0.0)], 20), Scaling::Zscore);
        let labels = vec![Some(0); 20];
        let progress = Progress::new();
        bootstrap(&matrix.points(), &labels, 1, (all(&matrix.points()), 1), &progress, |sample, seed| {
            k_means(sample, 1, seed)
        })
        .unwrap();
        let step = progress.step();
        assert_eq!((step.label.as_str(), step.done, step.total), ("stability", 50, 50));
        let calls = Cell::new(0);
        let found = bootstrap(&matrix.points(), &labels, 1, (all(&matrix.points()), 1), &progress, |sample, seed| {
            calls.set(calls.get() + 1);
            if calls.get() == 3 {
                progress.cancel();
            }
            k_means(sample, 1, seed)
        });
        assert_eq!((found, calls.get()), (Err(ClusterError::Cancelled), 3));
    }

    #[test]
    fn words_follow_the_thresholds() {
        let words = [1.0, 0.85, 0.8499, 0.75, 0.6, 0.5999, 0.0].map(|j| Stability::of(j).to_string());
        assert_eq!(words, ["highly stable", "highly stable", "stable", "stable", "pattern", "doubtful", "doubtful"]);
    }
}
