//! Which statements make the numbers of a panel, where a database counts the events.

use super::available::Available;
use super::table::Panel;
use crate::data::Kind;

/// Names of statements: those of both kinds of events, those of coupons, and those of purchases.
type Names = [&'static [&'static str]; 3];

/// The events of each customer, and what they come to.
const OF_CUSTOMERS: Names = [&["customer_events"], &["customer_amounts"], &["customer_revenue"]];
/// What customers are clustered by.
const OF_FEATURES: Names =
    [&["customer_events"], &["customer_amounts"], &["customer_revenue", "customer_orders", "customer_products"]];
/// What segments buy, and when, too.
const OF_SEGMENTS: Names = [
    &["customer_events", "customer_times"],
    &["customer_amounts", "coupon_baskets", "merchant_baskets"],
    &["customer_revenue", "customer_orders", "customer_products"],
];
const OVER_TIME: Names = [&["outcomes", "active"], &["amounts_by_day"], &["orders_by_day", "returns"]];
const OF_RETENTION: Names =
    [&["cohort_sizes", "cohort_returns", "cohort_returns_by_month", "customer_events"], &[], &[]];
const OF_GAPS: Names = [&["active", "customer_events", "rhythms"], &[], &[]];
const OF_BRANCHES: Names =
    [&["branch_events", "branch_months"], &["branch_burns"], &["branch_revenue", "branch_buyers"]];
const OF_CHECKS: Names = [
    &[],
    &["checks", "repeated_ids", "extent", "customers", "customer_events", "branch_events"],
    &[
        "order_checks",
        "extent",
        "customers",
        "customer_events",
        "branch_events",
        "order_shapes",
        "order_statuses",
        "order_names",
    ],
];

impl Panel {
    /// The table.
    #[rustfmt::skip]
    const fn names(self) -> Names {
        match self {
            Self::Genders | Self::Cities | Self::CityBurns | Self::Demographics | Self::Frequency | Self::Repeat
                | Self::Recency | Self::Tenure | Self::Rfm | Self::Lorenz => OF_CUSTOMERS,
            Self::Trend | Self::Timeline | Self::Periods => OVER_TIME,
            Self::DaysToBurn => [&["outcomes"], &[], &[]],
            Self::Weekdays => [&["outcomes", "weekday_hours"], &[], &[]],
            Self::OrderSizes => [&[], &[], &["order_sizes"]],
            Self::OrderGaps | Self::Gaps => OF_GAPS,
            Self::Retention | Self::CohortCurve => OF_RETENTION,
            Self::Coupons => [&[], &["coupon_events"], &["order_coupons", "coupon_effect"]],
            Self::Branches => [
                &["branch_events", "branch_months"],
                &["branch_burns"],
                &["products", "product_others", "branch_revenue", "branch_buyers"],
            ],
            Self::Products => [&[], &[], &["products", "product_others", "product_months"]],
            Self::CityTable => [&["customer_events", "city_months"], &[], &["customer_revenue"]],
            Self::BranchTable => OF_BRANCHES,
            Self::Merchants => [&["branch_events"], &["merchant_burns"], &["branch_revenue", "merchant_buyers"]],
            Self::PlaceMonths => [&["city_months", "branch_months"], &[], &["product_months"]],
            Self::Scatter | Self::Choosing | Self::Silhouettes | Self::Customers => OF_FEATURES,
            Self::SegmentTable | Self::Profiles => OF_SEGMENTS,
            Self::Checks | Self::Examples | Self::Readings => OF_CHECKS,
            // Customers are read: they are about no events.
            Self::Columns | Self::Correlations | Self::Missing => [&[], &[], &[]],
        }
    }

    /// The names of the statements that make its numbers of events, the most telling first; none where it shows no such
    /// numbers.
    pub fn statements(self, has: Available) -> Vec<&'static str> {
        let [both, coupons, purchases] = self.names();
        let own = match has.kind {
            Kind::Coupons => coupons,
            Kind::Purchases => purchases,
            Kind::Customers => return Vec::new(),
        };
        both.iter().chain(own).copied().filter(|name| counts(name, has)).collect()
    }
}

/// Whether the data has what a statement counts, so that it was asked.
fn counts(name: &str, has: Available) -> bool {
    match name {
        "customers" => !has.customers,
        "amounts_by_day" | "customer_amounts" | "customer_revenue" | "branch_revenue" => has.amounts,
        "branch_events" | "branch_months" | "branch_burns" | "branch_buyers" => has.branches,
        "merchant_baskets" | "merchant_burns" | "merchant_buyers" => has.merchants,
        "city_months" => has.cities,
        "products" | "product_others" | "product_months" | "customer_products" => has.products,
        "order_coupons" | "coupon_effect" => has.coupons,
        "weekday_hours" | "customer_times" => has.times,
        "returns" => has.returns,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator;

    use super::*;
    use crate::aggregate::sql;

    /// Everything that needs a statement.
    fn all(kind: Kind) -> Available {
        let yes = true;
        Available {
            kind,
            customers: false,
            amounts: yes,
            products: yes,
            cities: yes,
            branches: yes,
            merchants: yes,
            returns: yes,
            items: yes,
            coupons: yes,
            times: yes,
        }
    }

    #[test]
    fn every_statement_makes_numbers_of_a_panel_and_every_panel_names_statements_that_there_are() {
        for kind in [Kind::Coupons, Kind::Purchases] {
            let written: BTreeSet<&str> = sql::names(kind).collect();
            let shown: BTreeSet<&str> = Panel::iter().flat_map(|panel| panel.statements(all(kind))).collect();
            assert_eq!(shown, written, "{kind:?}: src/app/panel/statements.rs and src/aggregate/sql/texts.rs");
        }
        assert!(Panel::iter().all(|panel| panel.statements(all(Kind::Customers)).is_empty()));
    }

    #[test]
    fn every_panel_of_events_names_a_statement() {
        for kind in [Kind::Coupons, Kind::Purchases] {
            for panel in Panel::iter().filter(|panel| panel.is_of(kind)) {
                assert!(!panel.statements(all(kind)).is_empty(), "{panel:?} of {kind:?}");
            }
        }
    }
}
