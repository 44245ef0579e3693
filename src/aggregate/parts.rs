//! Ranges of rows that all cores process in parallel.

use std::ops::Range;

use polars::prelude::UInt32Chunked;
use rayon::prelude::*;

use super::columns::each;

/// Rows of a part. It does not depend on the number of threads, so results do not either. In tests, small data has several
/// parts too.
const TOGETHER: usize = if cfg!(test) { 64 } else { 1 << 18 };

/// Ranges of rows that follow each other.
#[derive(Clone, Debug)]
pub(crate) struct Parts(Vec<Range<usize>>);

impl Parts {
    /// Parts that are as long as each other.
    pub fn of(rows: usize) -> Self {
        let firsts = (0..rows).step_by(TOGETHER);
        Self(firsts.map(|first| first..rows.min(first + TOGETHER)).collect())
    }

    /// Parts, each with all rows of its customers. Rows that are not by customer are one part.
    pub fn by_customer(customers: &UInt32Chunked) -> Self {
        let rows = customers.len();
        if !each(customers).map(|customer| customer.unwrap_or(u32::MAX)).is_sorted() {
            return Self(std::iter::once(0..rows).collect());
        }
        let mut ends: Vec<usize> = Self::of(rows).0.iter().map(|part| part.end).collect();
        for end in &mut ends {
            let is_within = |at: usize| customers.get(at).is_some() && customers.get(at) == customers.get(at - 1);
            while *end < rows && is_within(*end) {
                *end += 1;
            }
        }
        // A customer may have more rows than a part.
        ends.dedup();
        let firsts = std::iter::once(0).chain(ends.iter().copied());
        Self(firsts.zip(&ends).map(|(first, end)| first..*end).collect())
    }

    /// The result of `of` for each part, in their order.
    pub fn each<T: Send>(&self, of: impl Fn(Range<usize>) -> T + Send + Sync) -> Vec<T> {
        self.0.par_iter().map(|part| of(part.clone())).collect()
    }
}

/// Changes the values of rows, in parts that all cores work on; `of` gets the rows of a part and their values.
pub(crate) fn change<T: Send>(values: &mut [T], of: impl Fn(Range<usize>, &mut [T]) + Sync) {
    values.par_chunks_mut(TOGETHER).enumerate().for_each(|(part, values)| {
        let first = part * TOGETHER;
        of(first..first + values.len(), values);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_all_rows_in_their_order() {
        for rows in [0, 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER - 1] {
            let parts = Parts::of(rows).each(|part| part);
            assert!(parts.windows(2).all(|two| two[0].end == two[1].start));
            assert_eq!(parts.iter().map(ExactSizeIterator::len).sum::<usize>(), rows);
        }
    }

    #[test]
    fn each_value_is_changed_once_by_the_row_it_is_of() {
        for rows in [0, 1, TOGETHER, 3 * TOGETHER - 1] {
            let mut values = vec![1; rows];
            change(&mut values, |part, values| values.iter_mut().zip(part).for_each(|(value, row)| *value += row));
            assert_eq!(values, (1..=rows).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_part_ends_within_a_customer() {
        // Customer 0 has a row less than a part, customer 1 more than two parts; then come rows without a customer.
        let rows = [(Some(0), TOGETHER - 1), (Some(1), 2 * TOGETHER), (Some(2), 5), (None, TOGETHER)];
        let customers: Vec<Option<u32>> = rows.iter().flat_map(|(who, rows)| vec![*who; *rows]).collect();
        let customers = UInt32Chunked::from_iter(customers);
        let parts = Parts::by_customer(&customers).each(|part| part);
        let ends = [3 * TOGETHER - 1, 3 * TOGETHER + 4, 4 * TOGETHER, 4 * TOGETHER + 4];
        assert_eq!(parts, [0..ends[0], ends[0]..ends[1], ends[1]..ends[2], ends[2]..ends[3]]);
        let mixed = UInt32Chunked::from_iter([Some(1), None, Some(2)]);
        assert!(matches!(&Parts::by_customer(&mixed).0[..], [all] if *all == (0..3)));
        assert!(Parts::by_customer(&UInt32Chunked::default()).each(|part| part).is_empty());
    }
}
