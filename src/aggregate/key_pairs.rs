//! (key, value) pairs sorted by both, each packed into one number: customers and their days, products and their orders.
//!
//! Rows are usually grouped by customer, so that only the few values of each customer have to be sorted.

use std::cmp::Ordering;

use rayon::prelude::*;

/// A key and a value, in the order of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair(u64);

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
pub(crate) fn sorted(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<Pair> {
    // There is room for all that may come: a page of it takes memory only when it is written.
    let (least, most) = pairs.size_hint();
    let mut sorted = Vec::with_capacity(most.unwrap_or(least));
    sorted.extend(pairs.map(|(key, value)| Pair::of(key, value)));
    sort(&mut sorted, |pair| pair.key(), Ord::cmp);
    sorted
}

/// Number of values that a core sorts at a time.
const TOGETHER: usize = if cfg!(test) { 4 } else { 1 << 16 };

/// Sorts values by `order`, of which `key` is the first part. Where they come by key, only those of each key have to be sorted.
pub(crate) fn sort<T: Send, K: Ord>(
    values: &mut [T],
    key: impl Fn(&T) -> K + Sync,
    order: impl Fn(&T, &T) -> Ordering + Sync,
) {
    if values.is_sorted_by_key(&key) {
        sort_runs(values, &|a, b| key(a) == key(b), &order);
    } else {
        values.par_sort_unstable_by(order);
    }
}

fn sort_runs<T: Send>(
    values: &mut [T],
    is_same: &(impl Fn(&T, &T) -> bool + Sync),
    order: &(impl Fn(&T, &T) -> Ordering + Sync),
) {
    let half = values.len() / 2;
    let is_end = |at: &usize| !is_same(&values[at - 1], &values[*at]);
    if values.len() > TOGETHER
        && let Some(end) = (half..values.len()).find(is_end)
    {
        let (first, second) = values.split_at_mut(end);
        rayon::join(|| sort_runs(first, is_same, order), || sort_runs(second, is_same, order));
    } else {
        values.chunk_by_mut(is_same).for_each(|own| own.sort_unstable_by(order));
    }
}

/// The pairs in order, each once.
pub(crate) fn distinct(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<Pair> {
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

    /// Runs that are shorter and longer than what one core sorts at a time, and one at the end.
    #[test]
    fn runs_are_sorted_wherever_they_are_parted() {
        for lengths in [&[1, 9, 1, 1][..], &[3, 3, 3], &[1, 1, 1, 1, 1, 1], &[12], &[2, 10], &[]] {
            let runs = lengths.iter().enumerate();
            let given = runs.flat_map(|(key, length)| (0..*length).map(move |at| (key as u32, (at * 7) % 5)));
            let mut expected: Vec<(u32, u32)> = given.collect();
            let mut values = expected.clone();
            expected.sort_unstable();
            sort(&mut values, |value| value.0, Ord::cmp);
            assert_eq!(values, expected, "{lengths:?}");
        }
    }
}
