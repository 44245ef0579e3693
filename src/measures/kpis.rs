//! The key figures.

use super::wilson::wilson;
use crate::aggregate::{Everyone, Tally};

/// The key figures of the data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kpis {
    /// Customers: rows of `customers` with distinct ids.
    pub customers: u64,
    /// Customers with at least one transaction: a claim or an order.
    pub active_customers: u64,
    /// Customers without one.
    pub inactive_customers: u64,
    /// All claims; of purchases, all completed orders.
    pub transactions: u64,
    /// Open rows: claimed and not burnt.
    pub claimed: u64,
    /// Burnt rows.
    pub burnt: u64,
    /// Rows that were not burnt and no longer can be.
    pub expired: u64,
    /// Rows with an unknown status.
    pub other: u64,
    /// The sum of the amounts, of purchases net of returns; none without such a column.
    pub amount: Option<f64>,
    /// burnt / (claimed + burnt + expired); none if that is 0.
    pub burn_rate: Option<f64>,
    /// Customers with at least two claims or orders.
    pub repeat_customers: u64,
    /// Customers with at least two burns.
    pub repeat_burners: u64,
    /// Median days from claim to burn: see [`DaysToBurn`](super::DaysToBurn).
    pub median_days_to_burn: Option<f64>,
}

impl Kpis {
    /// The 95% interval of the burn rate (Wilson 1927).
    pub fn burn_interval(&self) -> Option<[f64; 2]> {
        wilson(self.burnt, self.claimed + self.burnt + self.expired)
    }

    /// The same figures of all customers, where these are of a sample; `has_rates` says whether burn rates mean something.
    pub(super) fn of_everyone(self, of: Everyone, has_rates: bool) -> Self {
        let known = of.open + of.burnt + of.expired;
        Self {
            customers: of.customers,
            active_customers: of.active,
            inactive_customers: of.customers.saturating_sub(of.active),
            transactions: of.events,
            claimed: of.open,
            burnt: of.burnt,
            expired: of.expired,
            other: of.other,
            burn_rate: (has_rates && known > 0).then(|| of.burnt as f64 / known as f64),
            repeat_customers: of.repeated,
            repeat_burners: of.repeat_burners,
            ..self
        }
    }

    /// The share of active customers with at least two claims or orders, and its 95% interval (Wilson 1927).
    pub fn repeat(&self) -> Option<(f64, [f64; 2])> {
        let interval = wilson(self.repeat_customers, self.active_customers)?;
        Some((self.repeat_customers as f64 / self.active_customers as f64, interval))
    }
}

/// The key figures. `customers` counts rows per customer.
pub(super) fn kpis(
    customers: &Tally,
    has_transactions: bool,
    amount: Option<f64>,
    median_days_to_burn: Option<f64>,
) -> Kpis {
    let total = customers.total();
    let with = |least: u32| customers.keyed.iter().filter(|c| c.all >= least).count() as u64;
    let count = customers.keyed.len() as u64;
    let active = if has_transactions { with(1) } else { count };
    Kpis {
        customers: count,
        active_customers: active,
        inactive_customers: count - active,
        transactions: total.all.into(),
        claimed: total.open.into(),
        burnt: total.burnt.into(),
        expired: total.expired.into(),
        other: total.other.into(),
        amount,
        burn_rate: total.burn_rate(),
        repeat_customers: with(2),
        repeat_burners: customers.keyed.iter().filter(|c| c.burnt >= 2).count() as u64,
        median_days_to_burn,
    }
}
