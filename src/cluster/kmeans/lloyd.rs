//! Lloyd's iterations to the fixed point, without the distances that bounds rule out (Hamerly 2010).
//!
//! A row keeps the *slack* between its distances to its own centroid and to the second nearest. Each iteration takes at
//! most twice the largest shift of a centroid from every slack, so one sum of these shifts serves all rows: no distance
//! is computed for a row whose slack is above the sum, nor for a block of rows whose least slack is. The others are
//! compared with all centroids, four at once: that is as fast as a tighter bound for each. Before a run counts as
//! converged every row is compared with every exact centroid, so the bounds and running sums save time without changing
//! the result.

use super::nearest::{LANES, for_each_two_nearest, of_four, smaller, two_nearest};
use super::totals::Totals;
use crate::cluster::partition::Partition;
use crate::cluster::points::{Points, squared};
use crate::cluster::scores::inertia;
use crate::cluster::wide::{Loop, wide};
use crate::progress::{Cancelled, Progress};

/// Rows per block.
const BLOCK: usize = 32;

/// The result of a run.
pub(super) struct Run {
    /// Cluster of each row.
    pub labels: Vec<u32>,
    /// Exact weighted means of the clusters, row-major. A cluster without rows (fewer distinct rows than k) keeps its
    /// centroid.
    pub centroids: Vec<f64>,
    /// Sum of weight × squared distance to the own centroid.
    pub inertia: f64,
    /// Whether no row is nearer to another centroid.
    pub converged: bool,
}

/// Iterates until no row moves, until the squared shifts of the centroids sum to `tolerance` or less, or
/// `max_iterations` times.
pub(super) fn lloyd<const D: usize>(
    points: &Points<'_>,
    centroids: Vec<f64>,
    max_iterations: usize,
    tolerance: f64,
    progress: &Progress,
) -> Result<Run, Cancelled> {
    let mut state = State::new(points, centroids);
    state.assign_all::<D>();
    let mut converged = false;
    for _ in 0..max_iterations {
        progress.check()?;
        let shift = state.move_centroids::<D>();
        if state.assign::<D>() == 0 {
            state.settle();
            converged = state.assign_all::<D>() == 0;
        }
        if converged || shift <= tolerance {
            break;
        }
    }
    if !converged {
        state.settle();
    }
    let inertia = inertia(points, &state.labels, &state.centroids);
    Ok(Run { labels: state.labels, centroids: state.centroids, inertia, converged })
}

/// The state of a run; nothing is allocated during iterations except in `settle`.
struct State<'a> {
    points: &'a Points<'a>,
    centroids: Vec<f64>,
    labels: Vec<u32>,
    bounds: Bounds,
    totals: Totals,
    /// The last shift of each centroid.
    drift: Vec<f64>,
}

/// The bounds for the distances of each row.
struct Bounds {
    /// The sum of the largest shift of a centroid in each iteration.
    travel: f64,
    /// The distance to the second nearest centroid minus that to the own, plus twice the travel, when they were found:
    /// below twice the current travel, the row may be nearer to another centroid.
    slack: Vec<f64>,
    /// The least slack of each block of rows.
    least: Vec<f64>,
}

impl Bounds {
    fn new(rows: usize) -> Self {
        let least = vec![0.0; rows.div_ceil(BLOCK)];
        Self { travel: 0.0, slack: vec![0.0; rows], least }
    }

    /// Stores the distances of a row to the two nearest centroids, given their squares.
    #[inline(always)]
    fn keep(&mut self, row: usize, nearest: f64, second: f64) {
        self.slack[row] = apart(nearest, second) + 2.0 * self.travel;
    }

    /// Clears all bounds.
    fn clear(&mut self) {
        self.slack.fill(f64::NEG_INFINITY);
        self.least.fill(f64::NEG_INFINITY);
    }
}

/// The square root of `second` minus that of `nearest`, or a little less: roots of 32 bits take a third of the time, and a
/// bound need not be tight.
#[inline(always)]
fn apart(nearest: f64, second: f64) -> f64 {
    /// An upper bound of the relative error of a root.
    const ERROR: f64 = 1.0 / 4_194_304.0;
    /// Larger squares overflow in 32 bits.
    const LARGEST: f64 = 1e38;
    let root = |square: f64| f64::from((smaller(square, LARGEST) as f32).sqrt());
    root(second) * (1.0 - ERROR) - root(nearest) * (1.0 + ERROR)
}

/// An iteration after the centroids travelled half of `spent` in all.
struct Assign<'a, 'b, const D: usize> {
    state: &'a mut State<'b>,
    spent: f64,
}

impl<const D: usize> Loop for Assign<'_, '_, D> {
    type Output = usize;

    #[inline(always)]
    fn run(self) -> usize {
        self.state.assign_blocks::<D>(self.spent)
    }
}

