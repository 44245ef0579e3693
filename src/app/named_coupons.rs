//! Named coupons as the panel ranks them: it draws from this and the cursor opens by it.

use std::cmp::Reverse;

use super::model::Model;
use super::panel::Panel;
use crate::measures::{NamedCoupon, Summary};

impl Model {
    /// Most burns first, or most claims; the order of names among equals.
    pub fn ranked_coupons<'a>(&self, summary: &'a Summary) -> Vec<&'a NamedCoupon> {
        let mut coupons: Vec<&NamedCoupon> = summary.coupons.iter().collect();
        if self.view(Panel::Coupons) == 1 {
            coupons.sort_by_key(|coupon| Reverse(coupon.transactions));
        }
        coupons
    }
}
