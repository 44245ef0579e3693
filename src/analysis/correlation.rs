//! Pearson correlations of every two columns, each over the customers who have a value in both.

use rayon::prelude::*;

use crate::progress::{Cancelled, Progress};
use crate::rounding::is_rounding;

/// Customers per partial sum. Fixed, so that no digit depends on the number of threads.
const CHUNK: usize = 16_384;
/// Customers whose values of all columns stay in the cache at once.
const BLOCK: usize = 512;
/// The rank of a customer without a value.
const MISSING: u32 = u32::MAX;

/// A column as distinct values and the place of each customer's value among them.
pub(super) struct Coded {
    /// The distinct values, shifted and scaled to mean 0 and variance 1 over the customers who have one.
    values: Vec<f64>,
    /// The place of each customer's value, or [`MISSING`].
    places: Vec<u32>,
    /// How many customers have a value.
    present: f64,
}

impl Coded {
    /// A column of distinct values with weights, and the place of each customer's value; none where it does not vary.
    pub fn new(values: &[f64], weights: &[f64], places: &[Option<u32>]) -> Option<Self> {
        let present: f64 = weights.iter().sum();
        let weighted = || values.iter().zip(weights);
        let mean = weighted().map(|(x, w)| x * w).sum::<f64>() / present;
        let deviation = (weighted().map(|(x, w)| w * (x - mean) * (x - mean)).sum::<f64>() / present).sqrt();
        deviation.is_normal().then(|| Self {
            values: values.iter().map(|x| (x - mean) / deviation).collect(),
            places: places.iter().map(|place| place.unwrap_or(MISSING)).collect(),
            present,
        })
    }

    /// Value and presence (1 or 0) of the customers from `start` on; 0 and 0 where there is none.
    fn fill(&self, start: usize, values: &mut [f64], presence: &mut [f64]) {
        for ((place, x), p) in self.places[start..].iter().zip(values).zip(presence) {
            let value = self.values.get(*place as usize);
            (*x, *p) = value.map_or((0.0, 0.0), |value| (*value, 1.0));
        }
    }
}

/// Sums over the customers who have a value in both of two columns, x and y.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Sums {
    /// The coefficient; `NaN` where one of the two does not vary over these customers.
    fn r(&self) -> f64 {
        let covariance = self.xy - self.x * self.y / self.n;
        let (x, y) = (self.xx - self.x * self.x / self.n, self.yy - self.y * self.y / self.n);
        if is_rounding(x, self.xx) || is_rounding(y, self.yy) { f64::NAN } else { covariance / (x * y).sqrt() }
    }
}

/// The correlation of every two of the first columns, row-major and symmetric, 1 on the diagonal; `NaN` for a column
/// that does not vary. `included` is how many customers take part: a column with fewer values has missing ones.
pub(super) fn correlations(
    columns: &[Option<Coded>],
    included: f64,
    progress: &Progress,
) -> Result<Vec<f64>, Cancelled> {
    let d = columns.len();
    let varying: Vec<(usize, &Coded)> =
        columns.iter().enumerate().filter_map(|(i, column)| Some((i, column.as_ref()?))).collect();
    let customers = varying.iter().map(|(_, column)| column.places.len()).min().unwrap_or(0);
    let pairs: Vec<(usize, usize)> =
        (0..varying.len()).flat_map(|i| (i + 1..varying.len()).map(move |j| (i, j))).collect();
    let starts: Vec<usize> = (0..customers).step_by(CHUNK).collect();
    let chunks: Vec<Vec<Sums>> = starts
        .into_par_iter()
        .map(|start| {
            progress.check()?;
            Ok(chunk(&varying, &pairs, start..(start + CHUNK).min(customers), included))
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut table = vec![f64::NAN; d * d];
    for (at, _) in &varying {
        table[at * d + at] = 1.0;
    }
    for (pair, (i, j)) in pairs.iter().enumerate() {
        let (i, j) = (varying[*i], varying[*j]);
        let mut total = chunks.iter().fold(Sums::default(), |total, chunk| total + chunk[pair]);
        if is_complete(i.1, j.1, included) {
            // Both are standardised over exactly these customers.
            total = Sums { n: included, xx: included, yy: included, xy: total.xy, ..Sums::default() };
        }
        table[i.0 * d + j.0] = total.r();
        table[j.0 * d + i.0] = total.r();
    }
    Ok(table)
}

fn is_complete(a: &Coded, b: &Coded, included: f64) -> bool {
    a.present >= included && b.present >= included
}

/// The sums of every pair over some customers; of two columns without a missing value only the products.
fn chunk(
    columns: &[(usize, &Coded)],
    pairs: &[(usize, usize)],
    range: std::ops::Range<usize>,
    included: f64,
) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); pairs.len()];
    let mut values = vec![0.0; columns.len() * BLOCK];
    let mut presence = vec![0.0; columns.len() * BLOCK];
    for start in range.clone().step_by(BLOCK) {
        let length = BLOCK.min(range.end - start);
        let of = |column: usize| column * BLOCK..column * BLOCK + length;
        for (at, (_, column)) in columns.iter().enumerate() {
            column.fill(start, &mut values[of(at)], &mut presence[of(at)]);
        }
        for ((i, j), sum) in pairs.iter().zip(&mut sums) {
            let (x, y) = (&values[of(*i)], &values[of(*j)]);
            sum.xy += dot(x, y);
            if !is_complete(columns[*i].1, columns[*j].1, included) {
                let (has_x, has_y) = (&presence[of(*i)], &presence[of(*j)]);
                sum.n += dot(has_x, has_y);
                sum.x += dot(x, has_y);
                sum.y += dot(y, has_x);
                sum.xx += x.iter().zip(has_y).map(|(x, p)| x * x * p).sum::<f64>();
                sum.yy += y.iter().zip(has_x).map(|(y, p)| y * y * p).sum::<f64>();
            }
        }
    }
    sums
}

/// Σ xᵢ yᵢ in four lanes, so that the compiler can use wide registers.
fn dot(x: &[f64], y: &[f64]) -> f64 {
    let (x, x_rest) = x.as_chunks::<4>();
    let (y, y_rest) = y.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for (x, y) in x.iter().zip(y) {
        for lane in 0..4 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f64>() + x_rest.iter().zip(y_rest).map(|(x, y)| x * y).sum::<f64>()
}

impl std::ops::Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            x: self.x + other.x,
            y: self.y + other.y,
            xx: self.xx + other.xx,
            yy: self.yy + other.yy,
            xy: self.xy + other.xy,
        }
    }
}