impl<'a> State<'a> {
    fn new(points: &'a Points<'a>, centroids: Vec<f64>) -> Self {
        let (n, d) = (points.len(), points.dimension);
        let k = centroids.len() / d;
        Self {
            points,
            centroids,
            labels: vec![0; n],
            bounds: Bounds::new(n),
            totals: Totals::new(k, d),
            drift: vec![0.0; k],
        }
    }

    /// Compares every row with every centroid, ties to the lower index, and recomputes the totals. Returns the number
    /// of rows that changed their cluster.
    fn assign_all<const D: usize>(&mut self) -> usize {
        self.totals.clear();
        let mut moved = 0;
        for_each_two_nearest::<D>(self.points, &self.centroids, |i, label, nearest, second| {
            moved += usize::from(self.labels[i] != label as u32);
            self.labels[i] = label as u32;
            self.bounds.keep(i, nearest, second);
            self.totals.add(label, self.points.row(i), self.points.weights[i]);
        });
        for (least, slack) in self.bounds.least.iter_mut().zip(self.bounds.slack.chunks(BLOCK)) {
            *least = slack.iter().copied().fold(f64::INFINITY, smaller);
        }
        moved
    }

    /// Moves rows that are nearer to another centroid after the centroids moved. Returns their number.
    fn assign<const D: usize>(&mut self) -> usize {
        self.bounds.travel += self.drift.iter().copied().fold(0.0, f64::max);
        let spent = 2.0 * self.bounds.travel;
        wide(Assign::<D> { state: self, spent })
    }

    /// The same once the centroids travelled half of `spent` in all.
    #[inline(always)]
    fn assign_blocks<const D: usize>(&mut self, spent: f64) -> usize {
        let mut moved = 0;
        for block in 0..self.bounds.least.len() {
            if self.bounds.least[block] >= spent {
                continue;
            }
            let rows = block * BLOCK..((block + 1) * BLOCK).min(self.labels.len());
            let (mut open, mut count) = ([0; BLOCK], 0);
            for i in rows.clone() {
                if self.bounds.slack[i] < spent {
                    open[count] = i;
                    count += 1;
                }
            }
            for rows in open[..count].chunks(LANES) {
                moved += self.compare::<D>(rows);
            }
            self.bounds.least[block] = self.bounds.slack[rows].iter().copied().fold(f64::INFINITY, smaller);
        }
        moved
    }

    /// Compares up to four rows with all centroids. Returns how many moved.
    #[inline(always)]
    fn compare<const D: usize>(&mut self, rows: &[usize]) -> usize {
        if D == 0 {
            let mut moved = 0;
            for &i in rows {
                let (label, nearest, second) = two_nearest::<D>(self.points.row(i), &self.centroids);
                moved += usize::from(self.join(i, label, nearest, second));
            }
            return moved;
        }
        let lanes = std::array::from_fn(|lane| self.points.row(*rows.get(lane).unwrap_or(&rows[0])));
        let (labels, nearest, second) = of_four::<D>(lanes, &self.centroids);
        let mut moved = 0;
        for (lane, &i) in rows.iter().enumerate() {
            moved += usize::from(self.join(i, labels[lane] as usize, nearest[lane], second[lane]));
        }
        moved
    }

    /// Moves a row to its nearest centroid. Returns whether that is another one.
    #[inline(always)]
    fn join(&mut self, i: usize, label: usize, nearest: f64, second: f64) -> bool {
        self.bounds.keep(i, nearest, second);
        let own = self.labels[i] as usize;
        if label != own {
            self.labels[i] = label as u32;
            self.totals.transfer(own, label, self.points.row(i), self.points.weights[i]);
        }
        label != own
    }

    /// Moves each centroid to the mean of its rows. Returns the sum of the squared shifts.
    fn move_centroids<const D: usize>(&mut self) -> f64 {
        while let Some(empty) = self.totals.empty() {
            if !self.reseed::<D>(empty) {
                break;
            }
        }
        let d = self.points.dimension;
        for (c, centroid) in self.centroids.chunks_exact_mut(d).enumerate() {
            let mut moved = 0.0;
            for (x, mean) in centroid.iter_mut().zip(self.totals.mean(c).into_iter().flatten()) {
                moved += (mean - *x).powi(2);
                *x = mean;
            }
            self.drift[c] = moved.sqrt();
        }
        self.drift.iter().map(|drift| drift * drift).sum()
    }

