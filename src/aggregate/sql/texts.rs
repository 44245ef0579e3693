//! The texts of the statements, by the table that each gives.

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
    CUSTOMER_AMOUNTS "customer_amounts"
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
    GAPS "gaps"
    RHYTHMS "rhythms"
    EARLY_RHYTHMS "early_rhythms"
}

/// The tables of all measures.
pub const TEXTS: &[Text] = &[
    EXTENT,
    CHECKS,
    CUSTOMERS,
    CUSTOMER_EVENTS,
    CUSTOMER_AMOUNTS,
    CUSTOMER_PLACES,
    CUSTOMER_TIMES,
    OUTCOMES,
    AMOUNTS_BY_DAY,
    ACTIVE,
    BRANCH_MONTHS,
    CITY_MONTHS,
    BRANCH_EVENTS,
    BRANCH_BURNS,
    MERCHANT_BURNS,
    COUPON_EVENTS,
    WEEKDAY_HOURS,
    COHORT_SIZES,
    COHORT_RETURNS,
    GAPS,
    RHYTHMS,
    EARLY_RHYTHMS,
];

// What is asked about a day, a customer or groups.
texts! {
    ACTED_AFTER "acted_after"
    CLAIMS_BETWEEN "claims_between"
    BRANCH_CUSTOMERS "branch_customers"
    COUPON_CUSTOMERS "coupon_customers"
    HISTORY "history"
}
