//! The limits of the scores of recency, frequency and monetary value, as text.

use super::text::number;
use crate::data::Kind;
use crate::measures::SCORES;
use crate::money::{Room, money};

/// What the monetary value is called: the revenue of orders, or the feature of coupons.
pub fn monetary(kind: Kind, feature: &'static str) -> &'static str {
    match (kind, feature) {
        (Kind::Purchases, "amount_total") => "revenue",
        (Kind::Purchases, _) => "orders",
        (Kind::Coupons | Kind::Customers, feature) => feature,
    }
}

/// The range of each score: `≤ 4`, `≤ 6`, `≤ 12`, `≤ 17`, `> 17`. Thresholds of whole numbers are rounded down, which
/// splits them the same way.
pub fn limits(at_most: &str, thresholds: &[f64; SCORES - 1], whole: bool) -> [String; SCORES] {
    let figure = |at: usize| {
        let threshold = if whole { thresholds[at].floor() } else { thresholds[at] };
        number(threshold, if threshold.fract() == 0.0 { 0 } else { 2 })
    };
    ranges(at_most, figure)
}

/// The same of amounts with their currency: `≤ €129`, `> €1,017`.
pub fn limits_of_money(at_most: &str, thresholds: &[f64; SCORES - 1], currency: Option<&str>) -> [String; SCORES] {
    ranges(at_most, |at| money(thresholds[at], currency, Room::Full))
}

fn ranges(at_most: &str, limit: impl Fn(usize) -> String) -> [String; SCORES] {
    std::array::from_fn(|at| match at {
        at if at + 1 < SCORES => format!("{} {}", at_most, limit(at)),
        _ => format!("> {}", limit(SCORES - 2)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_figures_have_whole_limits() {
        let thresholds = [4.0, 6.0, 12.4, 1017.8];
        assert_eq!(limits("≤", &thresholds, true), ["≤ 4", "≤ 6", "≤ 12", "≤ 1,017", "> 1,017"]);
        assert_eq!(limits("<=", &thresholds, false), ["<= 4", "<= 6", "<= 12.40", "<= 1,017.80", "> 1,017.80"]);
    }
}
