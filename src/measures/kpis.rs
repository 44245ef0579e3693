//! The key figures, and how many customers have how many transactions.

use super::summary::Kpis;
use super::tally::Tally;

/// The key figures. `customers` counts rows per customer.
pub(super) fn kpis(customers: &Tally, has_transactions: bool, median_days_to_burn: Option<f64>) -> Kpis {
    let total = customers.total();
    let with = |least: u64| customers.keyed.iter().filter(|c| c.all >= least).count() as u64;
    let count = customers.keyed.len() as u64;
    let active = if has_transactions { with(1) } else { count };
    Kpis {
        customers: count,
        active_customers: active,
        inactive_customers: count - active,
        transactions: total.all,
        claimed: total.open,
        burnt: total.burnt,
        other: total.all - total.open - total.burnt,
        burn_rate: total.burn_rate(),
        repeat_customers: with(2),
        repeat_burners: customers.keyed.iter().filter(|c| c.burnt >= 2).count() as u64,
        median_days_to_burn,
    }
}
