//! The scaled matrix of distinct rows.

use ndarray::Array2;
use strum::{Display, EnumIter, EnumString};

/// How features are brought to one scale (design §4). Statistics are weighted: those of the full data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString)]
#[strum(serialize_all = "lowercase")]
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
    /// As it is.
    None,
}

/// A named input column: one value per input row, `NaN` where missing.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Name for messages and profiles.
    pub name: &'a str,
    /// One value per input row.
    pub values: &'a [f64],
}

/// Something to know before trusting a clustering (design §4).
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// One feature holds more than 90 % of the variance of the scaled space.
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
}

/// Why no matrix could be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MatrixError {
    /// Nothing varies.
    #[error(
        "every chosen feature is constant: there is nothing to cluster by. Choose other features"
    )]
    NoFeatures,
    /// No row is complete and included.
    #[error("no customer has a value in every chosen feature. Choose other features")]
    NoRows,
    /// The logarithm of a negative value.
    #[error(
        "the scaling `log` needs values of 0 or more, and {feature} has {value}. Choose zscore, minmax or robust"
    )]
    Negative {
        /// The feature.
        feature: String,
        /// Its smallest value.
        value: f64,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// Distinct rows with weights, raw and scaled, and the way back to the input rows.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Names of the columns that are kept (constant ones are left out).
    pub names: Vec<String>,
    /// Distinct rows in their own units, sorted lexicographically: distinct rows × columns.
    pub raw: Array2<f64>,
    /// The same, scaled.
    pub scaled: Array2<f64>,
    /// How many input rows each distinct row stands for.
    pub weights: Vec<f64>,
    /// The distinct row of each input row; none when it was not included or misses a value.
    pub row_of: Vec<Option<u32>>,
    /// Included input rows that were left out for a missing value.
    pub missing: u64,
    /// The scaling.
    pub scaling: Scaling,
    /// What to know before trusting the result.
    pub warnings: Vec<Warning>,
}
