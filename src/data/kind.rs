//! Which of the three kinds of customer data this is.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// What the events of the data are.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// An event is a coupon that a customer claimed; what counts are the burns.
    #[default]
    Coupons,
    /// An event is an order; what counts is the revenue.
    Purchases,
    /// One row per customer and no events.
    Customers,
}
