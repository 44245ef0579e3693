//! The texts of the statements, by the table that each gives.

use crate::data::Kind;

/// A name and a text.
pub type Text = (&'static str, &'static str);

macro_rules! texts {
    ($($name:ident $file:literal)+) => {
        $(pub const $name: Text = ($file, include_str!(concat!("texts/", $file, ".sql")));)+
    };
}

// The tables of all measures.
texts! {
    EXTENT "extent"
    CHECKS "checks"
    CUSTOMERS "customers"
    CUSTOMER_EVENTS "customer_events"
    CUSTOMER_PLACES "customer_places"
    CUSTOMER_TIMES "customer_times"
    OUTCOMES "outcomes"
    AMOUNTS_BY_DAY "amounts_by_day"
    ACTIVE "active"
    BRANCH_MONTHS "branch_months"
    CITY_MONTHS "city_months"
    BRANCH_EVENTS "branch_events"
    BRANCH_BURNS "branch_burns"
    MERCHANT_BURNS "merchant_burns"
    COUPON_EVENTS "coupon_events"
    WEEKDAY_HOURS "weekday_hours"
    COHORT_SIZES "cohort_sizes"
    COHORT_RETURNS "cohort_returns"
    RHYTHMS "rhythms"
}

// The tables of purchases.
texts! {
    BRANCH_BUYERS "branch_buyers"
    BRANCH_ORDERS "branch_orders"
    BRANCH_REVENUE "branch_revenue"
    COUPON_EFFECT "coupon_effect"
    CUSTOMER_ORDERS "customer_orders"
    CUSTOMER_PRODUCTS "customer_products"
    CUSTOMER_REVENUE "customer_revenue"
    MERCHANT_BUYERS "merchant_buyers"
    ORDER_CHECKS "order_checks"
    ORDER_COUPONS "order_coupons"
    ORDER_CUSTOMERS "order_customers"
    ORDER_NAMES "order_names"
    ORDER_SHAPES "order_shapes"
    ORDER_SIZES "order_sizes"
    ORDER_STATUSES "order_statuses"
    ORDERS_BY_DAY "orders_by_day"
    PRODUCT_LINES "product_lines"
    PRODUCT_MONTHS "product_months"
    PRODUCT_OTHERS "product_others"
    PRODUCTS "products"
    RETURNS "returns"
}

/// The tables of all measures of a kind of events.
pub fn all(kind: Kind) -> impl Iterator<Item = Text> {
    let own = if kind == Kind::Purchases { OF_PURCHASES } else { OF_COUPONS };
    OF_BOTH.iter().chain(own).copied()
}

/// The names of these tables.
pub fn names(kind: Kind) -> impl Iterator<Item = &'static str> {
    all(kind).map(|(name, _)| name)
}

const OF_BOTH: &[Text] = &[
    EXTENT,
    CUSTOMERS,
    CUSTOMER_EVENTS,
    CUSTOMER_PLACES,
    CUSTOMER_TIMES,
    OUTCOMES,
    ACTIVE,
    BRANCH_MONTHS,
    CITY_MONTHS,
    BRANCH_EVENTS,
    WEEKDAY_HOURS,
    COHORT_SIZES,
    COHORT_RETURNS,
    RHYTHMS,
];

const OF_COUPONS: &[Text] = &[CHECKS, AMOUNTS_BY_DAY, BRANCH_BURNS, MERCHANT_BURNS, COUPON_EVENTS];

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

// What is asked about a day, a customer or groups.
texts! {
    ACTED_AFTER "acted_after"
    CLAIMS_BETWEEN "claims_between"
    GROUP_CUSTOMERS "group_customers"
    HISTORY "history"
    ORDER_HISTORY "order_history"
}
