//! Which order each row of purchases belongs to, as a number.

use crate::data::block::Block;
use crate::data::cell::Cell;
use crate::data::ids::Key;
use crate::data::layout::Layout;
use crate::data::tally::Tally;

/// The key of a row without anything that identifies its order: the row is a separate order.
pub const NO_ORDER: u64 = 0x51D6_0C3B_A9E7_42F5;

/// The order of each row: the same number for all rows with one order number; without one, for all rows of one customer with
/// the same date and time, as written.
#[derive(Debug)]
pub struct OrderKeys {
    id: Option<usize>,
    customer: Option<usize>,
    date: Option<usize>,
    /// The last row with an order number.
    last: Option<(u64, Who)>,
    keys: Vec<u64>,
    /// Rows without an order number that should have one.
    pub nulls: Tally,
}

/// Numbers for the customer and the date of a row.
#[derive(Clone, Copy, Debug)]
struct Who {
    customer: Option<u64>,
    moment: Option<u64>,
}

impl OrderKeys {
    /// Of purchases laid out as `layout`.
    pub fn new(layout: &Layout) -> Self {
        Self {
            id: layout.at("transaction_id"),
            customer: layout.at("customer_id"),
            date: layout.at("transaction_date"),
            last: None,
            keys: Vec::new(),
            nulls: Tally::default(),
        }
    }

    /// Adds rows.
    pub fn push_all(&mut self, block: Block<'_>) {
        // Its customer and date matter only for a row below it without an order number.
        let (mut above, mut row) = (None, 0);
        block.each(self.id, |number, cell| {
            let key = if let Some(id) = Key::of(cell) {
                let id = id.fingerprint();
                above = Some((id, row));
                id
            } else {
                if let Some((id, row)) = above.take() {
                    self.last = Some((id, self.who(block, row)));
                }
                self.without_id(number, self.who(block, row))
            };
            self.keys.push(key);
            row += 1;
        });
        if let Some((id, row)) = above {
            self.last = Some((id, self.who(block, row)));
        }
    }

    fn who(&self, block: Block<'_>, row: usize) -> Who {
        let customer = Key::of(block.cell(self.customer, row)).map(|key| key.fingerprint());
        Who { customer, moment: moment(block.cell(self.date, row)) }
    }

    /// The number of a row without an order number.
    fn without_id(&mut self, number: u64, who: Who) -> u64 {
        if let Some((order, _)) = self.last.filter(|(_, last)| who.continues(*last)) {
            // Exports of shops number the first row of an order only.
            return order;
        }
        self.last = None;
        if self.id.is_some() {
            self.nulls.add_row(number);
        }
        who.key()
    }

    /// The number of each row.
    pub fn finish(self) -> Vec<u64> {
        self.keys
    }
}

impl Who {
    /// Whether a row without an order number continues the order of `last`, the row above: it has no other customer and no
    /// other time.
    fn continues(self, last: Self) -> bool {
        self.customer.is_none_or(|own| last.customer == Some(own))
            && self.moment.is_none_or(|own| last.moment == Some(own))
    }

    fn key(self) -> u64 {
        match (self.customer, self.moment) {
            (Some(customer), Some(moment)) => mixed(mixed(customer).rotate_left(32) ^ moment),
            _ => NO_ORDER,
        }
    }
}

/// A number for a date as written; none without a date.
fn moment(date: Cell<'_>) -> Option<u64> {
    match date.present() {
        Cell::Empty => None,
        Cell::Day(day) => Some(day as u64),
        Cell::Moment(day, time) => Some(mixed(time) ^ day as u64),
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
    use crate::data::cell::{Numbered, Row};
    use crate::data::layout::Suit;
    use crate::data::mapping::Mapping;
    use crate::data::schema::Table;

    struct Texts<'a>(&'a [&'a str]);

    impl Row for Texts<'_> {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn cell(&self, column: usize) -> Cell<'_> {
            self.0.get(column).map_or(Cell::Empty, |text| Cell::Text(text))
        }
    }

    /// Orders by first appearance, and rows without a number that should have one; the same however many rows come together.
    fn keys(header: &[&str], rows: &[&[&str]]) -> (Vec<usize>, u64) {
        let [all, one] = [rows.len(), 1].map(|together| keys_of(header, rows, together));
        assert_eq!(all, one);
        all
    }

    fn keys_of(header: &[&str], rows: &[&[&str]], together: usize) -> (Vec<usize>, u64) {
        let header = header.iter().map(|name| (*name).to_owned()).collect();
        let layout = Layout::find(Table::Transactions, header, &Mapping::default(), false, &|_, _| Suit::Yes);
        let mut keys = OrderKeys::new(&layout);
        let rows: Vec<Texts<'_>> = rows.iter().map(|row| Texts(row)).collect();
        let rows: Vec<Numbered<'_>> = (2..).zip(&rows).map(|(number, row)| (number, row as &dyn Row)).collect();
        rows.chunks(together).for_each(|rows| keys.push_all(Block::Rows(rows)));
        let nulls = keys.nulls.rows;
        let keys = keys.finish();
        let first = |key: &u64| keys.iter().position(|other| other == key).unwrap_or_default();
        (keys.iter().map(first).collect(), nulls)
    }

    #[test]
    fn without_a_number_customer_and_time_tell_the_order() {
        let rows: &[&[&str]] = &[
            &["7", "2024-01-03 10:00"],
            &["7.0", " 2024-01-03 10:00 "],
            &["7", "2024-01-03 10:01"],
            &["8", "2024-01-03 10:00"],
        ];
        assert_eq!(keys(&["customer_id", "transaction_date"], rows), (vec![0, 0, 2, 3], 0));
        let nobody = Who { customer: None, moment: Some(3) };
        let never = Who { customer: Some(3), moment: None };
        assert_eq!([nobody.key(), never.key()], [NO_ORDER; 2]);
    }

    #[test]
    fn a_row_without_a_number_goes_on_with_the_order_above() {
        let header = ["transaction_id", "customer_id", "transaction_date"];
        let rows: &[&[&str]] = &[
            &["1", "ann", "2024-01-03"],
            &["", "ann", ""],
            &["", "", ""],
            &["", "ann", "2024-01-03"],
            &["", "bob", "2024-01-03"],
            &["", "bob", "2024-01-03"],
            &["2", "bob", "2024-01-03"],
            &["", "bob", "2024-01-04"],
        ];
        assert_eq!(keys(&header, rows), (vec![0, 0, 0, 0, 4, 4, 6, 7], 3));
    }
}
