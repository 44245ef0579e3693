//! An attribute of customers that is repeated in every row of their events: the most frequent value of each customer.

use std::collections::HashMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::keys::NO_CODE;
use crate::data::cell::Cell;
use crate::data::ids::IntegerState;
use crate::data::tally::escape;

/// A column is an attribute if at most this share of the customers with several rows have several values.
const VARYING_SHARE: f64 = 0.05;
/// Fewer customers with several rows than this are no evidence.
const FEWEST: usize = 100;

/// The values of a column by customer, filled row by row.
#[derive(Debug, Default)]
pub struct Attribute {
    values: Values,
    /// The first value of each customer.
    seen: Vec<Seen>,
    /// Number of rows, and the last row, of each other value of a customer.
    others: HashMap<(u32, u32), (u32, u32)>,
    /// Customers with several values, and the row with the second.
    pub varied: Vec<(u32, u32)>,
}

/// The first value of a customer.
#[derive(Clone, Copy, Debug)]
struct Seen {
    code: u32,
    rows: u32,
    last: u32,
    varied: bool,
}

const NOTHING: Seen = Seen { code: NO_CODE, rows: 0, last: 0, varied: false };

impl Attribute {
    /// Adds the cell of a customer in row `row`.
    pub fn push(&mut self, row: u32, customer: u32, cell: Cell<'_>) {
        let cell = cell.present();
        if cell == Cell::Empty {
            return;
        }
        let at = customer as usize;
        if at >= self.seen.len() {
            self.seen.resize(at + 1, NOTHING);
        }
        let seen = &mut self.seen[at];
        let code = self.values.code(cell, seen.code);
        if seen.rows == 0 {
            *seen = Seen { code, rows: 1, last: row, varied: false };
        } else if seen.code == code {
            seen.rows += 1;
            seen.last = row;
        } else {
            if !seen.varied {
                seen.varied = true;
                self.varied.push((customer, row));
            }
            let other = self.others.entry((customer, code)).or_default();
            *other = (other.0 + 1, row);
        }
    }

    /// The number of different values.
    pub fn distinct(&self) -> usize {
        self.values.texts.len()
    }

    /// Whether nearly all customers with several rows have a single value; `early` is set while rows are still read.
    pub fn is_constant(&self, early: bool) -> bool {
        let repeated = self.seen.iter().filter(|seen| seen.varied || seen.rows > 1).count();
        let (share, fewest) = if early { (2.0 * VARYING_SHARE, FEWEST) } else { (VARYING_SHARE, 1) };
        if repeated < fewest { early } else { self.varied.len() as f64 <= share * repeated as f64 }
    }

    /// The most frequent value of each customer; of equally frequent ones that of the latest row.
    pub fn most_frequent(&self, customers: usize) -> Vec<u32> {
        let mut best = self.seen.clone();
        best.resize(customers, NOTHING);
        for (&(customer, code), &(rows, last)) in &self.others {
            let best = &mut best[customer as usize];
            if (rows, last) > (best.rows, best.last) {
                *best = Seen { code, rows, last, varied: true };
            }
        }
        best.into_iter().map(|seen| seen.code).collect()
    }

    /// The text of a value.
    pub fn text(&self, code: u32) -> Option<&str> {
        self.values.texts.get(code as usize).map(AsRef::as_ref)
    }

    /// The message about a customer with several values; this one is used.
    pub fn difference(&self, code: u32) -> String {
        format!("\"{}\" counts", escape(self.text(code).unwrap_or_default()))
    }
}

/// Distinct texts, numbered by first appearance.
#[derive(Debug, Default)]
struct Values {
    texts: Vec<Box<str>>,
    /// By hash: two texts clash once in 2^64 pairs.
    codes: HashMap<u64, u32, IntegerState>,
    scratch: String,
}

impl Values {
    /// The code of a value, which is probably `likely`.
    fn code(&mut self, cell: Cell<'_>, likely: u32) -> u32 {
        let text = match cell {
            Cell::Text(text) => text,
            other => {
                self.scratch.clear();
                // Writing to memory does not fail.
                let _ = write!(self.scratch, "{other}");
                &self.scratch
            }
        };
        if self.texts.get(likely as usize).is_some_and(|known| **known == *text) {
            return likely;
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        *self.codes.entry(hasher.finish()).or_insert_with(|| {
            self.texts.push(text.into());
            self.texts.len() as u32 - 1
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn attribute(rows: &[(u32, &str)]) -> Attribute {
        let mut attribute = Attribute::default();
        for (row, (customer, value)) in (2..).zip(rows) {
            attribute.push(row, *customer, Cell::Text(value));
        }
        attribute
    }

    fn chosen(rows: &[(u32, &str)], customers: usize) -> Vec<Option<String>> {
        let attribute = attribute(rows);
        let codes = attribute.most_frequent(customers);
        codes.into_iter().map(|code| attribute.text(code).map(str::to_owned)).collect()
    }

    #[test]
    fn the_most_frequent_value_counts_and_of_ties_the_latest() {
        let rows = [(0, "Cairo"), (1, "Giza"), (0, "Giza"), (0, "Cairo"), (1, "Cairo"), (1, "n/a"), (3, "Giza")];
        let [cairo, giza] = ["Cairo", "Giza"].map(|name| Some(name.to_owned()));
        assert_eq!(chosen(&rows, 4), [cairo.clone(), cairo.clone(), None, giza.clone()]);
        assert_eq!(chosen(&[(0, "Giza"), (0, "Cairo"), (0, "Cairo"), (0, "Giza")], 1), [giza]);
        let of_five = [(0, "A"), (0, "B"), (0, "C"), (0, "B"), (0, "C")];
        assert_eq!(chosen(&of_five, 1), [Some("C".to_owned())]);
        assert_eq!(attribute(&rows).varied, [(0, 4), (1, 6)]);
    }

    #[test]
    fn a_column_that_varies_within_customers_is_no_attribute() {
        assert!(attribute(&[(0, "a"), (0, "a"), (1, "b")]).is_constant(false));
        assert!(!attribute(&[(0, "a"), (0, "b"), (1, "b")]).is_constant(false));
        assert!(!attribute(&[(0, "a"), (1, "b")]).is_constant(false), "nobody has two rows: nothing tells");
        assert!(attribute(&[(0, "a"), (0, "b"), (1, "b")]).is_constant(true), "too early to tell");
    }

    #[test]
    fn numbers_of_a_sheet_are_values_too() {
        let mut attribute = Attribute::default();
        for (row, cell) in [(2, Cell::Float(31.0)), (3, Cell::Int(31)), (4, Cell::Text("31"))] {
            attribute.push(row, 0, cell);
        }
        assert_eq!((attribute.distinct(), attribute.varied.len()), (1, 0));
    }
}
