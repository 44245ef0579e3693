//! The least variance of a component in each column.

use crate::cluster::points::Points;

/// Of the variance of the column: a standard deviation of a hundredth of that of all customers.
const OF_COLUMN: f64 = 1e-4;
/// Of the variance of all columns together, for a column without variance beside others.
const OF_ALL: f64 = 1e-12;
/// If no column has variance.
const LEAST: f64 = 1e-12;

/// The least variance of a component in each column: a ten-thousandth of the variance of the column. Only values without a
/// known step can reach it: others have at least the variance of their step.
pub(super) fn floors(points: &Points<'_>) -> Vec<f64> {
    let variance = points.variance(&points.mean());
    let least = (OF_ALL * variance.iter().sum::<f64>()).max(LEAST);
    variance.into_iter().map(|variance| (OF_COLUMN * variance).max(least)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_relative_to_its_column() {
        let values: Vec<f64> = (0..400).flat_map(|i| [f64::from(i % 20), f64::from(i).sqrt() * 1e4]).collect();
        let weights = vec![1.0; 400];
        let points = Points { values: values.into(), weights: &weights, dimension: 2, spread: &[] };
        let variance = points.variance(&points.mean());
        for (floor, variance) in floors(&points).iter().zip(variance) {
            assert!((floor / variance - OF_COLUMN).abs() < 1e-12);
        }
        let equal = Points { values: vec![3.0; 8].into(), weights: &[1.0; 4], dimension: 2, spread: &[] };
        assert_eq!(floors(&equal), [LEAST; 2]);
    }
}
