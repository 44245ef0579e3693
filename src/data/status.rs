//! Codes of the `status` column of [`super::Facts::transactions`].

/// Claimed and not burnt.
pub const OPEN: u8 = 0;
/// Burnt.
pub const BURNT: u8 = 1;
/// A status word that is not known.
pub const OTHER: u8 = 2;
