//! What a row is by itself, before its neighbours are known.

use super::damaged_cells;
use super::footer::{Footer, Looks};
use crate::data::block::Block;
use crate::data::budget;
use crate::data::cell::{Cell, Row};
use crate::data::layout::Layout;

/// Bytes that a cell takes at least.
const CELL_BYTES: usize = 8;

/// A row that was looked at.
pub struct Looked<'r> {
    /// The row.
    pub row: &'r dyn Row,
    /// Whether its cells do not fit the header.
    pub is_ragged: bool,
    /// Its [`weight`].
    pub bytes: Option<usize>,
    /// Whether a cell may have lost its value.
    pub may_be_damaged: bool,
    /// Its type.
    pub what: What,
}

/// What a row is, by itself.
pub enum What {
    /// A row without a value.
    Blank,
    /// The names of the columns again.
    Header,
    /// Anything else.
    Row(Looks),
}

impl What {
    /// Of a row of a table with these names.
    pub fn of(row: &dyn Row, is_ragged: bool, header: &[String], footer: &Footer) -> Self {
        if (0..row.len()).all(|c| row.cell(c).is_blank()) {
            Self::Blank
        } else if is_header(header, row) {
            Self::Header
        } else {
            Self::Row(footer.look(row, is_ragged))
        }
    }
}

impl<'r> Looked<'r> {
    /// A row that is ragged or not, and what it is by itself.
    pub fn new(row: &'r dyn Row, is_ragged: bool, what: What) -> Self {
        let mut may_be_damaged = false;
        // Each cell is requested once, because there are many.
        let bytes = sum_of_bytes(row, |cell| may_be_damaged |= damaged_cells::may_be(cell));
        Self { row, is_ragged, bytes, may_be_damaged, what }
    }
}

/// Whether rows need no second look: each begins with a number or a day, as no title, header or total does, has a value in each of
/// the columns `needed`, and no cell that is damaged or too long.
pub fn is_tidy(block: Block<'_>, width: usize, needed: &[usize]) -> bool {
    let begins = |cell: Cell<'_>| match cell {
        Cell::Text(text) => text.bytes().next().is_some_and(|byte| byte.is_ascii_digit()),
        cell => cell != Cell::Empty,
    };
    let is_sound = |cell: Cell<'_>| match cell {
        Cell::Text(text) if text.len() > budget::CELL => false,
        cell => !damaged_cells::may_be(cell),
    };
    block.all(0, begins)
        && needed.iter().all(|column| block.all(*column, |cell| !cell.is_blank()))
        && (0..width).all(|column| block.all(column, is_sound))
}

/// How many bytes a row takes, about; none when a cell of it is too long.
pub fn weight(row: &dyn Row) -> Option<usize> {
    sum_of_bytes(row, |_| ())
}

fn sum_of_bytes<'r>(row: &'r dyn Row, mut look: impl FnMut(Cell<'r>)) -> Option<usize> {
    let bytes = |at| {
        let cell = row.cell(at);
        look(cell);
        if let Cell::Text(text) = cell { text.len() } else { 0 }
    };
    let add = |sum, bytes| (bytes <= budget::CELL).then_some(sum + CELL_BYTES + bytes);
    (0..row.len()).map(bytes).try_fold(0, add)
}

/// Whether a row repeats the names of the columns.
pub fn is_header(header: &[String], row: &dyn Row) -> bool {
    let mut named = header.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()).peekable();
    let is_name = |(at, name): (usize, &String)| match row.cell(at) {
        Cell::Text(text) => text.trim().eq_ignore_ascii_case(name.trim()),
        _ => false,
    };
    named.peek().is_some() && named.all(is_name)
}

/// The columns of a table that have dates and numbers.
pub fn typed(layout: &Layout) -> Vec<usize> {
    let is_typed = |name: &str| name.ends_with("_date") || matches!(name, "amount" | "quantity" | "unit_price");
    let columns = layout.table.spec().columns.iter().filter(|column| is_typed(column.name));
    if layout.is_cleaned() { Vec::new() } else { columns.filter_map(|column| layout.at(column.name)).collect() }
}

/// Whether a row says in words what the columns are, as below the header of some exports: several of the columns that have dates
/// and numbers have a text without any digit.
pub fn explains(row: &dyn Row, typed: &[usize]) -> bool {
    let texts = typed.iter().map(|at| row.cell(*at)).filter_map(|cell| match cell.present() {
        Cell::Empty => None,
        Cell::Text(text) => {
            Some(text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !text.chars().any(char::is_numeric))
        }
        _ => Some(false),
    });
    let texts: Vec<bool> = texts.collect();
    texts.len() > 1 && texts.into_iter().all(|is_words| is_words)
}

/// Whether a row has fewer cells than columns with a name, or values after the last column.
pub fn is_ragged(row: &dyn Row, named: usize, all: usize) -> bool {
    row.len() < named || (all..row.len()).any(|at| !row.cell(at).is_blank())
}

/// How many cells a row must have: trailing commas of a header name no column.
pub fn width(header: &[String]) -> usize {
    header.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1)
}
