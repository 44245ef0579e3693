//! The features of the catalogue as SQL.

/// A feature: totals over the events of a customer, and the value from them.
pub(super) struct Definition {
    pub name: &'static str,
    /// Names of [`TOTALS`].
    pub totals: &'static [&'static str],
    /// The value, with totals as `{name}`; `NULL` is a missing value.
    pub value: &'static str,
}

/// The totals that need the as-of date.
pub(super) const FIRST_DAY: &str = "first_day";
pub(super) const LAST_DAY: &str = "last_day";

/// Totals over the events of a customer.
pub(super) const TOTALS: [(&str, &str); 15] = [
    ("claims", "COUNT(*)"),
    ("claimed", "COUNT(CASE WHEN status = 'claimed' THEN 1 END)"),
    ("burnt", "COUNT(CASE WHEN status = 'burnt' THEN 1 END)"),
    ("expired", "COUNT(CASE WHEN status = 'expired' THEN 1 END)"),
    ("known", "COUNT(CASE WHEN status IN ('claimed', 'burnt', 'expired') THEN 1 END)"),
    ("orders", "COUNT(CASE WHEN status = 'completed' THEN 1 END)"),
    ("returns", "COUNT(CASE WHEN status = 'returned' THEN 1 END)"),
    ("coupons", "COUNT(CASE WHEN status = 'completed' AND with_coupon = 1 THEN 1 END)"),
    // Returns are no events, but their amounts count. A day after the as-of date is a mistake.
    (FIRST_DAY, "MIN(CASE WHEN status <> 'returned' AND day <= as_of_day THEN day END)"),
    (LAST_DAY, "MAX(CASE WHEN status <> 'returned' AND day <= as_of_day THEN day END)"),
    ("days", "COUNT(DISTINCT CASE WHEN status <> 'returned' THEN day END)"),
    ("branches", "COUNT(DISTINCT CASE WHEN status IN ('burnt', 'completed') THEN branch END)"),
    ("merchants", "COUNT(DISTINCT CASE WHEN status IN ('burnt', 'completed') THEN merchant END)"),
    ("amounts", "COUNT(CASE WHEN status <> 'returned' THEN amount END)"),
    ("amount", "SUM(amount)"),
];

pub(super) const DEFINITIONS: [Definition; 20] = [
    Definition { name: "order_count", totals: &["orders"], value: "COALESCE({orders}, 0)" },
    Definition { name: "transaction_count", totals: &["claims"], value: "COALESCE({claims}, 0)" },
    Definition { name: "claimed_count", totals: &["claimed"], value: "COALESCE({claimed}, 0)" },
    Definition { name: "burnt_count", totals: &["burnt"], value: "COALESCE({burnt}, 0)" },
    Definition { name: "expired_count", totals: &["expired"], value: "COALESCE({expired}, 0)" },
    Definition {
        name: "claimed_ratio",
        totals: &["claimed", "known"],
        value: "CASE WHEN {known} > 0 THEN {double:claimed} / {double:known} END",
    },
    Definition {
        name: "burnt_ratio",
        totals: &["burnt", "known"],
        value: "CASE WHEN {known} > 0 THEN {double:burnt} / {double:known} END",
    },
    Definition { name: "recency_days", totals: &["last_day"], value: "{since:last_day}" },
    Definition { name: "tenure_days", totals: &["first_day"], value: "{since:joined}" },
    Definition { name: "active_days", totals: &["days"], value: "COALESCE({days}, 0)" },
    Definition { name: "distinct_branches", totals: &["branches"], value: "COALESCE({branches}, 0)" },
    Definition { name: "distinct_merchants", totals: &["merchants"], value: "COALESCE({merchants}, 0)" },
    Definition { name: "amount_total", totals: &["amount"], value: "COALESCE({amount}, 0)" },
    Definition {
        name: "amount_mean",
        totals: &["amount", "amounts"],
        value: "CASE WHEN {amounts} > 0 THEN {double:amount} / {double:amounts} END",
    },
    Definition { name: "item_count", totals: &[], value: "COALESCE(segscope_baskets.items, 0)" },
    Definition { name: "return_count", totals: &["returns"], value: "COALESCE({returns}, 0)" },
    Definition {
        name: "return_ratio",
        totals: &["orders", "returns"],
        value: "CASE WHEN {orders} + {returns} > 0 THEN {double:returns} / ({double:orders} + {double:returns}) END",
    },
    Definition { name: "distinct_products", totals: &[], value: "COALESCE(segscope_baskets.products, 0)" },
    Definition {
        name: "coupon_ratio",
        totals: &["coupons", "orders"],
        value: "CASE WHEN {orders} > 0 THEN {double:coupons} / {double:orders} END",
    },
    Definition { name: "median_gap_days", totals: &[], value: "segscope_gaps.median" },
];

/// A text with its `{marks}` replaced.
pub(super) fn filled(text: &str, of: impl Fn(&str) -> String) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, rest) = part.split_once('}').unwrap_or((part, ""));
        out.push_str(&of(mark));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{FEATURES, Unit};

    #[test]
    fn every_computed_feature_but_codes_has_a_definition_over_known_totals() {
        let computed: Vec<&str> = FEATURES.iter().filter(|f| f.unit != Unit::Code).map(|f| f.name).collect();
        assert_eq!(DEFINITIONS.iter().map(|definition| definition.name).collect::<Vec<_>>(), computed);
        for Definition { name, totals, value } in &DEFINITIONS {
            assert!(totals.iter().all(|total| TOTALS.iter().any(|(known, _)| known == total)), "{name}");
            filled(value, |mark| {
                let of = mark.split_once(':').map_or(mark, |(_, of)| of);
                assert!(totals.contains(&of) || of == "joined", "{name}: {mark}");
                String::new()
            });
        }
    }
}
