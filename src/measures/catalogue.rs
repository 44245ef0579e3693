//! The computed features of customers. Their values, titles, definitions, number formats and defaults, and the names of
//! segments, follow from this table; a new feature is a new row.

use super::encode::label_codes;
use super::inputs::{Inputs, days_before};
use crate::aggregate::Counts;
use crate::data::Kind;

/// A computed feature.
pub struct FeatureSpec {
    /// Its name in options, JSON and filters.
    pub name: &'static str,
    /// Its name as a column title.
    pub title: &'static str,
    /// Its formula in words.
    pub formula: &'static str,
    /// The unit of its values.
    pub unit: Unit,
    /// The tables that it needs; without them it does not exist.
    pub basis: Basis,
    /// The value of customers without a transaction, where they take part in a clustering.
    pub inactive: Inactive,
    /// The value of each customer; `NaN` is missing.
    pub(super) values: fn(&Inputs<'_>) -> Vec<f64>,
}

/// The unit of a feature, which decides how its values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count, or any number of a column of the customers table.
    Number,
    /// A share, 0 to 1: written as a percentage.
    Ratio,
    /// Days between two dates.
    Days,
    /// Money or another amount.
    Amount,
    /// A code without an order.
    Code,
}

/// The data that a feature is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Keys of the customers table, which may be null for all.
    Keys,
    /// Join dates, or claims.
    Dates,
    /// Claims or orders.
    Events,
    /// Claims of coupons.
    Claims,
    /// Claims that expired.
    Expiries,
    /// Orders.
    Orders,
    /// Orders that name products.
    Products,
    /// Orders, some with a coupon.
    OrdersWithCoupon,
    /// Transactions that name a branch.
    Branches,
    /// Branches that name a merchant.
    Merchants,
    /// Amounts of transactions.
    Amounts,
}

/// The value of a customer without a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inactive {
    /// The value as computed.
    Own,
    /// The largest value of all customers.
    Largest,
    /// 0.
    Zero,
}

