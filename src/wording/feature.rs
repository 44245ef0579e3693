//! Names and formatted values of features, for screens and reports.

use std::borrow::Cow;

use super::kind_words::said;
use super::text::{NONE, number, percent};
use crate::data::Kind;
use crate::measures::{FeatureSpec, Left, Unit};

/// Features of the segment table if there are events; empty to use those of the clustering.
pub fn of_events(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Coupons => &["transaction_count", "recency_days"],
        Kind::Purchases => &["order_count", "recency_days"],
        Kind::Customers => &[],
    }
}

/// A short name for column titles.
pub fn title(feature: &str) -> &str {
    FeatureSpec::named(feature).map_or(feature, |feature| feature.title)
}

/// How a feature is computed, in one line; a feature that is not computed is a column of the customers table.
pub fn meaning(kind: Kind, feature: &str) -> Cow<'static, str> {
    let formula = FeatureSpec::named(feature).map_or("a column of the customers table", |feature| feature.formula);
    said(kind, formula)
}

/// Why a column is not used for clustering by default.
pub fn why_left(left: Left) -> String {
    match left {
        Left::Missing(1.0..) => "no customer has a value".to_owned(),
        Left::Missing(share) => format!("{} of the customers have no value", percent(share, 0)),
        Left::Constant => "all customers have the same value".to_owned(),
        Left::IdLike => "nearly every customer has a number of its own, like an id".to_owned(),
    }
}

/// `Not used: visits (40% of the customers have no value), region (all customers have the same value)`; `None` without
/// such a column.
pub fn not_used(left: &[(String, Left)]) -> Option<String> {
    let one = |(name, why): &(String, Left)| format!("{name} ({})", why_left(*why));
    (!left.is_empty()).then(|| format!("Not used: {}", left.iter().map(one).collect::<Vec<_>>().join(", ")))
}

/// Whether a feature is a span of time in days, not a count of days.
pub fn is_span(feature: &str) -> bool {
    Unit::of(feature) == Unit::Days
}

/// A feature's value with its unit: days, a percentage, or a number with suitable decimals.
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
