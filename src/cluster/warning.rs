//! Warnings about a matrix.

use std::fmt;

use super::points::Points;
use crate::digits::percent;

/// A feature with a larger share of the variance is reported.
const DOMINANT_SHARE: f64 = 0.90;
/// Two features with a larger |r| are reported.
const CORRELATED_R: f64 = 0.95;

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
                write!(f, "{feature} holds {share} of the variance: it decides the segments nearly alone")
            }
            Self::Correlated { a, b, r } => {
                write!(f, "{a} and {b} say nearly the same (r = {r:.2}): together they count twice")
            }
            Self::Constant { feature } => {
                write!(f, "{feature} is the same for all customers and was left out")
            }
            Self::Clipped { feature, values } => {
                let customers = if *values == 1 { "customer was" } else { "customers were" };
                write!(f, "{feature} was clipped: {values} {customers} brought in to its outer percentiles")
            }
        }
    }
}

/// Warnings from the scaled rows of a matrix: see [`warnings`].
pub(super) fn find(names: &[String], scaled: &Points<'_>) -> Vec<Warning> {
    if scaled.dimension < 2 { Vec::new() } else { warnings(names, &scaled.covariance(&scaled.mean())) }
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
