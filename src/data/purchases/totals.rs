//! The totals of purchases, counted from orders, so that those of an earlier day are counted by the same rule.

use std::sync::Arc;

use crate::data::facts::Purchases;
use crate::data::order_totals::OrderTotals;

impl Purchases {
    /// The statuses of orders.
    pub const STATUSES: [&str; 5] = ["completed", "returned", "cancelled", "pending", "other"];

    /// The totals of these orders only; what the data has no column for stays none.
    pub fn count(&mut self, orders: Arc<Vec<OrderTotals>>) {
        let mut counts = [0; Self::STATUSES.len()];
        let mut amounts = [0.0; Self::STATUSES.len()];
        let (mut lines, mut items, mut with_coupon) = (0, 0.0, 0);
        for order in orders.iter() {
            let status = usize::from(order.status);
            counts[status] += 1;
            amounts[status] += order.amount;
            lines += u64::from(order.lines);
            if status == 0 {
                items += order.items;
                with_coupon += u64::from(order.with_coupon);
            }
        }
        self.lines = lines;
        self.items = self.items.map(|_| items);
        // Orders first, because a sum of decimal fractions depends on the order of its terms.
        self.revenue = self.revenue.map(|_| amounts[0] + amounts[1]);
        self.orders_with_coupon = self.orders_with_coupon.map(|_| with_coupon);
        let is_listed = |(at, (_, count)): &(usize, (&str, u64))| *count > 0 || *at == 0;
        let named = Self::STATUSES.into_iter().zip(counts).enumerate();
        self.by_status = named.filter(is_listed).map(|(_, named)| named).collect();
        self.orders = orders;
    }
}
