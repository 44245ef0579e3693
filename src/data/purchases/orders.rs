//! Groups rows of purchases into orders.

use std::collections::HashMap;

use crate::data::by_customer;
use crate::data::ids::IntegerState;
use crate::data::tables::NO_ORDER;

/// The order of each row, and the number of orders. Rows with the same key are one order; orders are numbered by their
/// first rows.
pub fn group(keys: &[u64]) -> (Vec<u32>, usize) {
    // Numbers that only grow or only fall do not repeat in later rows.
    let is_by_key = keys.is_sorted() || keys.is_sorted_by(|above, key| above >= key);
    let mut known: HashMap<u64, u32, IntegerState> = HashMap::default();
    let mut last = None;
    let mut count = 0;
    let mut order_of = |key: u64| {
        // The rows of an order are usually consecutive.
        if let Some((same, order)) = last
            && same == key
            && key != NO_ORDER
        {
            return order;
        }
        let new = count;
        let order = if is_by_key || key == NO_ORDER { new } else { *known.entry(key).or_insert(new) };
        count += u32::from(order == new);
        last = Some((key, order));
        order
    };
    let orders = keys.iter().map(|key| order_of(*key)).collect();
    (orders, count as usize)
}

/// The rows of each order, side by side.
#[derive(Debug)]
pub struct ByOrder {
    /// Where the rows of each order begin, and where those of the last end.
    firsts: Vec<u32>,
    /// The rows by order, those of an order as in the file; none where the file has them in this order.
    rows: Option<Vec<u32>>,
}

impl ByOrder {
    /// The rows of `count` orders from the order of each row.
    pub fn of(order_of: &[u32], count: usize) -> Self {
        let mut firsts = vec![0; count + 1];
        for order in order_of {
            firsts[*order as usize + 1] += 1;
        }
        for order in 0..count {
            firsts[order + 1] += firsts[order];
        }
        Self { firsts, rows: (!order_of.is_sorted()).then(|| by_customer::order(order_of)) }
    }

    /// The number of orders.
    pub fn len(&self) -> usize {
        self.firsts.len() - 1
    }

    /// The rows of an order, in the order of the file.
    pub fn rows(&self, order: usize) -> impl ExactSizeIterator<Item = usize> + Clone {
        let places = self.firsts[order] as usize..self.firsts[order + 1] as usize;
        places.map(|place| self.rows.as_ref().map_or(place, |rows| rows[place] as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_key_are_one_order_and_rows_without_a_key_are_each_their_own() {
        let (orders, count) = group(&[7, 7, 3, NO_ORDER, NO_ORDER, 7, 3, 0]);
        assert_eq!((orders.as_slice(), count), ([0, 0, 1, 2, 3, 0, 1, 4].as_slice(), 5));
        assert_eq!(group(&[]), (Vec::new(), 0));
    }

    #[test]
    fn keys_that_grow_or_fall_are_grouped_too() {
        let mut keys = vec![3, 3, 7, NO_ORDER, NO_ORDER, u64::MAX];
        assert_eq!(group(&keys), (vec![0, 0, 1, 2, 3, 4], 5));
        keys.reverse();
        assert_eq!(group(&keys), (vec![0, 1, 2, 3, 4, 4], 5));
    }

    #[test]
    fn each_order_has_its_rows_wherever_they_are() {
        let listed = |order_of: &[u32], count| {
            let by_order = ByOrder::of(order_of, count);
            (0..by_order.len()).map(|order| by_order.rows(order).collect()).collect::<Vec<Vec<usize>>>()
        };
        assert_eq!(listed(&[0, 0, 1, 2, 2], 3), [vec![0, 1], vec![2], vec![3, 4]]);
        assert_eq!(listed(&[0, 1, 0, 2, 1], 3), [vec![0, 2], vec![1, 4], vec![3]]);
        assert!(listed(&[], 0).is_empty());
    }
}
