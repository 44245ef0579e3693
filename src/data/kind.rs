//! The three kinds of customer data.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumMessage, EnumString, IntoStaticStr};

/// The kind of the events.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// An event is a coupon that a customer claimed; the main measure is burns.
    #[default]
    Coupons,
    /// An event is an order; the main measure is revenue.
    Purchases,
    /// One row per customer and no events.
    Customers,
}
