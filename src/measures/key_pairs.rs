//! (key, value) pairs in the order of both, each packed into one number: customers and their days, products and their orders.
//!
//! Rows come by customer, so mostly only the few values of each customer have to be sorted.

use rayon::prelude::*;

/// A key and a value, in the order of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u64);

impl Pair {
    pub fn of(key: u32, value: u32) -> Self {
        Self(u64::from(key) << 32 | u64::from(value))
    }

    pub fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub fn value(self) -> u32 {
        self.0 as u32
    }

    /// Whether two pairs have one key.
    pub fn has_same_key(self, other: Self) -> bool {
        self.key() == other.key()
    }
}

/// The pairs in order, whatever order they come in.
pub(super) fn sorted(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = pairs.map(|(key, value)| Pair::of(key, value)).collect();
    if pairs.is_sorted_by_key(|pair| pair.key()) {
        pairs.par_chunk_by_mut(|a, b| a.has_same_key(*b)).for_each(<[Pair]>::sort_unstable);
    } else {
        pairs.par_sort_unstable();
    }
    pairs
}

/// The pairs in order, each once.
pub(super) fn distinct(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<Pair> {
    let mut pairs = sorted(pairs);
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_in_order_whether_they_come_by_customer_or_not() {
        let plain = |pairs: Vec<Pair>| pairs.iter().map(|p| (p.key(), p.value())).collect::<Vec<_>>();
        let wanted = [(2, 5), (2, 5), (7, 1), (7, 3), (u32::MAX, 0)];
        for given in
            [wanted, [(2, 5), (2, 5), (7, 3), (7, 1), (u32::MAX, 0)], [(7, 3), (2, 5), (u32::MAX, 0), (7, 1), (2, 5)]]
        {
            assert_eq!(plain(sorted(given.into_iter())), wanted);
            assert_eq!(plain(distinct(given.into_iter())), [(2, 5), (7, 1), (7, 3), (u32::MAX, 0)]);
        }
    }
}
