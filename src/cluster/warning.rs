//! Warnings about a matrix.

use std::fmt;

use rayon::prelude::*;

use super::points::Points;
use crate::digits::percent;

/// A feature with a larger share of the variance is reported.
const DOMINANT_SHARE: f64 = 0.90;
/// Two features with a larger |r| are reported.
const CORRELATED_R: f64 = 0.95;
/// A feature with a larger |skewness| is reported.
const SKEWED: f64 = 2.0;

/// A reason not to trust a clustering of this matrix.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// One feature holds more than 90% of the variance of the scaled space.
    Dominant {
        /// The feature.
        feature: String,
        /// Its share, 0 to 1.
        share: f64,
    },
    /// Two features correlate above 0.95 in absolute value.
    Correlated {
        /// The first feature.
        a: String,
        /// The second.
        b: String,
        /// Pearson's r over the scaled columns.
        r: f64,
    },
    /// A feature is constant and was left out.
    Constant {
        /// The feature.
        feature: String,
    },
    /// A feature is skewed: |skewness| above 2 in the scaled space.
    Skewed {
        /// The feature.
        feature: String,
        /// Its skewness, the third standardised moment.
        skewness: f64,
        /// That of ln(1 + x), where there is one and it is nearer to 0.
        log: Option<f64>,
    },
    /// Values of a feature were winsorised, as the user chose.
    Clipped {
        /// The feature.
        feature: String,
        /// Number of values.
        values: usize,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dominant { feature, share } => {
                let share = percent(*share, 0);
                write!(f, "one feature decides the segments nearly alone: {feature} holds {share} of the variance")
            }
            Self::Correlated { a, b, r } => {
                write!(f, "two nearly redundant features count twice: {a} and {b} (r = {r:.2})")
            }
            Self::Constant { feature } => {
                write!(f, "one feature is the same for all customers and was left out: {feature}")
            }
            Self::Skewed { feature, skewness, log } => {
                write!(
                    f,
                    "the values of {feature} are skewed (skewness {skewness:.1}): a few extreme customers decide the \
                     segments. "
                )?;
                match log {
                    Some(log) => write!(f, "--scale log, or log scaling in the dashboard, makes it {log:.1}"),
                    None => write!(f, "--clip 1 limits them"),
                }
            }
            Self::Clipped { feature, values } => {
                let customers = if *values == 1 { "customer was" } else { "customers were" };
                write!(f, "the values of {feature} were clipped: {values} {customers} limited to the outer percentiles")
            }
        }
    }
}

/// Warnings from the rows of a matrix: skewed features, then see [`warnings`].
pub(super) fn find(names: &[String], raw: &Points<'_>, scaled: &Points<'_>) -> Vec<Warning> {
    let mut found: Vec<Warning> =
        (0..names.len()).into_par_iter().filter_map(|column| skewed(&names[column], raw, scaled, column)).collect();
    if scaled.dimension > 1 {
        found.extend(warnings(names, &scaled.covariance(&scaled.mean())));
    }
    found
}

/// A warning if a column is skewed. A column with two values is not reported: no scaling changes its skewness.
fn skewed(name: &str, raw: &Points<'_>, scaled: &Points<'_>, column: usize) -> Option<Warning> {
    let skewness = skewness(scaled, |row| row[column])?;
    let values = || scaled.rows().map(|row| row[column]);
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let between = |x: f64| x > low && x < high;
    if skewness.abs() <= SKEWED || !values().any(between) {
        return None;
    }
    let log = self::skewness(raw, |row| row[column].ln_1p()).filter(|log| log.abs() < skewness.abs());
    Some(Warning::Skewed { feature: name.to_owned(), skewness, log })
}

/// The skewness of a value of each row, weighted; none without variance, or where a row has no such value.
fn skewness(points: &Points<'_>, of: impl Fn(&[f64]) -> f64) -> Option<f64> {
    let total = points.total_weight();
    let mean_of = |power: i32, mean: f64| {
        points.rows().zip(points.weights).map(|(row, weight)| weight * (of(row) - mean).powi(power)).sum::<f64>()
            / total
    };
    let mean = mean_of(1, 0.0);
    let found = mean_of(3, mean) / mean_of(2, mean).powf(1.5);
    found.is_finite().then_some(found)
}

/// Dominant features, then correlated pairs, in column order, from the covariance of the scaled columns (row-major,
/// columns × columns). A single feature has neither.
pub fn warnings<S: AsRef<str>>(names: &[S], covariance: &[f64]) -> Vec<Warning> {
    let d = names.len();
    if d < 2 || covariance.len() < d * d {
        return Vec::new();
    }
    let name = |i: usize| names[i].as_ref().to_owned();
    let variance = |i: usize| covariance[i * d + i];
    let total: f64 = (0..d).map(variance).sum();

    let dominant = (0..d).filter_map(|i| {
        let share = variance(i) / total;
        (share > DOMINANT_SHARE).then(|| Warning::Dominant { feature: name(i), share })
    });
    let pairs = (0..d).flat_map(|i| (i + 1..d).map(move |j| (i, j)));
    let correlated = pairs.filter_map(|(i, j)| {
        let r = covariance[i * d + j] / (variance(i).sqrt() * variance(j).sqrt());
        (r.abs() > CORRELATED_R).then(|| Warning::Correlated { a: name(i), b: name(j), r })
    });
    dominant.chain(correlated).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cluster::Scaling;
    use crate::cluster::tests::matrix;

    #[test]
    fn a_skewed_feature_is_reported_with_what_the_log_makes_of_it() {
        // scipy.stats.skew of 2^(i / 3) for i below 60, and of its log1p
        let rows: Vec<Vec<f64>> = (0..40).map(|i| vec![2.0_f64.powf(f64::from(i) / 5.0)]).collect();
        assert_eq!(matrix(&rows, Scaling::Zscore).unwrap().warnings, []);
        let rows: Vec<Vec<f64>> = (0..60).map(|i| vec![2.0_f64.powf(f64::from(i) / 3.0)]).collect();
        let warnings = matrix(&rows, Scaling::Zscore).unwrap().warnings;
        let [Warning::Skewed { feature, skewness, log: Some(log) }] = &warnings[..] else { panic!("{warnings:?}") };
        assert_eq!(feature, "f0");
        assert!(
            (skewness - 3.105_461_115_670_576_3).abs() < 1e-9 && (log - 0.056_735_030_343_061_085).abs() < 1e-9,
            "{skewness} {log}"
        );
        assert_eq!(matrix(&rows, Scaling::Log).unwrap().warnings, []);
    }

    #[test]
    fn two_values_are_not_skewed_and_negative_values_have_no_log() {
        let rare: Vec<Vec<f64>> = (0..100).map(|i| vec![f64::from(u8::from(i == 0))]).collect();
        assert_eq!(matrix(&rare, Scaling::Zscore).unwrap().warnings, []);
        let mut rows: Vec<Vec<f64>> = (0..100).map(|i| vec![f64::from(i % 10) - 5.0]).collect();
        rows.push(vec![500.0]);
        let warnings = matrix(&rows, Scaling::Zscore).unwrap().warnings;
        assert!(matches!(&warnings[..], [Warning::Skewed { log: None, .. }]), "{warnings:?}");
        assert!(warnings[0].to_string().ends_with("--clip 1 limits them"), "{}", warnings[0]);
    }
}
