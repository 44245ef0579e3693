//! The totals of purchases, counted from orders, so that those of an earlier day are counted by the same rule.

use std::sync::Arc;

use crate::data::facts::Purchases;
use crate::data::order_totals::OrderTotals;

impl Purchases {
    /// The statuses of orders.
    pub const STATUSES: [&str; 5] = ["completed", "returned", "cancelled", "pending", "other"];

    /// The totals of these orders only; what the data has no column for stays none.
    pub fn count(&mut self, orders: Arc<[OrderTotals]>) {
        let completed = || orders.iter().filter(|order| order.status == 0);
        let mut counts = [0; Self::STATUSES.len()];
        for order in orders.iter() {
            counts[usize::from(order.status)] += 1;
        }
        self.lines = orders.iter().map(|order| u64::from(order.lines)).sum();
        self.items = self.items.map(|_| completed().map(|order| order.items).sum());
        // Orders first, as a sum of decimal fractions depends on the order of its parts.
        let amounts = |status: u8| orders.iter().filter(move |order| order.status == status).map(|order| order.amount);
        self.revenue = self.revenue.map(|_| amounts(0).sum::<f64>() + amounts(1).sum::<f64>());
        self.orders_with_coupon =
            self.orders_with_coupon.map(|_| completed().filter(|order| order.with_coupon).count() as u64);
        let is_listed = |(at, (_, count)): &(usize, (&str, u64))| *count > 0 || *at == 0;
        let named = Self::STATUSES.into_iter().zip(counts).enumerate();
        self.by_status = named.filter(is_listed).map(|(_, named)| named).collect();
        self.orders = orders;
    }
}
