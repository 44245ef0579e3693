//! Groups rows of purchases into orders.

use std::collections::HashMap;

use crate::data::ids::IntegerState;
use crate::data::tables::NO_ORDER;

/// The order of each row, and the number of orders. Rows with the same key are one order; orders are numbered by their
/// first rows.
pub fn group(keys: &[u64]) -> (Vec<u32>, usize) {
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
        let order = if key == NO_ORDER { new } else { *known.entry(key).or_insert(new) };
        count += u32::from(order == new);
        last = Some((key, order));
        order
    };
    let orders = keys.iter().map(|key| order_of(*key)).collect();
    (orders, count as usize)
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
}
