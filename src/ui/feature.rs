//! How a feature is named and its values are written, on the screen and in the text report.

use super::text::{NONE, number, percent};

/// Features of the segment table where there are coupons; else those that were clustered by.
pub const OF_COUPONS: [&str; 2] = ["transaction_count", "recency_days"];

/// A feature's name as short as a column title should be.
pub fn title(feature: &str) -> &str {
    match feature {
        "transaction_count" => "claims",
        "claimed_count" => "open",
        "burnt_count" => "burnt",
        "claimed_ratio" => "open %",
        "burnt_ratio" => "burnt %",
        "recency_days" => "recency",
        "tenure_days" => "tenure",
        "active_days" => "days active",
        "distinct_branches" => "branches",
        "distinct_merchants" => "merchants",
        other => other,
    }
}

/// Whether a feature is a span of time in days, not a count of days.
pub fn is_span(feature: &str) -> bool {
    matches!(feature, "recency_days" | "tenure_days")
}

/// A feature's value in its unit: days, a percentage, or a number with as many decimals as tell something.
pub fn value(feature: &str, value: f64) -> String {
    if !value.is_finite() {
        NONE.to_owned()
    } else if is_span(feature) {
        format!("{} d", number(value, 0))
    } else if feature.ends_with("_ratio") {
        percent(value, 0)
    } else {
        number(value, usize::from(value.abs() < 100.0))
    }
}
