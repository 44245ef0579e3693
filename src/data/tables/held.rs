//! A row that outlives the buffer of its reader.

use crate::data::cell::{Cell, Row};
use crate::data::tally::quote;

/// How many cells are shown in a message.
const SHOWN: usize = 4;

/// A copy of a row.
pub struct HeldRow {
    /// Its number.
    pub number: u64,
    /// Whether it has more or fewer cells than the header.
    pub is_ragged: bool,
    cells: Vec<HeldCell>,
}

enum HeldCell {
    Text(Box<str>),
    Other(Cell<'static>),
}

impl HeldRow {
    /// Copies a row.
    pub fn new(number: u64, row: &dyn Row, is_ragged: bool) -> Self {
        let cell = |at| match row.cell(at) {
            Cell::Text(text) => HeldCell::Text(text.into()),
            Cell::Int(n) => HeldCell::Other(Cell::Int(n)),
            Cell::Float(n) => HeldCell::Other(Cell::Float(n)),
            Cell::Day(n) => HeldCell::Other(Cell::Day(n)),
            Cell::Moment(n, time) => HeldCell::Other(Cell::Moment(n, time)),
            Cell::Bool(b) => HeldCell::Other(Cell::Bool(b)),
            Cell::Empty => HeldCell::Other(Cell::Empty),
        };
        Self { number, is_ragged, cells: (0..row.len()).map(cell).collect() }
    }

    /// Its first cells for a message.
    pub fn shown(&self) -> String {
        let cells = (0..self.len()).map(|at| self.cell(at)).filter(|cell| !cell.is_blank());
        cells.take(SHOWN).map(quote).collect::<Vec<_>>().join(", ")
    }
}

impl Row for HeldRow {
    fn len(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        match self.cells.get(column) {
            Some(HeldCell::Text(text)) => Cell::Text(text),
            Some(HeldCell::Other(cell)) => *cell,
            None => Cell::Empty,
        }
    }
}
