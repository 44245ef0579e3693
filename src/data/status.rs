//! Codes of the `status` column of [`super::Facts::transactions`].

/// Claimed and not burnt.
pub const OPEN: u8 = 0;
/// Burnt.
pub const BURNT: u8 = 1;
/// A status word that is not known.
pub const OTHER: u8 = 2;
/// A coupon that was not burnt and no longer can be.
pub const EXPIRED: u8 = 3;
/// An order that was not taken back: of purchases, the only rows that are events.
pub const COMPLETED: u8 = 4;
/// An order that was returned or refunded.
pub const RETURNED: u8 = 5;
/// An order that was cancelled.
pub const CANCELLED: u8 = 6;
/// An order that is not finished.
pub const PENDING: u8 = 7;
/// No status at all, in a row of purchases that are not grouped to orders yet.
pub(super) const NONE: u8 = u8::MAX;
