//! Why there is no burn rate.

/// Why no rate is shown where only coupons that were used are in the data.
pub const UNRATED: &str = "no burn rate: every claim is burnt";
