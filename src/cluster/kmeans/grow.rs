//! K-Means at every K in turn, each continued from the K before (global k-means, Likas, Vlassis and Verbeek 2003).
//!
//! For the samples of a test: there are many, all are treated alike, and separate starts for every K would take most of the
//! time.

use rand::Rng;

use super::lloyd::{Run, lloyd};
use super::seeding::one_more;
use crate::cluster::points::{Points, by_dimension, squared};
use crate::progress::{Cancelled, Progress};

/// Most iterations at a K.
const ITERATIONS: usize = 300;
/// They end when the squared shifts of the centroids sum to this part of the mean variance of the columns, as in
/// scikit-learn.
const TOLERANCE: f64 = 1e-4;

/// The labels at K = 1..=`largest`: at each the best of some chains, of which each continues the K before with one more
/// centroid, drawn as k-means++ draws it.
pub(in crate::cluster) fn grow(
    points: &Points<'_>,
    largest: usize,
    chains: usize,
    rng: &mut impl Rng,
    progress: &Progress,
) -> Result<Vec<Vec<u32>>, Cancelled> {
    let one = |_| by_dimension!(points.dimension, chain(points, largest, rng, progress));
    let found = (0..chains).map(one).collect::<Result<Vec<_>, Cancelled>>()?;
    let better = |best: Vec<Run>, next: Vec<Run>| {
        best.into_iter().zip(next).map(|(a, b)| if b.inertia < a.inertia { b } else { a }).collect()
    };
    Ok(found.into_iter().reduce(better).unwrap_or_default().into_iter().map(|run| run.labels).collect())
}

fn chain<const D: usize>(
    points: &Points<'_>,
    largest: usize,
    rng: &mut impl Rng,
    progress: &Progress,
) -> Result<Vec<Run>, Cancelled> {
    let d = points.dimension;
    let mean = points.mean();
    let tolerance = TOLERANCE * points.variance(&mean).iter().sum::<f64>() / d as f64;
    let mut last = lloyd::<D>(points, mean, ITERATIONS, tolerance, progress)?;
    let (mut nearest, mut cumulative) = (vec![0.0; points.len()], vec![0.0; points.len()]);
    let mut found = Vec::with_capacity(largest);
    for k in 2..=largest {
        for ((nearest, row), &label) in nearest.iter_mut().zip(points.rows()).zip(&last.labels) {
            *nearest = squared::<D>(row, &last.centroids[label as usize * d..(label as usize + 1) * d]);
        }
        let next = one_more::<D>(points, k, &nearest, &mut cumulative, rng);
        let start = [&last.centroids, next].concat();
        let grown = lloyd::<D>(points, start, ITERATIONS, tolerance, progress)?;
        found.push(std::mem::replace(&mut last, grown));
    }
    found.push(last);
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;
    use crate::cluster::partition::Partition;
    use crate::cluster::scores::inertia;

    fn cost(points: &Points<'_>, labels: &[u32]) -> f64 {
        inertia(points, labels, &Partition::unordered(points, labels).means)
    }

    #[test]
    fn every_k_is_about_as_good_as_a_start_of_its_own() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        let values: Vec<f64> = (0..1600).map(|i| f64::from(i % 5) * 4.0 + rng.r#gen::<f64>()).collect();
        let weights: Vec<f64> = (0..800).map(|_| f64::from(rng.gen_range(1..4))).collect();
        let points = Points { values: values.into(), weights: &weights, dimension: 2, spread: &[] };
        let found = grow(&points, 8, 3, &mut rng, &Progress::new()).unwrap();
        assert_eq!(found.len(), 8);
        for (k, labels) in (1..).zip(&found) {
            let alone = crate::cluster::KMeansParams::new(k);
            let alone = linfa::ParamGuard::check(alone).unwrap().assign(&points, &Progress::new()).unwrap();
            let ratio = cost(&points, labels) / cost(&points, &alone.labels);
            assert!(ratio < 1.1, "k {k}: {ratio}");
        }
    }
}
