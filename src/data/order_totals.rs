//! The contribution of an order to the totals of purchases.

/// An order of any status, and what it adds to the totals of [`Purchases`](crate::data::Purchases).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OrderTotals {
    /// Its customer.
    pub customer: Option<u32>,
    /// Its day.
    pub day: Option<i32>,
    /// Its status: an index into [`Purchases::STATUSES`](crate::data::Purchases::STATUSES).
    pub status: u8,
    /// Rows of the file.
    pub lines: u32,
    /// Whether it has a coupon.
    pub with_coupon: bool,
    /// Its pieces.
    pub items: f64,
    /// Its amount; 0 where it is neither completed nor a return.
    pub amount: f64,
}
