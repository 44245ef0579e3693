//! How a feature is named and its values are written, on the screen and in the text report.

use super::text::{NONE, number, percent};
use crate::measures::{FeatureSpec, Unit};

/// Features of the segment table where there are coupons; else those that were clustered by.
pub const OF_COUPONS: [&str; 2] = ["transaction_count", "recency_days"];

/// A feature's name as short as a column title should be.
pub fn title(feature: &str) -> &str {
    FeatureSpec::named(feature).map_or(feature, |feature| feature.title)
}

/// How a feature is computed, in one line; what is not computed is a column of the customers table.
pub fn meaning(feature: &str) -> &'static str {
    FeatureSpec::named(feature).map_or("a column of the customers table", |feature| feature.formula)
}

/// Whether a feature is a span of time in days, not a count of days.
pub fn is_span(feature: &str) -> bool {
    Unit::of(feature) == Unit::Days
}

/// A feature's value in its unit: days, a percentage, or a number with as many decimals as tell something.
pub fn value(feature: &str, value: f64) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    match Unit::of(feature) {
        Unit::Days => format!("{} d", number(value, 0)),
        Unit::Ratio => percent(value, 0),
        Unit::Number | Unit::Amount | Unit::Code => number(value, usize::from(value.abs() < 100.0)),
    }
}
