//! Lightweight coresets (Bachem, Lucic and Krause 2018): a few thousand weighted rows on which any centroids have about
//! the same cost as on all rows, outliers included.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rand::Rng;
use rand::distributions::Standard;

use crate::cluster::points::{Points, by_dimension, squared};

/// Draws coresets of the same rows, each of them once: every K draws the same.
pub(in crate::cluster) struct Coresets<'a> {
    points: &'a Points<'a>,
    /// The probability of each row per draw: half by weight, half by share of the variance.
    parts: Vec<f64>,
    /// Their running sums.
    passed: Vec<f64>,
    /// By size and start.
    drawn: Mutex<BTreeMap<(usize, u64), Arc<Coreset>>>,
}

/// Drawn rows, weighted to represent all rows.
pub(in crate::cluster) struct Coreset {
    values: Vec<f64>,
    weights: Vec<f64>,
    dimension: usize,
}

impl<'a> Coresets<'a> {
    /// Coresets of `points`, which has at least one row.
    pub fn new(points: &'a Points<'a>) -> Self {
        let mean = points.mean();
        let squares = by_dimension!(points.dimension, squares(points, &mean));
        let rows = || squares.iter().zip(points.weights);
        let spread = rows().map(|(square, weight)| square * weight).sum::<f64>();
        let (by_weight, by_spread) = (0.5 / points.total_weight(), if spread > 0.0 { 0.5 / spread } else { 0.0 });
        let parts: Vec<f64> = rows().map(|(square, weight)| weight * (by_weight + by_spread * square)).collect();
        let running = |sum: &mut f64, part: &f64| {
            *sum += part;
            Some(*sum)
        };
        let passed = parts.iter().scan(0.0, running).collect();
        Self { points, parts, passed, drawn: Mutex::default() }
    }

    /// A coreset of at most `size` rows: systematic draws over the rows with a random start.
    pub fn draw(&self, size: usize, rng: &mut impl Rng) -> Arc<Coreset> {
        let start: f64 = rng.sample(Standard);
        let key = (size, start.to_bits());
        let drawn = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(coreset) = drawn().get(&key) {
            return Arc::clone(coreset);
        }
        let coreset = Arc::new(self.systematic(size, start));
        drawn().insert(key, Arc::clone(&coreset));
        coreset
    }

    /// Rows at equal steps of the running sums; `start` is the part of the first step.
    fn systematic(&self, size: usize, start: f64) -> Coreset {
        let step = self.passed.last().copied().unwrap_or(0.0) / size as f64;
        let mut next = start * step;
        let mut coreset = Coreset { values: Vec::new(), weights: Vec::new(), dimension: self.points.dimension };
        let mut row = 0;
        loop {
            row += first_above(&self.passed[row..], next);
            let Some(&passed) = self.passed.get(row) else { break };
            let mut draws = 0.0;
            while next < passed {
                next += step;
                draws += 1.0;
            }
            coreset.values.extend_from_slice(self.points.row(row));
            coreset.weights.push(self.points.weights[row] * draws * step / self.parts[row]);
            row += 1;
        }
        coreset
    }
}

/// The squared distance of each row from the mean.
fn squares<const D: usize>(points: &Points<'_>, mean: &[f64]) -> Vec<f64> {
    points.rows().map(|row| squared::<D>(row, mean)).collect()
}

/// The index of the first of ascending `values` above `limit`, or their number: searched from the front at doubling
/// steps, for it is near.
fn first_above(values: &[f64], limit: f64) -> usize {
    let mut end = 1;
    while end < values.len() && values[end - 1] <= limit {
        end *= 2;
    }
    let begin = end / 2;
    begin + values[begin..end.min(values.len())].partition_point(|&value| value <= limit)
}

impl Coreset {
    /// The rows, in the order of all rows.
    pub fn points(&self) -> Points<'_> {
        Points { values: (&self.values).into(), weights: &self.weights, dimension: self.dimension, spread: &[] }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;
    use crate::cluster::partition::Assignment;
    use crate::cluster::scores::inertia;

    #[test]
    fn centroids_cost_about_what_they_cost_for_all_rows() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        let mut values: Vec<f64> = (0..40_000).map(|_| rng.gen_range(0.0..1.0)).collect();
        // Two of 20,002 rows are far away: half of the variance.
        values.extend([60.0, 60.0, 60.0, 61.0]);
        let weights: Vec<f64> = (0..20_002).map(|i| f64::from(1 + i % 3)).collect();
        let points = Points { values: values.into(), weights: &weights, dimension: 2, spread: &[] };
        let coreset = Coresets::new(&points).draw(2000, &mut rng);
        let few = coreset.points();
        assert!(few.len() > 1000 && few.len() <= 2000);
        assert!(few.rows().any(|row| row == [60.0, 61.0]));

        let cost = |points: &Points<'_>, centroids: &[f64]| {
            let found = Assignment::nearest(points, centroids.to_vec());
            inertia(points, &found.labels, &found.centroids)
        };
        for centroids in [vec![0.5, 0.5, 60.0, 60.5], vec![0.2, 0.3, 0.7, 0.6, 60.0, 60.0], vec![1.0, 1.0]] {
            let ratio = cost(&few, &centroids) / cost(&points, &centroids);
            assert!((ratio - 1.0).abs() < 0.05, "{centroids:?}: {ratio}");
        }
    }

    #[test]
    fn rows_in_one_place_are_drawn_by_weight() {
        let points = Points { values: (&[3.0; 4]).into(), weights: &[1.0, 97.0, 1.0, 1.0], dimension: 1, spread: &[] };
        let coreset = Coresets::new(&points).draw(10, &mut Xoshiro256Plus::seed_from_u64(1));
        assert!((coreset.weights.iter().sum::<f64>() - 100.0).abs() < 1e-9, "{:?}", coreset.weights);
    }
    #[test]
    fn draws_are_at_equal_steps_over_the_rows() {
        let mut rng = Xoshiro256Plus::seed_from_u64(4);
        let values: Vec<f64> = (0..900).map(|_| rng.gen_range(0.0..1.0)).collect();
        let weights: Vec<f64> = (0..900).map(|i| if i == 300 { 400.0 } else { 1.0 }).collect();
        let points = Points { values: values.into(), weights: &weights, dimension: 1, spread: &[] };
        let coresets = Coresets::new(&points);
        for (size, seed) in [(1, 1), (50, 2), (700, 3), (5000, 4)] {
            let found = coresets.draw(size, &mut Xoshiro256Plus::seed_from_u64(seed));
            let step = coresets.parts.iter().sum::<f64>() / size as f64;
            let start = Xoshiro256Plus::seed_from_u64(seed).sample::<f64, _>(rand::distributions::Standard) * step;
            let (mut next, mut passed, mut expected) = (start, 0.0, Vec::new());
            for (row, part) in coresets.parts.iter().enumerate() {
                passed += part;
                let before = expected.len();
                while next < passed {
                    expected.resize(before + 1, (points.row(row)[0], 0.0));
                    expected[before].1 += step / part * weights[row];
                    next += step;
                }
            }
            let found: Vec<(f64, f64)> = found.values.iter().copied().zip(found.weights.iter().copied()).collect();
            assert_eq!(found.len(), expected.len(), "size {size}");
            for (found, expected) in found.iter().zip(&expected) {
                assert!((found.0 - expected.0).abs() < 1e-15, "size {size}: {found:?} {expected:?}");
                assert!((found.1 / expected.1 - 1.0).abs() < 1e-9, "size {size}: {found:?} {expected:?}");
            }
        }
    }
}
