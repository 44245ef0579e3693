//! How many customers have 0, 1, 2, ... transactions.

use crate::aggregate::Tally;
use std::collections::BTreeMap;

/// (transactions, number of customers), ascending, without counts that no customer has.
///
/// `customers` counts rows per customer. Empty without transactions.
pub(super) fn frequency(customers: &Tally, has_transactions: bool) -> Vec<(u64, u64)> {
    let mut counts = BTreeMap::new();
    if has_transactions {
        for customer in &customers.keyed {
            *counts.entry(u64::from(customer.all)).or_insert(0) += 1;
        }
    }
    counts.into_iter().collect()
}
