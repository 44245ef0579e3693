//! Prediction strength: whether one half of the customers finds the clusters of the other.

use rand::Rng;
use rand::seq::{SliceRandom, index};
use rand_xoshiro::Xoshiro256Plus;

use super::partition::Partition;
use super::points::{Points, squared};
use super::resample::Resample;
use super::sweep::labels_of_sample;
use super::{ClusterError, Method};
use crate::progress::Progress;

/// Most customers of a half, which bounds the work.
const CUSTOMERS: usize = 1000;

/// The prediction strength of K = 2, 3, ... in one random split of at most 2,000 customers: the mean over the two
/// halves, each as the test of the other (as fpc's `prediction.strength`).
pub(super) fn split(
    points: &Points<'_>,
    customers: &[u32],
    method: &Method,
    k_max: usize,
    mut rng: Xoshiro256Plus,
    progress: &Progress,
) -> Result<Vec<f64>, ClusterError> {
    progress.check()?;
    let drawn = customers.len().min(2 * CUSTOMERS);
    let mut drawn: Vec<u32> = index::sample(&mut rng, customers.len(), drawn).iter().map(|i| customers[i]).collect();
    drawn.shuffle(&mut rng);
    let (a, b) = drawn.split_at(drawn.len() / 2);
    let (a, b) = (Resample::of(points, a.iter().copied()), Resample::of(points, b.iter().copied()));
    let (a, b) = (a.points(), b.points());
    let labels = |half: &Points<'_>, seed: u64| -> Result<Vec<Vec<u32>>, ClusterError> {
        let found = labels_of_sample(half, &Method { seed, ..method.clone() }, k_max, &progress.part())?;
        Ok(found.into_iter().map(|found| found.labels.into_iter().flatten().collect()).collect())
    };
    let (of_a, of_b) = (labels(&a, rng.r#gen())?, labels(&b, rng.r#gen())?);
    let both = |(of_a, of_b): (&Vec<u32>, &Vec<u32>)| {
        f64::midpoint(prediction_strength(&a, of_a, &b, of_b), prediction_strength(&b, of_b, &a, of_a))
    };
    Ok(of_a.iter().zip(&of_b).map(both).collect())
}

/// Prediction strength (Tibshirani and Walther 2005): of the pairs of customers in one cluster of the test half, the
/// share that the training half puts together too, when each goes to the nearest mean of its clusters. The least of all
/// clusters; 0 where a cluster is one customer, who makes no pair.
fn prediction_strength(test: &Points<'_>, own: &[u32], training: &Points<'_>, labels: &[u32]) -> f64 {
    let means = Partition::unordered(training, labels);
    let clusters = own.iter().max().map_or(0, |last| *last as usize + 1);
    let others = means.sizes.len();
    let mut shared = vec![0.0; clusters * others];
    for ((row, weight), &label) in test.rows().zip(test.weights).zip(own) {
        let distances = (0..others).map(|c| squared::<0>(row, means.mean(c))).enumerate();
        let (nearest, _) = distances.fold((0, f64::INFINITY), |best, next| if next.1 < best.1 { next } else { best });
        shared[label as usize * others + nearest] += weight;
    }
    let pairs = |n: f64| n * (n - 1.0);
    let of_cluster = |shared: &[f64]| {
        let all = pairs(shared.iter().sum());
        if all > 0.0 { shared.iter().map(|n| pairs(*n)).sum::<f64>() / all } else { 0.0 }
    };
    shared.chunks_exact(others).map(of_cluster).fold(1.0, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_counts_pairs_of_the_worst_cluster() {
        let training =
            Points { values: vec![0.0, 1.0, 10.0, 11.0].into(), weights: &[1.0; 4], dimension: 1, spread: &[] };
        let test = Points {
            values: vec![0.0, 2.0, 9.0, 12.0].into(),
            weights: &[3.0, 1.0, 2.0, 2.0],
            dimension: 1,
            spread: &[],
        };
        let labels = [0, 0, 1, 1];
        assert_eq!(prediction_strength(&test, &[0, 0, 1, 1], &training, &labels).to_bits(), 1.0_f64.to_bits());
        // {0, 0, 0} stays together; of the 20 ordered pairs of {2, 9, 9, 12, 12} those of four stay: 12.
        let found = prediction_strength(&test, &[0, 1, 1, 1], &training, &labels);
        assert!((found - 0.6).abs() < 1e-12, "{found}");
        let alone = prediction_strength(&test, &[1, 0, 1, 1], &training, &labels);
        assert!(alone.abs() < 1e-12, "{alone}");
    }
}
