//! Random samples of the customers, as distinct rows with weights.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::points::Points;

/// Some customers: their distinct rows, the coordinates of these, and the number of customers in each.
pub(super) struct Resample {
    pub rows: Vec<usize>,
    values: Vec<f64>,
    pub weights: Vec<f64>,
    dimension: usize,
    spread: Vec<f64>,
}

impl Resample {
    /// Of the customers whose rows these are.
    pub fn of(points: &Points<'_>, customers: impl IntoIterator<Item = u32>) -> Self {
        let mut counts = vec![0_u32; points.len()];
        for row in customers {
            counts[row as usize] += 1;
        }
        let rows: Vec<usize> = (0..counts.len()).filter(|&row| counts[row] > 0).collect();
        let values = rows.iter().flat_map(|&row| points.row(row)).copied().collect();
        let weights = rows.iter().map(|&row| f64::from(counts[row])).collect();
        let d = points.dimension;
        let spread = if points.spread.is_empty() {
            Vec::new()
        } else {
            rows.iter().flat_map(|&row| &points.spread[row * d..(row + 1) * d]).copied().collect()
        };
        Self { rows, values, weights, dimension: d, spread }
    }

    /// Draws with replacement; `customers` holds the row of each customer.
    pub fn bootstrap(points: &Points<'_>, customers: &[u32], drawn: usize, rng: &mut Xoshiro256Plus) -> Self {
        let all = customers.len() as u32;
        Self::of(points, (0..drawn).map(|_| customers[rng.gen_range(0..all) as usize]))
    }

    /// Draws without replacement.
    pub fn subset(points: &Points<'_>, customers: &[u32], drawn: usize, rng: &mut Xoshiro256Plus) -> Self {
        let drawn = rand::seq::index::sample(rng, customers.len(), drawn);
        Self::of(points, drawn.into_iter().map(|customer| customers[customer]))
    }

    pub fn points(&self) -> Points<'_> {
        Points {
            values: (&self.values).into(),
            weights: &self.weights,
            dimension: self.dimension,
            spread: &self.spread,
        }
    }
}
