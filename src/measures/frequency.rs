//! How many customers have 0, 1, 2, ... transactions.

use std::collections::BTreeMap;

use super::tally::Tally;

/// (transactions, customers with that many), ascending, counts that nobody has left out.
///
/// `customers` counts rows per customer. Without transactions there is no frequency to speak of, and no entry.
pub(super) fn frequency(customers: &Tally, has_transactions: bool) -> Vec<(u64, u64)> {
    let mut counts = BTreeMap::new();
    if has_transactions {
        for customer in &customers.keyed {
            *counts.entry(customer.all).or_insert(0) += 1;
        }
    }
    counts.into_iter().collect()
}
