//! Purchases without a coupon, in a file of coupons that were taken and used.

use crate::data::cell::Cell;
use crate::data::layout::Layout;

/// Tells rows that are purchases without a coupon: they have neither a coupon nor a day on which one was taken, but a day on which
/// it would have been used.
#[derive(Clone, Copy, Debug)]
pub struct WithoutCoupon {
    coupon: usize,
    taken: usize,
    used: usize,
}

impl WithoutCoupon {
    /// Of events laid out so; none where they have a status, or lack one of the columns.
    pub fn new(layout: &Layout) -> Option<Self> {
        let (coupon, taken) = (layout.at("coupon_name")?, layout.at("transaction_date")?);
        let used = layout.at("burn_date")?;
        (layout.at("transaction_status").is_none() && !layout.is_cleaned()).then_some(Self { coupon, taken, used })
    }

    /// Whether the row with these cells is one.
    pub fn is<'c>(self, cell: impl Fn(usize) -> Cell<'c>) -> bool {
        let is_empty = |at: usize| cell(at).present() == Cell::Empty;
        is_empty(self.taken) && is_empty(self.coupon) && !is_empty(self.used)
    }
}