    /// Gives an empty cluster the row farthest from its own centroid (the first of equals), out of a cluster with more
    /// than one row. Returns whether there was one.
    fn reseed<const D: usize>(&mut self, empty: usize) -> bool {
        let d = self.points.dimension;
        let mut farthest: Option<(usize, f64)> = None;
        for (i, row) in self.points.rows().enumerate() {
            let own = self.labels[i] as usize;
            let distance = squared::<D>(row, &self.centroids[own * d..(own + 1) * d]);
            if self.totals.rows(own) > 1 && distance > farthest.map_or(0.0, |(_, most)| most) {
                farthest = Some((i, distance));
            }
        }
        let Some((i, _)) = farthest else { return false };
        let row = self.points.row(i);
        self.totals.transfer(self.labels[i] as usize, empty, row, self.points.weights[i]);
        self.labels[i] = empty as u32;
        self.centroids[empty * d..(empty + 1) * d].copy_from_slice(row);
        // A centroid has jumped, so the bounds are invalid.
        self.bounds.clear();
        true
    }

    /// Sets each centroid to the exact mean of its rows, without the rounding of running sums.
    fn settle(&mut self) {
        let d = self.points.dimension;
        let exact = Partition::new(self.points, &self.labels, self.centroids.len() / d);
        for (c, centroid) in self.centroids.chunks_exact_mut(d).enumerate() {
            if exact.sizes[c] > 0.0 {
                centroid.copy_from_slice(exact.mean(c));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;
    use crate::cluster::partition::Assignment;

    /// Rows on a small grid, so that distances tie, with weights of 1 to 4.
    fn grid(n: usize, seed: u64) -> (Vec<f64>, Vec<f64>) {
        let mut rng = Xoshiro256Plus::seed_from_u64(seed);
        let values = (0..2 * n).map(|_| f64::from(rng.gen_range(0..12))).collect();
        (values, (0..n).map(|_| f64::from(rng.gen_range(1..5))).collect())
    }

    fn run(values: &[f64], weights: &[f64], start: &[f64]) -> Run {
        let points = Points { values: values.into(), weights, dimension: 2, spread: &[] };
        lloyd::<2>(&points, start.to_vec(), 300, 0.0, &Progress::new()).unwrap()
    }

    /// Lloyd's iterations without bounds.
    fn textbook(points: &Points<'_>, mut centroids: Vec<f64>) -> Assignment {
        loop {
            let found = Assignment::nearest(points, centroids.clone());
            let means = Partition::new(points, &found.labels, centroids.len() / 2);
            let next: Vec<f64> = (0..means.sizes.len()).flat_map(|c| means.mean(c).to_vec()).collect();
            if next == centroids {
                return found;
            }
            centroids = next;
        }
    }

    #[test]
    fn bounds_skip_distances_and_change_nothing() {
        for seed in 0..20 {
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let values: Vec<f64> = (0..1000).map(|_| rng.gen_range(0.0..1.0)).collect();
            let weights = vec![1.0; 500];
            let points = Points { values: (&values).into(), weights: &weights, dimension: 2, spread: &[] };
            let found = run(&values, &weights, &values[..12]);
            let expected = textbook(&points, values[..12].to_vec());
            assert!(found.converged);
            assert_eq!(found.labels, expected.labels);
            assert_eq!(found.centroids, expected.centroids);
        }
    }

    #[test]
    fn weighted_rows_end_where_repeated_rows_end() {
        for seed in 0..20 {
            let (values, weights) = grid(200, seed);
            let repeat = |i: usize| std::iter::repeat_n(i, weights[i] as usize);
            let rows: Vec<usize> = (0..200).flat_map(repeat).collect();
            let repeated: Vec<f64> = rows.iter().flat_map(|&i| [values[2 * i], values[2 * i + 1]]).collect();
            let (a, b) = (run(&values, &weights, &values[..10]), run(&repeated, &vec![1.0; rows.len()], &values[..10]));
            assert_eq!(rows.iter().map(|&i| a.labels[i]).collect::<Vec<_>>(), b.labels);
            assert!((a.inertia - b.inertia).abs() <= 1e-12 * b.inertia);
            assert!(a.centroids.iter().zip(&b.centroids).all(|(x, y)| (x - y).abs() <= 1e-12 * y.abs()));
        }
    }

    #[test]
    fn an_empty_cluster_takes_the_farthest_row() {
        let values = [0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 9.0, 0.0, 10.0, 0.0, 30.0, 0.0];
        // Two centroids without a row.
        let start = [1.0, 0.0, 500.0, 0.0, 900.0, 0.0];
        let found = run(&values, &[1.0; 6], &start);
        assert_eq!(found.labels, [0, 0, 0, 2, 2, 1]);
        assert!(found.converged);
        // Fewer places than clusters: one stays empty, and nothing hangs.
        let found = run(&[0.0, 0.0, 0.0, 0.0, 5.0, 0.0], &[1.0; 3], &[0.0, 0.0, 5.0, 0.0, 9.0, 0.0]);
        assert_eq!(found.labels, [0, 0, 1]);
    }
}
