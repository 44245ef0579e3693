//! Exchanges of single rows (Hartigan 1975; Telgarsky and Vattani 2010), which leave many optima of Lloyd's algorithm.
//!
//! Lloyd's algorithm assigns a row to the nearest mean as if the means did not change; here the change of both means
//! counts. A row of weight w moves from cluster a (weight `n_a`) to b if `n_a/(n_a − w)·d_a² > n_b/(n_b + w)·d_b²`; the
//! inertia falls by the difference. The first factor is above 1 and the second below 1, so where no row can move every row
//! is nearest to its own mean. A weighted row moves as one.

use super::lloyd::Run;
use super::nearest::{LANES, columns};
use crate::cluster::partition::Partition;
use crate::cluster::points::{Points, squared};
use crate::cluster::scores::inertia;
use crate::cluster::wide::{Loop, wide};
use crate::progress::{Cancelled, Progress};

/// Least relative gain of a move, so that rounding errors do not move rows back and forth.
const GAIN: f64 = 1e-12;

/// Passes over the rows and moves each to the cluster with the lowest inertia, until a pass moves none or `passes` are
/// done.
pub(super) fn exchange<const D: usize>(
    points: &Points<'_>,
    run: Run,
    passes: usize,
    progress: &Progress,
) -> Result<Run, Cancelled> {
    let mut labels = run.labels;
    let mut clusters = Clusters::new(points, &labels, run.centroids);
    for _ in 0..passes {
        progress.check()?;
        if !wide(Pass::<D> { points, clusters: &mut clusters, labels: &mut labels }) {
            break;
        }
    }
    let centroids = Clusters::new(points, &labels, clusters.means).means;
    let inertia = inertia(points, &labels, &centroids);
    Ok(Run { labels, centroids, inertia, converged: false })
}

/// A pass over the rows that moves each to its best cluster.
struct Pass<'a, const D: usize> {
    points: &'a Points<'a>,
    clusters: &'a mut Clusters,
    labels: &'a mut [u32],
}

impl<const D: usize> Loop for Pass<'_, D> {
    /// Whether a row moved.
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let d = self.points.dimension;
        let mut moved = false;
        let blocks = self.points.values.chunks(LANES * d).zip(self.points.weights.chunks(LANES));
        for ((rows, weights), labels) in blocks.zip(self.labels.chunks_mut(LANES)) {
            if self.clusters.none_moves::<D>(rows, weights, labels) {
                continue;
            }
            for ((row, &weight), label) in rows.chunks_exact(d).zip(weights).zip(labels) {
                let own = *label as usize;
                let to = self.clusters.best_for::<D>(own, row, weight);
                if to != own {
                    self.clusters.pull(own, row, -weight);
                    self.clusters.pull(to, row, weight);
                    *label = to as u32;
                    moved = true;
                }
            }
        }
        moved
    }
}

/// Means and weights of clusters while rows move.
struct Clusters {
    means: Vec<f64>,
    weights: Vec<f64>,
}

impl Clusters {
    /// Exact means; a cluster without rows keeps its mean.
    fn new(points: &Points<'_>, labels: &[u32], mut means: Vec<f64>) -> Self {
        let d = points.dimension;
        let exact = Partition::new(points, labels, means.len() / d);
        for (c, mean) in means.chunks_exact_mut(d).enumerate().filter(|(c, _)| exact.sizes[*c] > 0.0) {
            mean.copy_from_slice(exact.mean(c));
        }
        Self { means, weights: exact.sizes }
    }

    /// Whether [`Self::best_for`] leaves each of four rows where it is; false where that is not known.
    #[inline(always)]
    fn none_moves<const D: usize>(&self, rows: &[f64], weights: &[f64], labels: &[u32]) -> bool {
        let (Ok(weights), Ok(labels)) = (<[f64; LANES]>::try_from(weights), <[u32; LANES]>::try_from(labels)) else {
            return false;
        };
        if D == 0 {
            return false;
        }
        let rows: [&[f64]; LANES] = std::array::from_fn(|lane| &rows[lane * D..(lane + 1) * D]);
        let own: [f64; LANES] = std::array::from_fn(|lane| {
            let own = labels[lane] as usize;
            let distance = squared::<D>(rows[lane], &self.means[own * D..(own + 1) * D]);
            let left = self.weights[own] - weights[lane];
            if left <= 0.0 { 0.0 } else { distance * self.weights[own] / left * (1.0 - GAIN) }
        });
        let columns = columns::<D>(rows);
        let labels = labels.map(u64::from);
        let mut moves = [0; LANES];
        for ((number, mean), size) in (0..).zip(self.means.chunks_exact(D)).zip(&self.weights) {
            let mut squares = [0.0; LANES];
            for (column, x) in columns.iter().zip(mean) {
                for lane in 0..LANES {
                    squares[lane] += (column[lane] - x) * (column[lane] - x);
                }
            }
            for lane in 0..LANES {
                let less = squares[lane] * size < own[lane] * (size + weights[lane]);
                moves[lane] |= u64::from(less) & u64::from(number != labels[lane]);
            }
        }
        moves == [0; LANES]
    }

