//! A table that is held while another is read: its columns are added to the rows with the same id. A second table of customers
//! adds to the first, and orders add to their lines.

use std::collections::HashMap;

use super::held::HeldRow;
use crate::data::cell::{Cell, Row};
use crate::data::ids::{IntegerState, Key};

/// The rows of a table that is joined to another one.
#[derive(Default)]
pub struct Joined {
    rows: Vec<HeldRow>,
    /// The first row of each id, by its fingerprint.
    by_id: HashMap<u64, usize, IntegerState>,
    used: Vec<bool>,
}

impl Joined {
    /// Adds a row; one without an id, or that has another number of cells than the header, has no partner.
    pub fn push(&mut self, row: HeldRow, id: usize) {
        let key = Key::of(row.cell(id)).filter(|_| !row.is_ragged);
        if let Some(key) = key {
            self.by_id.entry(key.fingerprint()).or_insert(self.rows.len());
        }
        self.rows.push(row);
        self.used.push(false);
    }

    /// The row of this id now has a partner.
    pub fn meet(&mut self, id: u64) {
        if let Some(at) = self.by_id.get(&id) {
            self.used[*at] = true;
        }
    }

    /// The cell of the row of this id.
    pub fn cell(&self, id: u64, column: usize) -> Cell<'_> {
        self.by_id.get(&id).map_or(Cell::Empty, |at| self.rows[*at].cell(column))
    }

    /// The cell of the row of this id for the first row that joins it, nothing for those after.
    pub fn cell_once(&self, id: u64, column: usize) -> Cell<'_> {
        let first = self.by_id.get(&id).filter(|at| !self.used[**at]);
        first.map_or(Cell::Empty, |at| self.rows[*at].cell(column))
    }

    /// How many ids have a partner, and how many there are.
    pub fn met(&self) -> (usize, usize) {
        (self.used.iter().filter(|used| **used).count(), self.by_id.len())
    }

    /// The rows without a partner; none are held any more.
    pub fn alone(&mut self) -> impl Iterator<Item = HeldRow> + use<> {
        let (rows, used) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.used));
        self.by_id.clear();
        rows.into_iter().zip(used).filter(|(_, used)| !used).map(|(row, _)| row)
    }
}