/// All computed features, in display order.
pub const FEATURES: [FeatureSpec; 22] = [
    FeatureSpec {
        name: "order_count",
        title: "orders",
        formula: "completed orders of the customer",
        unit: Unit::Number,
        basis: Basis::Orders,
        inactive: Inactive::Own,
        values: |inputs| inputs.counts(|counts| counts.all),
    },
    FeatureSpec {
        name: "transaction_count",
        title: "claims",
        formula: "claims of the customer",
        unit: Unit::Number,
        basis: Basis::Claims,
        inactive: Inactive::Own,
        values: |inputs| inputs.counts(|counts| counts.all),
    },
    FeatureSpec {
        name: "claimed_count",
        title: "open",
        formula: "claims that are open",
        unit: Unit::Number,
        basis: Basis::Claims,
        inactive: Inactive::Own,
        values: |inputs| inputs.counts(|counts| counts.open),
    },
    FeatureSpec {
        name: "burnt_count",
        title: "burnt",
        formula: "claims that are burnt",
        unit: Unit::Number,
        basis: Basis::Claims,
        inactive: Inactive::Own,
        values: |inputs| inputs.counts(|counts| counts.burnt),
    },
    FeatureSpec {
        name: "expired_count",
        title: "expired",
        formula: "claims that were not burnt and can no longer be burnt",
        unit: Unit::Number,
        basis: Basis::Expiries,
        inactive: Inactive::Own,
        values: |inputs| inputs.counts(|counts| counts.expired),
    },
    FeatureSpec {
        name: "claimed_ratio",
        title: "open %",
        formula: "open / (open + burnt + expired), no value without any",
        unit: Unit::Ratio,
        basis: Basis::Claims,
        inactive: Inactive::Zero,
        values: |inputs| inputs.each(|counts| ratio(counts.open, counts)),
    },
    FeatureSpec {
        name: "burnt_ratio",
        title: "burnt %",
        formula: "burnt / (open + burnt + expired), no value without any",
        unit: Unit::Ratio,
        basis: Basis::Claims,
        inactive: Inactive::Zero,
        values: |inputs| inputs.each(|counts| ratio(counts.burnt, counts)),
    },
    FeatureSpec {
        name: "recency_days",
        title: "recency",
        formula: "days from the last claim to the as-of date",
        unit: Unit::Days,
        basis: Basis::Events,
        inactive: Inactive::Largest,
        values: |inputs| inputs.recency(),
    },
    FeatureSpec {
        name: "tenure_days",
        title: "tenure",
        formula: "days from the join date, or the first claim, to the as-of date",
        unit: Unit::Days,
        basis: Basis::Dates,
        inactive: Inactive::Own,
        values: |inputs| days_before(inputs.facts.as_of, inputs.joined.iter().copied()),
    },
    FeatureSpec {
        name: "active_days",
        title: "days active",
        formula: "distinct days with a claim",
        unit: Unit::Number,
        basis: Basis::Events,
        inactive: Inactive::Own,
        values: |inputs| {
            let missing = if inputs.facts.claim_horizon.is_some() { 0.0 } else { f64::NAN };
            inputs.active_days().unwrap_or_else(|| vec![missing; inputs.customers()])
        },
    },
    FeatureSpec {
        name: "distinct_branches",
        title: "branches",
        formula: "distinct branches of burnt claims",
        unit: Unit::Number,
        basis: Basis::Branches,
        inactive: Inactive::Own,
        values: |inputs| inputs.places.branches.clone(),
    },
    FeatureSpec {
        name: "distinct_merchants",
        title: "merchants",
        formula: "distinct merchants of burnt claims",
        unit: Unit::Number,
        basis: Basis::Merchants,
        inactive: Inactive::Own,
        values: |inputs| inputs.places.merchants.clone(),
    },
    FeatureSpec {
        name: "amount_total",
        title: "spend",
        formula: "sum of the amounts, missing ones skipped",
        unit: Unit::Amount,
        basis: Basis::Amounts,
        inactive: Inactive::Own,
        values: |inputs| inputs.events.amounts.iter().map(|sum| sum.total).collect(),
    },
    FeatureSpec {
        name: "amount_mean",
        title: "mean spend",
        formula: "mean of the amounts, missing ones skipped",
        unit: Unit::Amount,
        basis: Basis::Amounts,
        inactive: Inactive::Zero,
        values: |inputs| {
            inputs.events.amounts.iter().map(|sum| if sum.n > 0.0 { sum.total / sum.n } else { f64::NAN }).collect()
        },
    },
    FeatureSpec {
        name: "item_count",
        title: "items",
        formula: "pieces in the customer's orders",
        unit: Unit::Number,
        basis: Basis::Products,
        inactive: Inactive::Own,
        values: |inputs| inputs.of_orders(|orders| &orders.items),
    },
    FeatureSpec {
        name: "return_count",
        title: "returns",
        formula: "orders whose total is below 0",
        unit: Unit::Number,
        basis: Basis::Orders,
        inactive: Inactive::Own,
        values: |inputs| inputs.of_orders(|orders| &orders.returns),
    },
    FeatureSpec {
        name: "return_ratio",
        title: "returns %",
        formula: "returns / (orders + returns)",
        unit: Unit::Ratio,
        basis: Basis::Orders,
        inactive: Inactive::Zero,
        values: |inputs| {
            let share = |(returns, counts): (f64, &Counts)| returns / (f64::from(counts.all) + returns);
            inputs.of_orders(|orders| &orders.returns).into_iter().zip(&inputs.events.counts.keyed).map(share).collect()
        },
    },
    FeatureSpec {
        name: "distinct_products",
        title: "products",
        formula: "distinct products that the customer ordered",
        unit: Unit::Number,
        basis: Basis::Products,
        inactive: Inactive::Own,
        values: |inputs| inputs.of_orders(|orders| &orders.products),
    },
    FeatureSpec {
        name: "coupon_ratio",
        title: "coupons %",
        formula: "orders with a coupon / orders",
        unit: Unit::Ratio,
        basis: Basis::OrdersWithCoupon,
        inactive: Inactive::Zero,
        values: |inputs| inputs.coupon_ratios(),
    },
    FeatureSpec {
        name: "median_gap_days",
        title: "median gap",
        formula: "median of the days between two successive days with an order",
        unit: Unit::Days,
        basis: Basis::Orders,
        inactive: Inactive::Own,
        values: |inputs| inputs.of_orders(|orders| &orders.median_gaps),
    },
    FeatureSpec {
        name: "gender_encoded",
        title: "gender_encoded",
        formula: "index of the name in alphabetical order: a code, not an amount",
        unit: Unit::Code,
        basis: Basis::Keys,
        inactive: Inactive::Own,
        values: |inputs| label_codes(&inputs.gender, &inputs.gender_names),
    },
    FeatureSpec {
        name: "city_encoded",
        title: "city_encoded",
        formula: "index of the name in alphabetical order: a code, not an amount",
        unit: Unit::Code,
        basis: Basis::Keys,
        inactive: Inactive::Own,
        values: |inputs| label_codes(&inputs.city, &inputs.city_names),
    },
];

