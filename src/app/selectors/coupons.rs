//! Named coupons in the order of the panel. Drawing and the cursor use the same list.

use std::cmp::Reverse;

use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{NamedCoupon, OrderCoupon, Summary};

/// The coupons of orders, by revenue, otherwise by orders.
pub fn coupons_of_orders(summary: &Summary) -> &[OrderCoupon] {
    let coupons = summary.purchases.as_ref().and_then(|purchases| purchases.coupons.as_ref());
    coupons.map_or(&[], |coupons| &coupons.names)
}

/// Most burns first, or most claims; the order of names among equals.
pub fn ranked_coupons<'a>(model: &Model, summary: &'a Summary) -> Vec<&'a NamedCoupon> {
    let mut coupons: Vec<&NamedCoupon> = summary.coupons.iter().collect();
    if model.view(Panel::Coupons) == 1 {
        coupons.sort_by_key(|coupon| Reverse(coupon.transactions));
    }
    coupons
}
