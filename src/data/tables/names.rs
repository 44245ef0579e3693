//! A column of names, of coupons or products, as codes.

use super::keys::{KeyColumn, NO_CODE};
use crate::data::cell::Cell;
use crate::data::facts::Dimension;

/// A column of names, as long as they are few enough.
#[derive(Debug)]
pub struct Names {
    /// More names than this are ids, one for each row, and not worth their memory.
    most: usize,
    column: Option<KeyColumn<'static>>,
}

impl Names {
    /// An empty column with at most this number of names.
    pub fn new(most: usize) -> Self {
        Self { most, column: Some(KeyColumn::new(None, false)) }
    }

    /// Adds the cell of row `row`.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) {
        let code = self.column.as_mut().map(|column| column.push(row, cell, false));
        if code.is_some_and(|code| code != NO_CODE && code as usize >= self.most) {
            self.column = None;
        }
    }

    /// The codes and the names, sorted; `None` if there were too many.
    pub fn finish(self) -> Option<(Vec<u32>, Dimension)> {
        let (codes, names) = self.column?.finish_sorted();
        Some((codes, names?))
    }
}
