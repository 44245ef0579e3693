//! The least variance of a component in each column.

use crate::cluster::points::Points;

/// Of the variance of the column: a standard deviation of a hundredth of that of all customers.
const OF_COLUMN: f64 = 1e-4;
/// Of the variance of all columns together, for a column without variance beside others.
const OF_ALL: f64 = 1e-12;
/// Where no column has variance.
const LEAST: f64 = 1e-12;
/// A gap may be this far from a multiple of the step, in steps: values carry rounding errors.
const ROUNDING: f64 = 1e-3;
/// Gaps of more steps do not show whether there is a step.
const MOST_STEPS: f64 = 1e6;

/// The least variance of a component in each column: a ten-thousandth of the variance of the column, or, where all
/// values are multiples of a step (counts, days, yes or no), the variance step²/12 of a value that is rounded to its
/// step (Sheppard 1898). Without the second, a component for a single count is as dense as the first allows, and the
/// likelihood rewards one component per count.
pub(super) fn floors(points: &Points<'_>) -> Vec<f64> {
    let variance = points.variance(&points.mean());
    let least = (OF_ALL * variance.iter().sum::<f64>()).max(LEAST);
    let floor = |column: usize| {
        let rounding = step(points, column).map_or(0.0, |step| step * step / 12.0);
        // A column of two values a step apart has little more variance than the rounding.
        rounding.min(variance[column] / 3.0).max(OF_COLUMN * variance[column]).max(least)
    };
    (0..points.dimension).map(floor).collect()
}

/// The step of which all differences of a column are multiples: the least difference, where it divides the others.
fn step(points: &Points<'_>, column: usize) -> Option<f64> {
    let mut values: Vec<f64> = points.rows().map(|row| row[column]).collect();
    values.sort_unstable_by(f64::total_cmp);
    let range = values.last()? - values.first()?;
    let gaps = || values.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > range / MOST_STEPS);
    let step = gaps().reduce(f64::min)?;
    let divides = |gap: f64| (gap / step - (gap / step).round()).abs() <= ROUNDING;
    gaps().all(divides).then_some(step)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;

    fn step_of(values: &[f64]) -> Option<f64> {
        let weights = vec![1.0; values.len()];
        step(&Points { values: values.into(), weights: &weights, dimension: 1 }, 0)
    }

    #[test]
    fn a_step_is_found_at_any_scale_and_not_in_measured_values() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        for scale in [1e-3, 0.37, 1.0, 7.0, 1e6] {
            let counts: Vec<f64> = (0..200).map(|_| f64::from(rng.gen_range(0..30)) * scale - 5.5 * scale).collect();
            assert!((step_of(&counts).unwrap() / scale - 1.0).abs() < 1e-9, "{scale}");
            let measured: Vec<f64> = (0..200).map(|_| rng.gen_range(0.0..30.0) * scale).collect();
            assert_eq!(step_of(&measured), None, "{scale}");
        }
        assert_eq!(step_of(&[0.0, 1.0, 0.0]), Some(1.0));
        assert_eq!(step_of(&[4.0; 3]), None);
        assert_eq!(step_of(&[]), None);
    }

    #[test]
    fn a_floor_is_relative_to_its_column() {
        let values: Vec<f64> = (0..400).flat_map(|i| [f64::from(i % 20), f64::from(i).sqrt() * 1e4]).collect();
        let weights = vec![1.0; 400];
        let points = Points { values: values.into(), weights: &weights, dimension: 2 };
        let variance = points.variance(&points.mean());
        let found = floors(&points);
        assert!((found[0] - 1.0 / 12.0).abs() < 1e-12);
        assert!((found[1] / variance[1] - OF_COLUMN).abs() < 1e-12);
        let equal = Points { values: vec![3.0; 8].into(), weights: &[1.0; 4], dimension: 2 };
        assert_eq!(floors(&equal), [LEAST; 2]);
    }
}
