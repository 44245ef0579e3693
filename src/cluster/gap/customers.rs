//! The customers of a gap statistic, with whole-number features spread over their steps.

use rand::Rng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;

use crate::cluster::{Matrix, Scaling};

/// Largest number of customers.
pub(super) const CUSTOMERS: usize = 2000;

/// Whole numbers up to here are exact, and so are their differences.
const EXACT: f64 = 4_503_599_627_370_496.0;

/// The scaled coordinates, row-major, of up to 2,000 customers drawn without replacement, in canonical order.
///
/// An integer x of a feature with steps of s means the interval from x − s/2 to x + s/2 and becomes a random
/// value in it. So the lattice of counts, days or yes/no values does not look like cluster structure.
pub(super) fn customers(matrix: &Matrix, rng: &mut Xoshiro256Plus) -> Vec<f64> {
    let all = matrix.points().input_rows();
    let rows: Vec<u32> = if all.len() <= CUSTOMERS {
        all
    } else {
        let mut drawn = index::sample(rng, all.len(), CUSTOMERS).into_vec();
        drawn.sort_unstable();
        drawn.into_iter().map(|i| all[i]).collect()
    };
    let spreads: Vec<Option<Spread>> = (0..matrix.raw.ncols()).map(|column| Spread::of(matrix, column)).collect();
    let cells = rows.into_iter().flat_map(|row| spreads.iter().enumerate().map(move |(j, s)| (row as usize, j, s)));
    cells
        .map(|(row, column, spread)| {
            let scaled = matrix.scaled[[row, column]];
            spread.as_ref().map_or(scaled, |spread| scaled + spread.draw(matrix.raw[[row, column]], rng))
        })
        .collect()
}

/// How a whole-number feature is spread over its steps.
struct Spread {
    /// Half a step, in the feature's own unit.
    half: f64,
    scaling: Scaling,
    /// Scaled units per unit of the value before centring.
    slope: f64,
}

impl Spread {
    /// None unless the feature holds whole numbers.
    fn of(matrix: &Matrix, column: usize) -> Option<Self> {
        let raw = matrix.raw.column(column);
        let at = |index: usize| (matrix.scaling.bent(raw[index]), matrix.scaled[[index, column]]);
        let least = (0..raw.len()).reduce(|a, b| if raw[b] < raw[a] { b } else { a })?;
        let most = (0..raw.len()).reduce(|a, b| if raw[b] > raw[a] { b } else { a })?;
        let step = step(raw.iter().copied(), raw[least], raw[most])?;
        let ((x, low), (y, high)) = (at(least), at(most));
        let slope = (high - low) / (y - x);
        slope.is_finite().then_some(Self { half: step / 2.0, scaling: matrix.scaling, slope })
    }

    /// The random change of a value within half a step, in scaled units.
    fn draw(&self, raw: f64, rng: &mut Xoshiro256Plus) -> f64 {
        let low = raw - self.half;
        // The logarithm of 1 + x ends above −1.
        let low = if self.scaling == Scaling::Log { low.max(-0.5) } else { low };
        let value = low + (raw + self.half - low) * rng.r#gen::<f64>();
        self.slope * (self.scaling.bent(value) - self.scaling.bent(raw))
    }
}

/// The largest step that divides all differences of the whole numbers of a column: 1 for most counts, 7 for days that
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

/// Euclid's algorithm over whole numbers.
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
