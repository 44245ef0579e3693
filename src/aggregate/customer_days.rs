//! The days on which each customer did something: each day once per customer, sorted by customer and day.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;

use super::key_pairs::distinct;
use super::parts::Parts;

/// The days of some customers, one list after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    days: Vec<i32>,
    /// Each customer, and where the days end.
    customers: Vec<(u32, u32)>,
}

impl Part {
    /// Pairs in any order, repeated or not.
    fn of(pairs: impl Iterator<Item = (u32, i32)>) -> Self {
        let pairs = distinct(pairs.map(|(customer, day)| (customer, ordered(day))));
        let mut part = Self { days: Vec::with_capacity(pairs.len()), ..Self::default() };
        for own in pairs.chunk_by(|a, b| a.has_same_key(*b)) {
            part.push(own[0].key(), own.iter().map(|pair| day(pair.value())));
        }
        part
    }

    fn push(&mut self, customer: u32, days: impl Iterator<Item = i32>) {
        self.days.extend(days);
        self.customers.push((customer, self.days.len() as u32));
    }

    /// Each customer with a day, and the days in ascending order.
    pub fn customers(&self) -> impl Iterator<Item = (u32, &[i32])> {
        let mut from = 0;
        self.customers.iter().map(move |(customer, to)| {
            let days = &self.days[from as usize..*to as usize];
            from = *to;
            (*customer, days)
        })
    }
}

/// Distinct (customer, day) pairs, ascending, in parts that can be processed in parallel.
#[derive(Clone, Debug, Default)]
pub(crate) struct CustomerDays(Vec<Part>);

impl CustomerDays {
    /// `pairs` takes those of some rows, in any order, repeated or not.
    pub fn of(parts: &Parts, pairs: impl Fn(Range<usize>) -> Vec<(u32, i32)> + Send + Sync) -> Self {
        Self(parts.each(|rows| Part::of(pairs(rows).into_iter())))
    }

    /// `row` gives the customer of a row, who has no other, and the days in ascending order, each once.
    pub fn of_rows<D: Iterator<Item = i32>>(
        parts: &Parts,
        row: impl Fn(usize) -> Option<(u32, D)> + Send + Sync,
    ) -> Self {
        Self(parts.each(|rows| {
            let mut part = Part::default();
            rows.filter_map(&row).for_each(|(customer, days)| part.push(customer, days));
            part
        }))
    }

    /// Pairs in any order, repeated or not.
    #[cfg(test)]
    pub fn from_pairs(pairs: impl Iterator<Item = (u32, i32)>) -> Self {
        Self(vec![Part::of(pairs)])
    }

    /// The days up to one.
    pub fn until(&self, last: i32) -> Cow<'_, Self> {
        if self.0.iter().all(|part| part.days.iter().all(|day| *day <= last)) {
            return Cow::Borrowed(self);
        }
        let early = |part: &Part| {
            let mut early = Part::default();
            for (customer, days) in part.customers() {
                let days = &days[..days.partition_point(|day| *day <= last)];
                if !days.is_empty() {
                    early.push(customer, days.iter().copied());
                }
            }
            early
        };
        Cow::Owned(Self(self.0.par_iter().map(early).collect()))
    }

    /// The first day of any customer and the last; none without a day.
    pub fn span(&self) -> Option<(i32, i32)> {
        let first = self.customers().filter_map(|(_, days)| days.first()).min()?;
        let last = self.customers().filter_map(|(_, days)| days.last()).max()?;
        Some((*first, *last))
    }

    /// Each customer with a day, and the days in ascending order.
    pub fn customers(&self) -> impl Iterator<Item = (u32, &[i32])> {
        self.0.iter().flat_map(Part::customers)
    }

    /// The result of `of` for the customers of each part, in their order.
    pub fn each<T: Send>(&self, of: impl Fn(&Part) -> T + Send + Sync) -> Vec<T> {
        self.0.par_iter().map(of).collect()
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

    fn listed(days: &CustomerDays) -> Vec<(u32, Vec<i32>)> {
        days.customers().map(|(who, days)| (who, days.to_vec())).collect()
    }

    #[test]
    fn rows_of_customers_give_the_same_as_pairs() {
        let rows = [Some((7, vec![-1, 3])), None, Some((2, vec![5])), Some((9, vec![i32::MIN]))];
        let days = CustomerDays::of_rows(&Parts::of(rows.len()), |row| {
            rows[row].as_ref().map(|(customer, days)| (*customer, days.iter().copied()))
        });
        let mut found = listed(&days);
        found.sort_unstable();
        let pairs = rows.iter().flatten().flat_map(|(customer, days)| days.iter().map(|day| (*customer, *day)));
        assert_eq!(found, listed(&CustomerDays::from_pairs(pairs)));
    }

    #[test]
    fn days_are_in_order_and_counted_once() {
        let days = CustomerDays::from_pairs([(7, 3), (2, 5), (7, -1), (2, 5), (7, i32::MIN)].into_iter());
        assert_eq!(listed(&days), [(2, vec![5]), (7, vec![i32::MIN, -1, 3])]);
        assert_eq!(listed(&days.until(5)), listed(&days));
        assert_eq!(listed(&days.until(2)), [(7, vec![i32::MIN, -1])]);
    }
}
