//! Names and formatted values of features, for screens and reports.

use super::text::{NONE, count, number, percent};
use crate::data::Kind;
use crate::measures::{Demographic, FeatureSpec, Features, Left, Unit};
use crate::money::{Room, money};
use crate::segments::{Profile, Segments};

/// Features of the segment table if there are events; empty to use those of the clustering. Orders without amounts have
/// no spend, and those without dates no recency.
pub fn of_events(features: &Features) -> Vec<&'static str> {
    let names: &[&str] = match features.kind {
        Kind::Coupons => &["transaction_count", "recency_days"],
        Kind::Purchases => &["order_count", "amount_total", "recency_days"],
        Kind::Customers => &[],
    };
    let has_values = |name: &&str| features.get(name).is_some_and(|f| f.values.iter().any(|value| !value.is_nan()));
    names.iter().copied().filter(has_values).collect()
}

/// A short name for column titles.
pub fn title(feature: &str) -> &str {
    FeatureSpec::named(feature).map_or(feature, |feature| feature.title)
}

/// How features of all events are computed from orders.
const OF_ORDERS: [(&str, &str); 7] = [
    ("recency_days", "days from the last order to the as-of date"),
    ("amount_total", "amounts of the customer's orders less returns"),
    ("amount_mean", "spend less returns, divided by the orders with an amount"),
    ("tenure_days", "days from the join date, or the first order, to the as-of date"),
    ("active_days", "distinct days with an order"),
    ("distinct_branches", "distinct branches of the customer's orders"),
    ("distinct_merchants", "distinct merchants of the customer's orders"),
];

/// How they are computed without events.
const OF_CUSTOMERS: [(&str, &str); 1] = [("tenure_days", "days from the join date to the as-of date")];

/// How a feature is computed, in one line; a feature that is not computed is a column of the customers table.
pub fn meaning(kind: Kind, feature: &str) -> &'static str {
    let instead: &[(&str, &str)] = match kind {
        Kind::Coupons => &[],
        Kind::Purchases => &OF_ORDERS,
        Kind::Customers => &OF_CUSTOMERS,
    };
    let formula = || FeatureSpec::named(feature).map_or("a column of the customers table", |feature| feature.formula);
    instead.iter().find(|(name, _)| *name == feature).map_or_else(formula, |(_, formula)| formula)
}

/// Why a column is not used for clustering by default.
pub fn why_left(left: Left) -> String {
    match left {
        Left::Missing(1.0..) => "no customer has a value".to_owned(),
        Left::Missing(share) => format!("{} of the customers have no value", percent(share, 0)),
        Left::Constant => "all customers have the same value".to_owned(),
        Left::IdLike => "nearly every customer has a different number, like an id".to_owned(),
    }
}

/// `Not used: visits (40% of the customers have no value), region (all customers have the same value)`; `None` without
/// such a column.
pub fn not_used(left: &[(String, Left)]) -> Option<String> {
    let one = |(name, why): &(String, Left)| format!("{name} ({})", why_left(*why));
    (!left.is_empty()).then(|| format!("Not used: {}", left.iter().map(one).collect::<Vec<_>>().join(", ")))
}

/// `2 customers have a word, not a number, and are in no mean`; none if there are none.
pub fn words_in_no_mean(of: &Demographic) -> Option<String> {
    match of.in_no_mean {
        0 => None,
        1 => Some("1 customer has a word, not a number, and is in no mean".to_owned()),
        n => Some(format!("{} customers have a word, not a number, and are in no mean", count(n))),
    }
}

/// `Customers without a value are in no mean: age (12), burnt % (69)`; none where every customer in a segment has every
/// value.
pub fn in_no_mean(segments: &Segments) -> Option<String> {
    let first = segments.list.first()?;
    let lacking = |profile: &Profile| {
        let have = segments.list.iter().filter_map(|segment| segment.feature(&profile.feature)).map(|p| p.n).sum();
        let lack = segments.clustered.saturating_sub(have);
        (lack > 0 && !profile.code).then(|| format!("{} ({})", title(&profile.feature), count(lack)))
    };
    let lacking: Vec<String> = first.profile.iter().filter_map(lacking).collect();
    (!lacking.is_empty()).then(|| format!("Customers without a value are in no mean: {}", lacking.join(", ")))
}

/// Whether a feature is a duration in days, not a count of days.
pub fn is_span(feature: &str) -> bool {
    Unit::of(feature) == Unit::Days
}

/// Whether a feature is an amount of money.
pub fn is_money(feature: &str) -> bool {
    Unit::of(feature) == Unit::Amount
}

/// Whether its values are written without a unit.
pub fn has_no_unit(feature: &str) -> bool {
    !matches!(Unit::of(feature), Unit::Days | Unit::Ratio | Unit::Amount)
}

/// A feature's value with its unit: days, a percentage, an amount in the currency of the data, or a number with suitable
/// decimals.
pub fn value(feature: &str, value: f64, currency: Option<&str>) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    match Unit::of(feature) {
        Unit::Days => format!("{} d", number(value, 0)),
        Unit::Ratio => percent(value, 0),
        Unit::Amount => money(value, currency, if value.abs() < 100.0 { Room::Full } else { Room::Units }),
        Unit::Number | Unit::Code if is_year(feature, value) => format!("{value:.0}"),
        Unit::Number | Unit::Code => number(value, usize::from(value.abs() < 100.0)),
    }
}

/// Whether it is a year of a column such as `Year_Birth`, which is written without a thousands mark.
fn is_year(feature: &str, value: f64) -> bool {
    let named = |word: &str| word.eq_ignore_ascii_case("year");
    (1800.0..2200.0).contains(&value) && feature.split(|c: char| !c.is_alphanumeric()).any(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_no_thousands_mark() {
        let cases =
            [("Year_Birth", 1968.7, "1969"), ("yearly_income", 1968.7, "1,969"), ("visits_per_year", 6.3, "6.3")];
        for (feature, of, written) in cases {
            assert_eq!(value(feature, of, None), written);
        }
    }
}
