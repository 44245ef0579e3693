//! The tables and columns segscope knows.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// One of the six tables.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Table {
    /// One row per customer.
    Customers,
    /// Gender names.
    Genders,
    /// City names.
    Cities,
    /// One row per coupon taken by a customer.
    Transactions,
    /// Branches where coupons are burnt, each of a merchant.
    Branches,
    /// Merchant names.
    Merchants,
}
