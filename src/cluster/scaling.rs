//! How features are brought to one scale.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumMessage, EnumString};

use super::points::Points;
use super::transform::Transform;

/// How features are brought to one scale. Statistics are weighted, so they are those of the full data. A column with a
/// spread of 0 (as an interquartile range can be) is centred and divided by 1, as in scikit-learn.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumMessage, EnumString, Serialize, Deserialize,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Scaling {
    /// (x − mean) / population standard deviation.
    #[default]
    Zscore,
    /// (x − min) / (max − min).
    Minmax,
    /// (x − median) / interquartile range.
    Robust,
    /// ln(1 + x), then z-score; refused for negative values.
    Log,
    /// Unchanged.
    None,
}

impl Scaling {
    /// The scaling of each column of `raw`, which was clipped at these limits.
    pub(super) fn transforms(self, raw: &Points<'_>, clips: Vec<Option<[f64; 2]>>) -> Vec<Transform> {
        let (centers, spreads) = match self {
            Self::None => (vec![0.0; raw.dimension], vec![1.0; raw.dimension]),
            Self::Zscore => moments(raw),
            Self::Log => {
                let values = raw.values.iter().map(|&x| self.bent(x)).collect::<Vec<_>>();
                moments(&Points { values: values.into(), weights: raw.weights, dimension: raw.dimension, spread: &[] })
            }
            Self::Minmax => by_quantiles(raw, 0.0, 0.0, 1.0),
            Self::Robust => by_quantiles(raw, 0.5, 0.25, 0.75),
        };
        let spreads = spreads.into_iter().map(|spread| if spread.is_normal() { spread } else { 1.0 });
        let columns = centers.into_iter().zip(spreads).zip(clips);
        columns.map(|((center, spread), clip)| Transform { clip, log: self == Self::Log, center, spread }).collect()
    }

    /// The value before centring: ln(1 + x) for `log`, otherwise x.
    pub(super) fn bent(self, x: f64) -> f64 {
        if self == Self::Log { x.ln_1p() } else { x }
    }
}

/// Mean and population standard deviation of each column.
fn moments(points: &Points<'_>) -> (Vec<f64>, Vec<f64>) {
    let mean = points.mean();
    let spread = points.variance(&mean).into_iter().map(f64::sqrt).collect();
    (mean, spread)
}

/// The quantile `center` of each column, and its quantile `high` minus its quantile `low`.
fn by_quantiles(points: &Points<'_>, center: f64, low: f64, high: f64) -> (Vec<f64>, Vec<f64>) {
    (0..points.dimension)
        .map(|column| {
            let values = points.rows().map(|row| row[column]);
            let sorted = Sorted::new(values.zip(points.weights.iter().copied()).collect());
            (sorted.quantile(center), sorted.quantile(high) - sorted.quantile(low))
        })
        .unzip()
}

/// Weighted values in ascending order, for quantiles.
pub(super) struct Sorted {
    values: Vec<f64>,
    /// Number of repeated rows up to and including each value.
    cumulative: Vec<f64>,
}

impl Sorted {
    /// Sorts pairs of value and integer weight.
    pub fn new(mut pairs: Vec<(f64, f64)>) -> Self {
        pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut total = 0.0;
        let (values, cumulative) = pairs
            .into_iter()
            .map(|(value, weight)| {
                total += weight;
                (value, total)
            })
            .unzip();
        Self { values, cumulative }
    }

    /// The quantile `q` (0 to 1) by linear interpolation over the repeated rows (numpy's default); `NaN` without
    /// values.
    pub fn quantile(&self, q: f64) -> f64 {
        let Some(total) = self.cumulative.last() else {
            return f64::NAN;
        };
        let position = q * (total - 1.0);
        let low = self.at(position.floor());
        let high = self.at(position.ceil());
        low + (high - low) * position.fract()
    }

    /// The value at a 0-based position among the repeated rows.
    fn at(&self, position: f64) -> f64 {
        let index = self.cumulative.partition_point(|&end| end <= position);
        self.values[index.min(self.values.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_weighted_values_are_those_of_repeated_ones() {
        // numpy.quantile([1, 2, 2, 2, 5, 9, 9], q)
        let sorted = Sorted::new(vec![(9.0, 2.0), (1.0, 1.0), (2.0, 3.0), (5.0, 1.0)]);
        for (q, expected) in [(0.0, 1.0), (0.1, 1.6), (0.5, 2.0), (0.6, 3.8), (0.75, 7.0), (1.0, 9.0)] {
            assert!((sorted.quantile(q) - expected).abs() < 1e-12, "{q}");
        }
    }
}
