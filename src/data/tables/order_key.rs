//! Which order a row of purchases belongs to, as a number.

use crate::data::cell::Cell;
use crate::data::ids::Key;

/// Stands for a row of which nothing tells the order: it is an order of its own.
pub const NO_ORDER: u64 = 0x51D6_0C3B_A9E7_42F5;

/// The same number for all rows of an order: those with one order number, whose fingerprint is `id`; without one, those of
/// one customer with the same date and time, as written.
pub fn order_key(id: Option<u64>, customer: Cell<'_>, date: Cell<'_>) -> u64 {
    if let Some(id) = id {
        return id;
    }
    match (Key::of(customer), moment(date)) {
        (Some(customer), Some(moment)) => mixed(mixed(customer.fingerprint()).rotate_left(32) ^ moment),
        _ => NO_ORDER,
    }
}

/// A number that stands for a date as written; none where there is none.
fn moment(date: Cell<'_>) -> Option<u64> {
    match date.present() {
        Cell::Empty => None,
        Cell::Day(day) => Some(day as u64),
        Cell::Float(serial) => Some(serial.to_bits()),
        other => Key::of(other).map(|key| key.fingerprint()),
    }
}

/// All bits of a number spread over all bits (Fibonacci hashing, folded).
fn mixed(value: u64) -> u64 {
    let product = u128::from(value) * 0x9E37_79B9_7F4A_7C15;
    (product as u64) ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_number_customer_and_time_tell_the_order() {
        let key = |customer, date| order_key(None, Cell::Text(customer), Cell::Text(date));
        assert_eq!(key("7", "2024-01-03 10:00"), key("7.0", " 2024-01-03 10:00 "));
        assert_ne!(key("7", "2024-01-03 10:00"), key("7", "2024-01-03 10:01"));
        assert_ne!(key("7", "2024-01-03"), key("8", "2024-01-03"));
        assert_eq!(order_key(Some(5), Cell::Empty, Cell::Empty), 5);
        assert_eq!([key("", "2024-01-03"), key("7", "n/a")], [NO_ORDER; 2]);
        assert_ne!(order_key(None, Cell::Int(1), Cell::Day(19_723)), order_key(None, Cell::Int(2), Cell::Day(19_723)),);
    }
}
