//! The lines of orders that name a product and count, as a frame.

use polars::prelude::{DataFrame, PolarsError};
use rayon::prelude::*;

use super::amounts::Amounts;
use super::order::Order;
use super::orders::ByOrder;
use crate::data::frames;
use crate::data::tables::{Lines, NO_CODE};

/// Orders whose lines one core looks up at a time. In tests, small data has several parts too.
const TOGETHER: usize = if cfg!(test) { 4 } else { 1 << 12 };

/// The columns of the frame, or parts of them.
#[derive(Default)]
struct Columns<O, P, V> {
    orders: O,
    products: P,
    quantities: V,
    amounts: V,
}

type Owned = Columns<Vec<u32>, Vec<u32>, Vec<f64>>;
type Part<'a> = Columns<&'a mut [u32], &'a mut [u32], &'a mut [f64]>;

/// The frame of lines that name a product and count (see [`crate::data::facts::Purchases::lines_of_products`]), order by order.
pub fn line_frame(
    orders: &[Order],
    by_order: &ByOrder,
    (products, status): (&[u32], &[u8]),
    lines: &Lines,
    amounts: &Amounts,
) -> Result<DataFrame, PolarsError> {
    let rows_of =
        |orders: &[Order]| orders.iter().map(|order| by_order.rows(order.number as usize).len()).sum::<usize>();
    let rows: Vec<usize> = orders.par_chunks(TOGETHER).map(rows_of).collect();
    let fill = |(place, (orders, part)): (usize, (&[Order], Part<'_>))| {
        // Each look-up waits for memory. If the look-ups of a column follow each other directly, they wait in parallel.
        let own: Vec<_> = orders.iter().map(|order| by_order.rows(order.number as usize)).collect();
        let rows = own.into_iter().enumerate().flat_map(|(at, own)| own.map(move |row| (at, row)));
        let rows: Vec<(usize, usize)> = rows.collect();
        let products: Vec<u32> = rows.iter().map(|(_, row)| products[*row]).collect();
        let quantities: Vec<f64> = rows.iter().map(|(_, row)| lines.quantity(*row)).collect();
        let amounts: Vec<f64> = rows.iter().map(|(_, row)| amounts.of_product(*row)).collect();
        let mut filled = 0;
        for (line, (at, row)) in rows.iter().enumerate() {
            if products[line] != NO_CODE && orders[*at].counts(status[*row], amounts[line]) {
                part.orders[filled] = (place * TOGETHER + at) as u32;
                part.products[filled] = products[line];
                part.quantities[filled] = quantities[line];
                part.amounts[filled] = amounts[line];
                filled += 1;
            }
        }
        filled
    };
    // Reserved for all rows: a page takes memory only when it is written.
    let mut columns = Owned::for_rows(rows.iter().sum());
    let parts = columns.parts(&rows);
    let filled: Vec<usize> = orders.par_chunks(TOGETHER).zip(parts).enumerate().map(fill).collect();
    let lengths: Vec<(usize, usize)> = rows.into_iter().zip(filled).collect();
    let Columns { orders, products, quantities, amounts } = columns;
    let codes = |name: &'static str, codes: Vec<u32>| frames::codes(name, without_gaps(codes, &lengths));
    let numbers = |name: &'static str, values: Vec<f64>| frames::numbers(name, without_gaps(values, &lengths));
    let ((orders, products), (quantities, amounts)) = rayon::join(
        || rayon::join(|| codes("order", orders), || codes("product", products)),
        || rayon::join(|| numbers("quantity", quantities), || numbers("amount", amounts)),
    );
    DataFrame::new(lengths.iter().map(|(_, filled)| filled).sum(), vec![orders, products, quantities, amounts])
}

impl Owned {
    fn for_rows(rows: usize) -> Self {
        Self { orders: vec![0; rows], products: vec![0; rows], quantities: vec![0.0; rows], amounts: vec![0.0; rows] }
    }

    /// Parts with these numbers of rows.
    fn parts(&mut self, rows: &[usize]) -> Vec<Part<'_>> {
        let codes = cut(&mut self.orders, rows).into_iter().zip(cut(&mut self.products, rows));
        let numbers = cut(&mut self.quantities, rows).into_iter().zip(cut(&mut self.amounts, rows));
        let part = |((orders, products), (quantities, amounts))| Columns { orders, products, quantities, amounts };
        codes.zip(numbers).map(part).collect()
    }
}

/// Cuts values into parts of these lengths.
fn cut<'a, T>(mut values: &'a mut [T], lengths: &[usize]) -> Vec<&'a mut [T]> {
    lengths.iter().map(|length| values.split_off_mut(..*length).unwrap_or_default()).collect()
}

/// Values of parts side by side; of each part, the lengths with and without the gap at its end.
fn without_gaps<T: Copy>(mut values: Vec<T>, lengths: &[(usize, usize)]) -> Vec<T> {
    let (mut from, mut to) = (0, 0);
    for (length, filled) in lengths {
        values.copy_within(from..from + filled, to);
        (from, to) = (from + length, to + filled);
    }
    values.truncate(to);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_closed() {
        assert_eq!(without_gaps(vec![1, 2, 0, 3, 0, 4], &[(3, 2), (2, 1), (1, 1)]), [1, 2, 3, 4]);
        assert_eq!(without_gaps(vec![0, 0, 5], &[(2, 0), (1, 1)]), [5]);
        assert!(without_gaps(Vec::<u32>::new(), &[]).is_empty());
    }

    #[test]
    fn parts_are_all_rows_in_their_order() {
        let mut columns = Owned::for_rows(5);
        let parts = columns.parts(&[2, 0, 3]);
        assert_eq!(parts.iter().map(|part| part.amounts.len()).collect::<Vec<_>>(), [2, 0, 3]);
        for (number, part) in (1..).zip(parts) {
            part.orders.fill(number);
        }
        assert_eq!(columns.orders, [1, 1, 3, 3, 3]);
    }
}
