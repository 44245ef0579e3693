//! Customers drawn for a statistic, with integers and ratios of counts spread over their steps.

use rand::Rng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;

use crate::cluster::{Matrix, Scaling};

/// Whole numbers up to here are exact, and so are their differences.
const EXACT: f64 = 4_503_599_627_370_496.0;

/// The largest share of customers for whom a feature may fail to be such a ratio.
const OTHERS: f64 = 0.02;

/// Which features are spread over their steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spreading {
    /// Features of integers.
    Counts,
    /// Those, and the share b/n of a feature n of counts: a random value from b/(n + 1) to (b + 1)/(n + 1).
    CountsAndRatios,
}

/// The scaled coordinates, row-major, of up to `most` customers drawn without replacement, in canonical order.
///
/// An integer x of a feature with steps of s means the interval from x − s/2 to x + s/2 and becomes a random
/// value in it. So the lattice of counts, days or yes/no values does not look like cluster structure.
pub(super) fn customers(matrix: &Matrix, most: usize, spreading: Spreading, rng: &mut Xoshiro256Plus) -> Vec<f64> {
    let all = matrix.points().input_rows();
    let rows: Vec<u32> = if all.len() <= most {
        all
    } else {
        let mut drawn = index::sample(rng, all.len(), most).into_vec();
        drawn.sort_unstable();
        drawn.into_iter().map(|i| all[i]).collect()
    };
    let spread = |column| {
        let ratio = || (spreading == Spreading::CountsAndRatios).then(|| Spread::of_ratio(matrix, column)).flatten();
        Spread::of(matrix, column).or_else(ratio)
    };
    let spreads: Vec<Option<Spread>> = (0..matrix.raw.ncols()).map(spread).collect();
    let cells = rows.into_iter().flat_map(|row| spreads.iter().enumerate().map(move |(j, s)| (row as usize, j, s)));
    cells
        .map(|(row, column, spread)| {
            let scaled = matrix.scaled[[row, column]];
            spread.as_ref().map_or(scaled, |spread| scaled + spread.draw(matrix, row, column, rng))
        })
        .collect()
}

/// The variance of each scaled value within its step, row-major: a third of the square of half the step (Sheppard 1898).
/// 0 where a feature has no steps; empty where none has.
pub(super) fn variances(matrix: &Matrix) -> Vec<f64> {
    let d = matrix.raw.ncols();
    let of = |column| Spread::of(matrix, column).or_else(|| Spread::of_ratio(matrix, column));
    let spreads: Vec<Option<Spread>> = (0..d).map(of).collect();
    if spreads.iter().all(Option::is_none) {
        return Vec::new();
    }
    let cells = (0..matrix.raw.nrows()).flat_map(|row| spreads.iter().enumerate().map(move |(j, s)| (row, j, s)));
    let half = |spread: &Spread, row, column| {
        let [low, high] = spread.ends(matrix, row, column).map(|value| matrix.scaling.bent(value));
        spread.slope * (high - low) / 2.0
    };
    cells.map(|(row, column, spread)| spread.as_ref().map_or(0.0, |s| half(s, row, column).powi(2) / 3.0)).collect()
}

/// How a feature is spread over its steps.
struct Spread {
    step: Step,
    scaling: Scaling,
    /// Scaled units per unit of the value before centring.
    slope: f64,
}

/// The range of exact values behind a rounded value of a feature.
enum Step {
    /// An integer: half a step around it, in the feature's own unit.
    Around(f64),
    /// The share b/n, with n in this column.
    ShareOf(usize),
}

impl Spread {
    /// None unless the feature holds integers.
    fn of(matrix: &Matrix, column: usize) -> Option<Self> {
        let (least, most) = ends(matrix, column)?;
        let raw = matrix.raw.column(column);
        Self::with(Step::Around(step(raw.iter().copied(), raw[least], raw[most])? / 2.0), matrix, column)
    }

    /// None unless the feature is a share of a whole-number feature for nearly all customers: from 0 to 1, and whole when
    /// multiplied by it. For some customers a part of the claims, such as cancelled ones, is not in the share.
    fn of_ratio(matrix: &Matrix, column: usize) -> Option<Self> {
        let most = OTHERS * matrix.total_weight();
        let counts = |of: &usize| {
            let mut rows = matrix.raw.column(*of).into_iter().zip(matrix.raw.column(column)).zip(&matrix.weights);
            let mut others = 0.0;
            // A few rows are enough to recognise a continuous feature.
            *of != column
                && rows.all(|((&n, &share), weight)| {
                    others += if is_share(share, n) { 0.0 } else { *weight };
                    others <= most
                })
        };
        let of = (0..matrix.raw.ncols()).find(counts)?;
        Self::with(Step::ShareOf(of), matrix, column)
    }

