//! Samples of customers for the silhouette, and estimates for all customers from them.

use rayon::prelude::*;

use super::partition::Partition;
use super::points::Points;

/// Customers in a sample.
const CUSTOMERS: f64 = 2000.0;
/// Least customers of each segment in a sample.
const PER_SEGMENT: f64 = 30.0;

/// Sampled customers of one partition.
pub(super) struct Sample {
    /// Each row with a sampled customer and their number, ascending.
    counts: Vec<(usize, f64)>,
}

impl Sample {
    /// All customers, for each partition.
    pub fn everyone(points: &Points<'_>, partitions: &[Partition<'_>]) -> Vec<Self> {
        partitions.iter().map(|_| Self { counts: above_zero(points.weights).collect() }).collect()
    }

    /// The same 2,000 customers for each partition, at equal steps over the canonical order of rows. A segment with
    /// fewer than 30 in the sample gets 30 of its own, or all, in the same way.
    pub fn systematic(points: &Points<'_>, partitions: &[Partition<'_>]) -> Vec<Self> {
        let total = points.total_weight();
        let base: Vec<(usize, f64)> =
            above_zero(&take_evenly(points.weights, |_| true, total, CUSTOMERS.min(total))).collect();
        let with_small_segments = |partition: &Partition<'_>| {
            let mut counts = base.clone();
            for (segment, sampled) in by_segment(partition, &base).into_iter().enumerate() {
                let least = PER_SEGMENT.min(partition.sizes[segment]);
                if sampled < least {
                    let member = |row: usize| partition.labels[row] as usize == segment;
                    counts.retain(|&(row, _)| !member(row));
                    counts.extend(above_zero(&take_evenly(points.weights, member, partition.sizes[segment], least)));
                }
            }
            counts.sort_unstable_by_key(|&(row, _)| row);
            Self { counts }
        };
        partitions.par_iter().map(with_small_segments).collect()
    }

    /// Rows with a sampled customer, ascending.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.counts.iter().map(|&(row, _)| row)
    }

    /// The mean over all customers, the mean per segment, and the standard error of the first, from the values of the
    /// sampled rows. Segments are strata weighted by their size (Cochran 1977, with the finite population correction,
    /// so that the error is 0 when everyone is sampled).
    pub fn estimate(&self, partition: &Partition<'_>, values: &[f64]) -> (f64, Vec<f64>, f64) {
        let sampled = by_segment(partition, &self.counts);
        let of_row = |&(row, count): &(usize, f64)| (partition.labels[row] as usize, count, values[row]);
        let rows = || self.counts.iter().map(of_row);
        let mut means = vec![0.0; sampled.len()];
        for (segment, count, value) in rows() {
            means[segment] += count * value;
        }
        means.iter_mut().zip(&sampled).for_each(|(mean, n)| *mean /= n);
        let mut squares = vec![0.0; sampled.len()];
        for (segment, count, value) in rows() {
            squares[segment] += count * (value - means[segment]).powi(2);
        }

        let total: f64 = partition.sizes.iter().sum();
        let (mut mean, mut variance) = (0.0, 0.0);
        for (segment, (&size, &n)) in partition.sizes.iter().zip(&sampled).enumerate() {
            let share = size / total;
            mean += share * means[segment];
            if n > 1.0 {
                variance += share * share * squares[segment] / (n - 1.0) / n * (1.0 - n / size);
            }
        }
        (mean, means, variance.max(0.0).sqrt())
    }
}

/// The rows with a number above 0, and that number.
fn above_zero(counts: &[f64]) -> impl Iterator<Item = (usize, f64)> {
    counts.iter().copied().enumerate().filter(|&(_, count)| count > 0.0)
}

/// Number of sampled customers of each segment.
fn by_segment(partition: &Partition<'_>, counts: &[(usize, f64)]) -> Vec<f64> {
    let mut sampled = vec![0.0; partition.sizes.len()];
    for &(row, count) in counts {
        sampled[partition.labels[row] as usize] += count;
    }
    sampled
}

/// Number of customers taken per row when `size` of the `total` customers of the member rows are taken at equal steps,
/// starting at half a step.
pub(super) fn take_evenly(weights: &[f64], member: impl Fn(usize) -> bool, total: f64, size: f64) -> Vec<f64> {
    let step = total / size;
    let mut counts = vec![0.0; weights.len()];
    let (mut taken, mut passed) = (0.0, 0.0);
    for (row, weight) in weights.iter().enumerate().filter(|&(row, _)| member(row)) {
        passed += weight;
        while taken < size && (taken + 0.5) * step < passed {
            taken += 1.0;
            counts[row] += 1.0;
        }
    }
    counts
}
