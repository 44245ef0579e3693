//! The texts of the statements, by the table that each gives.

use crate::data::About::{self, Everyone, Sample};
use crate::data::Kind;

/// A text.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The name of the table that it gives.
    pub name: &'static str,
    /// The statement.
    pub sql: &'static str,
    /// Whom it is about, where there is a sample of the customers.
    pub about: About,
}

macro_rules! texts {
    ($($name:ident $file:literal $about:ident)+) => {
        $(pub const $name: Text = Text { name: $file, sql: include_str!(concat!("texts/", $file, ".sql")), about: $about };)+
    };
}

macro_rules! parts {
    ($($name:literal)+) => {
        /// Parts that statements share, or that engines write differently, by the name that stands for each.
        pub const PARTS: &[(&str, &str)] = &[$(($name, include_str!(concat!("texts/parts/", $name, ".sql")))),+];
    };
}

parts! {
    "burns"
    "cohorts"
    "customer_counts_by_list"
    "customer_counts_by_window"
    "customer_counts_of_features"
    "day_pairs_by_list"
    "day_pairs_by_window"
    "habits"
    "ids_by_bits"
    "ids_by_value"
    "known_days"
    "median_gap"
    "months"
    "status_counts"
    "unknown_burns"
}

// The tables of all measures.
texts! {
    EXTENT "extent" Everyone
    CHECKS "checks" Everyone
    CUSTOMERS "customers" Sample
    CUSTOMER_AMOUNTS "customer_amounts" Sample
    CUSTOMER_EVENTS "customer_events" Sample
    CUSTOMER_TIMES "customer_times" Sample
    OUTCOMES "outcomes" Everyone
    AMOUNTS_BY_DAY "amounts_by_day" Everyone
    ACTIVE "active" Everyone
    BRANCH_MONTHS "branch_months" Everyone
    CITY_MONTHS "city_months" Sample
    BRANCH_EVENTS "branch_events" Everyone
    BRANCH_BURNS "branch_burns" Everyone
    MERCHANT_BURNS "merchant_burns" Everyone
    COUPON_EVENTS "coupon_events" Everyone
    COUPON_BASKETS "coupon_baskets" Sample
    MERCHANT_BASKETS "merchant_baskets" Sample
    REPEATED_IDS "repeated_ids" Everyone
    WEEKDAY_HOURS "weekday_hours" Everyone
    COHORT_SIZES "cohort_sizes" Everyone
    COHORT_RETURNS "cohort_returns" Everyone
    COHORT_RETURNS_BY_MONTH "cohort_returns_by_month" Everyone
    // Only where the rows of customers do not say it: with a sample, and of rhythms with days after the horizon.
    EVERYONE "everyone" Everyone
    RHYTHMS "rhythms" Everyone
}

// The tables of purchases.
texts! {
    BRANCH_BUYERS "branch_buyers" Everyone
    BRANCH_ORDERS "branch_orders" Sample
    BRANCH_REVENUE "branch_revenue" Everyone
    COUPON_EFFECT "coupon_effect" Everyone
    CUSTOMER_ORDERS "customer_orders" Sample
    CUSTOMER_PRODUCTS "customer_products" Sample
    CUSTOMER_REVENUE "customer_revenue" Sample
    MERCHANT_BUYERS "merchant_buyers" Everyone
    ORDER_CHECKS "order_checks" Everyone
    ORDER_COUPONS "order_coupons" Everyone
    ORDER_CUSTOMERS "order_customers" Sample
    ORDER_NAMES "order_names" Everyone
    ORDER_SHAPES "order_shapes" Everyone
    ORDER_SIZES "order_sizes" Everyone
    ORDER_STATUSES "order_statuses" Everyone
    ORDERS_BY_DAY "orders_by_day" Everyone
    PRODUCT_LINES "product_lines" Everyone
    PRODUCT_MONTHS "product_months" Everyone
    PRODUCT_OTHERS "product_others" Everyone
    PRODUCTS "products" Everyone
    RETURNS "returns" Everyone
}

/// The tables of all measures of a kind of events.
pub fn all(kind: Kind) -> impl Iterator<Item = Text> {
    let own = if kind == Kind::Purchases { OF_PURCHASES } else { OF_COUPONS };
    OF_BOTH.iter().chain(own).copied()
}

/// Whether the statement of a name is about a sample of the customers, where there is one.
pub fn is_of_sample(kind: Kind, name: &str) -> bool {
    all(kind).any(|text| text.name == name && text.about == Sample)
}

/// The names of these tables, and of those that some data needs.
pub fn names(kind: Kind) -> impl Iterator<Item = &'static str> {
    all(kind).chain(INSTEAD.iter().copied()).map(|text| text.name)
}

/// What is asked instead of one of these, or besides, where days are far.
const INSTEAD: &[Text] = &[RHYTHMS, COHORT_RETURNS_BY_MONTH];

const OF_BOTH: &[Text] = &[
    EXTENT,
    CUSTOMERS,
    CUSTOMER_EVENTS,
    CUSTOMER_TIMES,
    OUTCOMES,
    ACTIVE,
    BRANCH_MONTHS,
    CITY_MONTHS,
    BRANCH_EVENTS,
    WEEKDAY_HOURS,
    COHORT_SIZES,
    COHORT_RETURNS,
];

const OF_COUPONS: &[Text] = &[
    CHECKS,
    REPEATED_IDS,
    AMOUNTS_BY_DAY,
    CUSTOMER_AMOUNTS,
    BRANCH_BURNS,
    MERCHANT_BURNS,
    COUPON_EVENTS,
    COUPON_BASKETS,
    MERCHANT_BASKETS,
];

const OF_PURCHASES: &[Text] = &[
    ORDER_CHECKS,
    ORDER_SHAPES,
    ORDER_STATUSES,
    ORDER_NAMES,
    RETURNS,
    CUSTOMER_REVENUE,
    CUSTOMER_ORDERS,
    CUSTOMER_PRODUCTS,
    BRANCH_REVENUE,
    BRANCH_BUYERS,
    MERCHANT_BUYERS,
    ORDERS_BY_DAY,
    ORDER_SIZES,
    ORDER_COUPONS,
    COUPON_EFFECT,
    PRODUCTS,
    PRODUCT_MONTHS,
    PRODUCT_OTHERS,
];

// What is asked about a day, a customer, groups or a column.
texts! {
    ACTED_AFTER "acted_after" Sample
    CLAIMS_BETWEEN "claims_between" Sample
    GROUP_CUSTOMERS "group_customers" Sample
    HISTORY "history" Everyone
    ORDER_HISTORY "order_history" Everyone
    OUTLIERS "outliers" Everyone
    UNREAD_DATES "unread_dates" Everyone
}
