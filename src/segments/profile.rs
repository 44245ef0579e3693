//! Statistics of each feature over the customers of each segment, in the feature's own units.

use rayon::prelude::*;

use crate::measures::quantile::quantile;
use crate::measures::{Features, InactivePolicy};
use crate::rounding::is_rounding;

/// One feature over the customers of one segment; missing values are skipped.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The feature.
    pub feature: String,
    /// Whether its numbers are codes without an order, or ids, which have no meaningful mean.
    pub code: bool,
    /// Number of customers with a value.
    pub n: u64,
    /// Mean; `NaN`, like the quantiles, if no customer has a value.
    pub mean: f64,
    /// Sample standard deviation (n − 1); `NaN` below two values.
    pub sd: f64,
    /// Median, by linear interpolation.
    pub median: f64,
    /// First quartile.
    pub p25: f64,
    /// Third quartile.
    pub p75: f64,
    /// 100 × mean / mean of all clustered customers; none for label codes, and if that mean is not above 0.
    pub index: Option<f64>,
    /// Effect: (mean − mean of all clustered customers) / their population standard deviation. None for label codes,
    /// and if all values are equal up to rounding.
    pub effect: Option<f64>,
}

/// The profile of each of the `k` labels, every feature in the order of [`Features::columns`].
pub(super) fn profiles(features: &Features, labels: &[Option<u32>], k: usize) -> Vec<Vec<Profile>> {
    // Only the policy `impute` puts inactive customers into a segment.
    let imputed = labels.iter().zip(&features.active).any(|(label, active)| label.is_some() && !active);
    let policy = if imputed { InactivePolicy::Impute } else { InactivePolicy::Separate };
    let by_feature: Vec<Vec<Profile>> = features
        .columns
        .par_iter()
        .map(|column| {
            let values = features.values(&column.name, policy).unwrap_or_default();
            let code = column.code || features.is_like_an_id(column);
            of_feature(&column.name, code, &values, labels, k)
        })
        .collect();
    (0..k).map(|label| by_feature.iter().map(|profiles| profiles[label].clone()).collect()).collect()
}

/// The profiles of one feature, per label.
fn of_feature(name: &str, code: bool, values: &[f64], labels: &[Option<u32>], k: usize) -> Vec<Profile> {
    let mut parts = vec![Vec::new(); k];
    for (value, label) in values.iter().zip(labels) {
        if let Some(label) = label.filter(|_| value.is_finite()) {
            parts[label as usize].push(*value);
        }
    }
    // Sorted for the quantiles, and so that sums do not depend on the order of the customers.
    for part in &mut parts {
        part.sort_unstable_by(f64::total_cmp);
    }
    let sums: Vec<f64> = parts.iter().map(|part| part.iter().sum()).collect();
    let n = parts.iter().map(Vec::len).sum::<usize>() as f64;
    let mean = sums.iter().sum::<f64>() / n;
    let variance = parts.iter().map(|p| p.iter().map(|v| (v - mean).powi(2)).sum::<f64>()).sum::<f64>() / n;
    let deviation = variance.sqrt();

    let profile = |(part, sum): (&Vec<f64>, &f64)| {
        let own = sum / part.len() as f64;
        let at = |q| quantile(part, q).unwrap_or(f64::NAN);
        let squares: f64 = part.iter().map(|v| (v - own).powi(2)).sum();
        let compared = !code && own.is_finite();
        Profile {
            feature: name.to_owned(),
            code,
            n: part.len() as u64,
            mean: own,
            sd: if part.len() < 2 { f64::NAN } else { (squares / (part.len() - 1) as f64).sqrt() },
            median: at(0.5),
            p25: at(0.25),
            p75: at(0.75),
            index: (compared && mean > 0.0).then(|| 100.0 * own / mean),
            effect: (compared && !is_rounding(deviation, mean)).then(|| (own - mean) / deviation),
        }
    };
    parts.iter().zip(&sums).map(profile).collect()
}
