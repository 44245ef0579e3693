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

/// How a feature is computed, in one line; what is not computed is a column of the customers table.
pub fn meaning(feature: &str) -> &'static str {
    match feature {
        "transaction_count" => "claims of the customer",
        "claimed_count" => "claims that are open",
        "burnt_count" => "claims that are burnt",
        "claimed_ratio" => "open / (open + burnt), 0 without either",
        "burnt_ratio" => "burnt / (open + burnt), 0 without either",
        "recency_days" => "days from the last claim to the as-of day",
        "tenure_days" => "days from joining, or else the first claim, to the as-of day",
        "active_days" => "different days with a claim",
        "distinct_branches" => "different branches of burnt claims",
        "distinct_merchants" => "different merchants of burnt claims",
        "amount_total" => "sum of the amounts, missing ones skipped",
        "amount_mean" => "mean of the amounts, missing ones skipped",
        "gender_encoded" | "city_encoded" => "place of the name in alphabetical order: a code, not an amount",
        _ => "a column of the customers table",
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