    fn with(step: Step, matrix: &Matrix, column: usize) -> Option<Self> {
        let (least, most) = ends(matrix, column)?;
        let at = |row: usize| (matrix.scaling.bent(matrix.raw[[row, column]]), matrix.scaled[[row, column]]);
        let ((x, low), (y, high)) = (at(least), at(most));
        let slope = (high - low) / (y - x);
        slope.is_finite().then_some(Self { step, scaling: matrix.scaling, slope })
    }

    /// The least and the largest value that a value represents, in the feature's own unit.
    fn ends(&self, matrix: &Matrix, row: usize, column: usize) -> [f64; 2] {
        let raw = matrix.raw[[row, column]];
        let (low, high) = match self.step {
            Step::Around(half) => (raw - half, raw + half),
            Step::ShareOf(of) => {
                let n = matrix.raw[[row, of]].max(1.0);
                (raw * n / (n + 1.0), (raw * n + 1.0) / (n + 1.0))
            }
        };
        // The logarithm of 1 + x ends above −1.
        [if self.scaling == Scaling::Log { low.max(-0.5) } else { low }, high]
    }

    /// The random change of a value within its step, in scaled units.
    fn draw(&self, matrix: &Matrix, row: usize, column: usize, rng: &mut Xoshiro256Plus) -> f64 {
        let raw = matrix.raw[[row, column]];
        let [low, high] = self.ends(matrix, row, column);
        let value = low + (high - low) * rng.r#gen::<f64>();
        self.slope * (self.scaling.bent(value) - self.scaling.bent(raw))
    }
}

/// The rows of the smallest and of the largest value of a column.
fn ends(matrix: &Matrix, column: usize) -> Option<(usize, usize)> {
    let raw = matrix.raw.column(column);
    let least = (0..raw.len()).reduce(|a, b| if raw[b] < raw[a] { b } else { a })?;
    let most = (0..raw.len()).reduce(|a, b| if raw[b] > raw[a] { b } else { a })?;
    Some((least, most))
}

/// Whether this is an integer divided by `n`, written with six decimals or more.
fn is_share(share: f64, n: f64) -> bool {
    let whole = |x: f64, to: f64| (x - x.round()).abs() <= to;
    (0.0..=1.0).contains(&share) && (1.0..=1e5).contains(&n) && whole(n, 0.0) && whole(share * n, 1e-6 * n)
}

/// The largest step that divides all differences of the integers of a column: 1 for most counts, 7 for days that
/// are all Mondays. None where there is a fraction, except at the ends, where clipping can leave one.
fn step(values: impl Iterator<Item = f64>, least: f64, most: f64) -> Option<f64> {
    let whole = |x: f64| x.fract() == 0.0 && x.abs() <= EXACT;
    let (mut first, mut step) = (None, 0.0);
    for x in values {
        if whole(x) {
            step = common_divisor(step, (x - *first.get_or_insert(x)).abs());
        } else if x > least && x < most {
            return None;
        }
    }
    (step > 0.0).then_some(step)
}

/// Euclid's algorithm over integers.
fn common_divisor(mut a: f64, mut b: f64) -> f64 {
    while b > 0.0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step_of(values: &[f64]) -> Option<f64> {
        let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), &x| (low.min(x), high.max(x)));
        step(values.iter().copied(), least, most)
    }

    #[test]
    fn a_step_is_the_largest_that_reaches_all_values() {
        assert_eq!(step_of(&[0.0, 1.0]), Some(1.0));
        assert_eq!(step_of(&[5.0, 35.0, 95.0, 5.0]), Some(30.0));
        assert_eq!(step_of(&[-4.0, 3.0, 10.0, 11.0]), Some(1.0));
        assert_eq!(step_of(&[0.0, 0.5, 1.0]), None);
        assert_eq!(step_of(&[1.0, 2.0, 2.5, 9.0]), None);
        // Clipped at both ends.
        assert_eq!(step_of(&[0.3, 1.0, 3.0, 5.0, 7.7]), Some(2.0));
        assert_eq!(step_of(&[0.3, 7.7]), None);
        assert_eq!(step_of(&[0.0, 1e300]), None);
        assert_eq!(step_of(&[]), None);
    }
}
