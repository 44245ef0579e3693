//! The days on which each customer did something: each day once per customer, sorted by customer and day.

use polars::prelude::{Int32Chunked, UInt32Chunked};

use super::customer_pairs::{Pair, distinct};

/// Distinct (customer, day) pairs, ascending. One flat list of pairs instead of a list per customer.
#[derive(Clone, Debug, Default)]
pub(super) struct CustomerDays(Vec<Pair>);

impl CustomerDays {
    /// Rows with a customer and a day up to `until`.
    pub fn of(customers: &UInt32Chunked, days: &Int32Chunked, until: i32) -> Self {
        Self::from_pairs(customers.iter().zip(days.iter()).filter_map(|(customer, day)| {
            let day = day.filter(|day| *day <= until)?;
            Some((customer?, day))
        }))
    }

    /// Pairs in any order, repeated or not.
    pub fn from_pairs(pairs: impl Iterator<Item = (u32, i32)>) -> Self {
        Self(distinct(pairs.map(|(customer, day)| (customer, ordered(day)))))
    }

    /// Each customer with a day, and the days in ascending order.
    pub fn customers(&self) -> impl Iterator<Item = (u32, impl ExactSizeIterator<Item = i32> + Clone + '_)> + '_ {
        self.0
            .chunk_by(|a, b| a.is_of_same_customer(*b))
            .map(|days| (days[0].customer(), days.iter().map(|pair| day(pair.value()))))
    }
}

/// Maps a day to a number with the same order, days before 1970 included.
fn ordered(day: i32) -> u32 {
    day.cast_unsigned() ^ (1 << 31)
}

fn day(ordered: u32) -> i32 {
    (ordered ^ (1 << 31)).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_in_order_and_counted_once() {
        let days = CustomerDays::from_pairs([(7, 3), (2, 5), (7, -1), (2, 5), (7, i32::MIN)].into_iter());
        let listed: Vec<(u32, Vec<i32>)> = days.customers().map(|(who, days)| (who, days.collect())).collect();
        assert_eq!(listed, [(2, vec![5]), (7, vec![i32::MIN, -1, 3])]);
    }
}
