//! Pearson and Spearman correlations of the numeric columns of customers, each pair over the customers who have both
//! values.

use rayon::prelude::*;

use super::defaults::is_id_like;
use crate::aggregate::{Attributes, MeasureError};
use crate::data::{Facts, Kind};
use crate::rounding::{are_equal, is_rounding};

/// Most columns: as many as can be compared.
const MOST: usize = 30;
/// What a customer without a value has.
const MISSING: i64 = i64::MIN;
/// Standardised values are whole numbers of this part of a standard deviation.
const PARTS: f64 = 1_099_511_627_776.0;

/// Correlations of the numeric columns, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correlations {
    /// The columns that vary and are not like an id, at most 30.
    pub columns: Vec<String>,
    /// How many more there are.
    pub left_out: usize,
    /// Every two of them, row by row below the diagonal: (1, 0), (2, 0), (2, 1), (3, 0) ...
    pairs: Vec<Pair>,
}

/// The correlation of two columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Customers with both values.
    pub n: u64,
    /// Pearson's coefficient; `NaN` where one of them does not vary over these customers.
    pub pearson: f64,
    /// Spearman's coefficient: Pearson's of the ranks, equal values with their mean rank.
    pub spearman: f64,
}

impl Correlations {
    /// The correlation of two columns; none of a column with itself.
    pub fn of(&self, a: usize, b: usize) -> Option<Pair> {
        let (high, low) = (a.max(b), a.min(b));
        (high != low).then(|| self.pairs.get(high * (high - 1) / 2 + low).copied()).flatten()
    }

    /// Every two columns with their correlation.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str, &Pair)> {
        let places = (0..self.columns.len()).flat_map(|a| (0..a).map(move |b| (b, a)));
        places.zip(&self.pairs).map(|((b, a), pair)| (self.columns[b].as_str(), self.columns[a].as_str(), pair))
    }

    /// The pairs with the largest Pearson coefficients in absolute value, the largest first.
    pub fn strongest(&self) -> Vec<(&str, &str, &Pair)> {
        let mut pairs: Vec<_> = self.pairs().filter(|(_, _, pair)| pair.pearson.is_finite()).collect();
        pairs.sort_by(|(_, _, a), (_, _, b)| b.pearson.abs().total_cmp(&a.pearson.abs()));
        pairs
    }
}

/// A column as whole numbers: sums of them do not depend on the order of the customers.
struct Whole {
    standardised: Vec<i64>,
    /// Twice the rank among the customers with a value.
    ranks: Vec<i64>,
    /// Customers with a value, ascending by it.
    order: Vec<u32>,
}

impl Whole {
    fn of(values: &[f64]) -> Self {
        let mut order: Vec<u32> = (0..).zip(values).filter(|(_, v)| v.is_finite()).map(|(at, _)| at).collect();
        order.sort_unstable_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]));
        let sorted = || order.iter().map(|at| values[*at as usize]);
        let n = order.len() as f64;
        // Halved first, so that no sum of large values overflows.
        let mean = sorted().map(|v| v / n).sum::<f64>();
        let sd = sorted().map(|v| ((v - mean) / n.sqrt()).powi(2)).sum::<f64>().sqrt();
        let whole = |v: &f64| if v.is_finite() { ((v - mean) / sd * PARTS).round() as i64 } else { MISSING };
        let standardised: Vec<i64> = values.iter().map(whole).collect();
        let ranks = ranks(&order, &standardised);
        Self { standardised, ranks, order }
    }
}

/// Twice the rank of each customer of `order`, which ascends by value; equal values have their mean rank.
fn ranks(order: &[u32], values: &[i64]) -> Vec<i64> {
    let mut ranks = vec![MISSING; values.len()];
    let mut begun = 0;
    for equal in order.chunk_by(|a, b| values[*a as usize] == values[*b as usize]) {
        let twice = 2 * begun + equal.len() as i64 + 1;
        for at in equal {
            ranks[*at as usize] = twice;
        }
        begun += equal.len() as i64;
    }
    ranks
}

/// The coefficient over the customers who have both values, and their number; `NaN` where one does not vary.
fn pearson(x: &[i64], y: &[i64]) -> (u64, f64) {
    let (mut n, mut sums) = (0_i128, [0_i128; 5]);
    for (x, y) in x.iter().zip(y).filter(|(x, y)| **x != MISSING && **y != MISSING) {
        let (x, y) = (i128::from(*x), i128::from(*y));
        n += 1;
        for (sum, value) in sums.iter_mut().zip([x, y, x * x, y * y, x * y]) {
            *sum += value;
        }
    }
    let [x, y, xx, yy, xy] = sums.map(|sum| sum as f64);
    let (mean_x, mean_y) = (x / n as f64, y / n as f64);
    let (xx, yy, xy) = (xx - x * mean_x, yy - y * mean_y, xy - x * mean_y);
    let r = if is_rounding(xx, sums[2] as f64) || is_rounding(yy, sums[3] as f64) {
        f64::NAN
    } else {
        (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0)
    };
    (n as u64, r)
}

fn pair(a: &Whole, b: &Whole) -> Pair {
    let (n, r) = pearson(&a.standardised, &b.standardised);
    let all = n as usize == a.order.len() && n as usize == b.order.len();
    let spearman = if all {
        pearson(&a.ranks, &b.ranks).1
    } else {
        let both = |of: &Whole, other: &Whole| {
            let order: Vec<u32> =
                of.order.iter().copied().filter(|at| other.standardised[*at as usize] != MISSING).collect();
            ranks(&order, &of.standardised)
        };
        pearson(&both(a, b), &both(b, a)).1
    };
    Pair { n, pearson: r, spearman }
}

/// The correlations of a table of customers alone; none with fewer than two numeric columns that vary.
pub(super) fn correlations(facts: &Facts) -> Result<Option<Correlations>, MeasureError> {
    if facts.kind != Kind::Customers {
        return Ok(None);
    }
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    let attributes = Attributes::of(facts);
    for name in &facts.extra {
        let values = attributes.numbers(name)?;
        let present: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        let varies = !are_equal(present.iter().copied());
        let whole = present.iter().all(|value| value.fract() == 0.0);
        if varies && !(whole && is_id_like(name, &present)) {
            columns.push((name.clone(), values));
        }
    }
    if columns.len() < 2 {
        return Ok(None);
    }
    let left_out = columns.len().saturating_sub(MOST);
    columns.truncate(MOST);
    let whole: Vec<Whole> = columns.par_iter().map(|(_, values)| Whole::of(values)).collect();
    let places: Vec<(usize, usize)> = (0..whole.len()).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let pairs = places.into_par_iter().map(|(a, b)| pair(&whole[a], &whole[b])).collect();
    Ok(Some(Correlations { columns: columns.into_iter().map(|(name, _)| name).collect(), left_out, pairs }))
}