    /// The cluster in which the row adds least to the inertia; its own on ties.
    #[inline(always)]
    fn best_for<const D: usize>(&self, own: usize, row: &[f64], weight: f64) -> usize {
        let left = self.weights[own] - weight;
        let d = row.len();
        let distance = squared::<D>(row, &self.means[own * d..(own + 1) * d]);
        if left <= 0.0 || distance == 0.0 {
            return own;
        }
        let mut best = (own, distance * self.weights[own] / left * (1.0 - GAIN));
        for (c, (mean, size)) in self.means.chunks_exact(d).zip(&self.weights).enumerate() {
            // Compared without the division: nearly no row moves.
            let square = squared::<D>(row, mean);
            if square * size < best.1 * (size + weight) && c != own {
                best = (c, square * size / (size + weight));
            }
        }
        best.0
    }

    /// Updates the mean of a cluster for a row that joins, or leaves if `weight` is negative.
    fn pull(&mut self, cluster: usize, row: &[f64], weight: f64) {
        self.weights[cluster] += weight;
        let share = weight / self.weights[cluster];
        for (mean, x) in self.means[cluster * row.len()..].iter_mut().zip(row) {
            *mean += share * (x - *mean);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;
    use crate::cluster::kmeans::lloyd::lloyd;

    fn settled(points: &Points<'_>, start: &[f64]) -> (Run, Run) {
        let stopped = || lloyd::<1>(points, start.to_vec(), 300, 0.0, &Progress::new()).unwrap();
        (stopped(), exchange::<1>(points, stopped(), 300, &Progress::new()).unwrap())
    }

    #[test]
    fn a_row_that_lloyd_leaves_moves_on() {
        // 10 is 5 from its own mean and 5.5 from the other, but without it 0 would cost nothing.
        let points =
            Points { values: (&[0.0, 10.0, 15.0, 16.0]).into(), weights: &[1.0; 4], dimension: 1, spread: &[] };
        let (stopped, moved) = settled(&points, &[5.0, 15.5]);
        assert_eq!(stopped.labels, [0, 0, 1, 1]);
        assert_eq!(moved.labels, [0, 1, 1, 1]);
        assert!(moved.inertia < stopped.inertia);
    }

    #[test]
    fn a_weighted_row_moves_whole_or_stays() {
        let points = Points {
            values: (&[0.0, 10.0, 15.0, 16.0]).into(),
            weights: &[1.0, 40.0, 40.0, 40.0],
            dimension: 1,
            spread: &[],
        };
        let (_, moved) = settled(&points, &[5.0, 15.5]);
        assert_eq!(moved.labels, [0, 0, 1, 1]);
    }

    #[test]
    fn no_single_move_is_left_that_lowers_the_inertia() {
        for seed in 0..20 {
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let values: Vec<f64> = (0..40).map(|_| rng.gen_range(0.0..1.0)).collect();
            let weights: Vec<f64> = (0..40).map(|_| f64::from(rng.gen_range(1..5))).collect();
            let points = Points { values: (&values).into(), weights: &weights, dimension: 1, spread: &[] };
            let (stopped, found) = settled(&points, &values[..4]);
            assert!(found.inertia <= stopped.inertia * (1.0 + 1e-12));
            let exact = |labels: &[u32]| {
                let means = Clusters::new(&points, labels, vec![0.0; 4]).means;
                inertia(&points, labels, &means)
            };
            for (row, to) in (0..40).flat_map(|row| (0..4).map(move |to| (row, to))) {
                let mut labels = found.labels.clone();
                labels[row] = to;
                assert!(exact(&labels) >= found.inertia * (1.0 - 1e-9), "seed {seed}: row {row} to {to}");
            }
        }
    }
}