/// A share of the claims with a known outcome; 0 / 0 has no value.
fn ratio(part: u32, counts: &Counts) -> f64 {
    if counts.known() > 0 { f64::from(part) / counts.known() as f64 } else { f64::NAN }
}

impl FeatureSpec {
    /// The feature of that name; none for a column of the customers table.
    pub fn named(name: &str) -> Option<&'static Self> {
        const ALL: &[FeatureSpec] = &FEATURES;
        ALL.iter().find(|feature| feature.name == name)
    }

    /// Whether the data has what it is computed from.
    pub(super) fn exists(&self, inputs: &Inputs<'_>) -> bool {
        let facts = inputs.facts;
        let (is_purchases, loaded) = (facts.kind == Kind::Purchases, facts.purchases.as_ref());
        match self.basis {
            Basis::Keys | Basis::Dates => true,
            Basis::Events => inputs.has_transactions,
            Basis::Claims => inputs.has_transactions && !is_purchases,
            Basis::Expiries => inputs.events.counts.total().expired > 0,
            Basis::Orders => inputs.has_transactions && is_purchases,
            Basis::Products => is_purchases && loaded.is_some_and(|p| !p.products.is_empty()),
            Basis::OrdersWithCoupon => is_purchases && loaded.is_some_and(|p| p.orders_with_coupon.is_some()),
            Basis::Branches => inputs.has_transactions && !facts.branches.is_empty(),
            Basis::Merchants => inputs.has_transactions && !facts.merchants.is_empty(),
            Basis::Amounts => inputs.has_transactions && facts.has_amount,
        }
    }

    /// Whether it describes how a customer uses coupons.
    pub fn is_behaviour(&self) -> bool {
        !matches!(self.unit, Unit::Amount | Unit::Code)
    }
}

impl Unit {
    /// The unit of any feature. Other columns of the customers table are numbers, or ratios if their name ends in
    /// `_ratio`.
    pub fn of(feature: &str) -> Self {
        let own = || if feature.ends_with("_ratio") { Self::Ratio } else { Self::Number };
        FeatureSpec::named(feature).map_or_else(own, |feature| feature.unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::features;
    use crate::measures::fixture::{customers_only, facts, purchases};
    use crate::progress::Progress;

    #[test]
    fn features_come_in_the_order_of_the_table_where_the_data_has_what_they_need() {
        let computed = |facts| {
            let columns = features(&facts, &Progress::new()).unwrap().columns;
            columns.into_iter().map(|c| c.name).filter(|name| FeatureSpec::named(name).is_some()).collect::<Vec<_>>()
        };
        let named = |absent: &[Basis]| {
            let there = FEATURES.iter().filter(|feature| !absent.contains(&feature.basis));
            there.map(|feature| feature.name).collect::<Vec<_>>()
        };
        let of_orders = [Basis::Orders, Basis::Products, Basis::OrdersWithCoupon];
        assert_eq!(computed(facts()), named(&[&of_orders[..], &[Basis::Expiries]].concat()));
        let without_genders = named(&[Basis::Claims, Basis::Expiries]);
        assert_eq!(
            computed(purchases()),
            without_genders.into_iter().filter(|f| *f != "gender_encoded").collect::<Vec<_>>()
        );
        assert!(computed(customers_only()).is_empty(), "without keys and dates a column has no value");
    }

    #[test]
    fn other_columns_are_numbers_or_ratios() {
        assert_eq!(["age", "debt_ratio"].map(Unit::of), [Unit::Number, Unit::Ratio]);
        assert_eq!(["active_days", "recency_days"].map(Unit::of), [Unit::Number, Unit::Days]);
    }
}
