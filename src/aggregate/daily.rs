//! Events by day.

use std::collections::BTreeMap;

use super::active::{Active, active};
use super::columns::MeasureError;
use super::order_counts::{OrderCounts, orders_by_day};
use super::outcomes::{Outcome, outcomes};
use super::passes::Passes;
use super::revenue::{revenue_by_day, spend_by_day};

/// Events by day.
#[derive(Clone, Debug)]
pub(crate) struct Daily {
    /// Rows by day, status and end.
    pub outcomes: Vec<Outcome>,
    /// Customers in each period.
    pub active: Active,
    /// Amounts of coupons by burn date, of coupons that are not burnt by claim date; empty for purchases, and without
    /// amounts. In SQL: `SUM(amount) GROUP BY` that day.
    pub spend: BTreeMap<i32, f64>,
    /// Amounts of orders and returns; empty for other kinds, and without amounts. In SQL: `SUM(amount) GROUP BY day`.
    pub revenue: BTreeMap<i32, f64>,
    /// Orders and returns; empty for other kinds.
    pub orders: BTreeMap<i32, OrderCounts>,
}

impl Passes<'_> {
    /// The events by day.
    pub fn daily(&self) -> Result<Daily, MeasureError> {
        let facts = self.facts;
        let (outcomes, active) = rayon::join(|| outcomes(facts), || active(&self.claims()));
        let [spend, revenue] = [spend_by_day(facts)?, revenue_by_day(facts)?];
        Ok(Daily { outcomes: outcomes?, active, spend, revenue, orders: orders_by_day(facts)? })
    }
}
