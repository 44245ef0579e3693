//! Who buys a product, or at a place, and who buys again.

use super::key_pairs::Pair;

/// Customers of a product, place or coupon. In SQL: of the orders of `GROUP BY key, customer`, `COUNT(*)` and the number of
/// those with two or more, `GROUP BY key`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Buyers {
    /// Customers with an order of it, or there.
    pub buyers: u64,
    /// Those among them with two such orders or more.
    pub repeat_buyers: u64,
}

/// The buyers of each of `codes` keys, from the (customer, key) of every order, ascending.
pub(crate) fn buyers(orders: &[Pair], codes: usize) -> Vec<Buyers> {
    let mut buyers = vec![Buyers::default(); codes];
    for own in orders.chunk_by(|a, b| a == b) {
        if let Some(of_key) = buyers.get_mut(own[0].value() as usize) {
            of_key.buyers += 1;
            of_key.repeat_buyers += u64::from(own.len() > 1);
        }
    }
    buyers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::key_pairs::sorted;

    #[test]
    fn customers_count_once_for_each_key() {
        let orders = sorted([(7, 0), (7, 1), (7, 0), (8, 0), (1, 5)].into_iter());
        let expected = [(2, 1), (1, 0), (0, 0)].map(|(buyers, repeat_buyers)| Buyers { buyers, repeat_buyers });
        assert_eq!(buyers(&orders, 3), expected);
    }
}
