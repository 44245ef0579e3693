//! The texts of the statements, by the table that each gives.

/// A name and a text.
type Text = (&'static str, &'static str);

macro_rules! text {
    ($name:literal) => {
        ($name, include_str!(concat!("texts/", $name, ".sql")))
    };
}

/// How many events there are, and between which days.
pub const EXTENT: Text = text!("extent");

/// The tables of coupons.
pub const TEXTS: &[Text] = &[
    text!("checks"),
    text!("customers"),
    text!("customer_events"),
    text!("customer_amounts"),
    text!("customer_places"),
    text!("customer_times"),
    text!("outcomes"),
    text!("amounts_by_day"),
    text!("active"),
    text!("branch_months"),
    text!("city_months"),
    text!("branch_events"),
    text!("branch_burns"),
    text!("merchant_burns"),
    text!("coupon_events"),
    text!("weekday_hours"),
    text!("cohort_sizes"),
    text!("cohort_returns"),
    text!("gaps"),
    text!("rhythms"),
    text!("early_rhythms"),
];
