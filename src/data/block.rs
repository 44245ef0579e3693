//! Rows in columns: each column of one type is processed in its own loop, without cells in between.

use arrow_array::{Array, StringArray};
use arrow_buffer::NullBuffer;

use super::cell::{Cell, Numbered, Row};
use super::rows::RowNumbers;

/// Rows that are taken together.
#[derive(Clone, Copy)]
pub enum Block<'a> {
    /// One by one, in the order of a reader.
    Rows(&'a [Numbered<'a>]),
    /// As columns; the rows are numbered on from the first.
    Columns {
        /// The number of the first row.
        first: u64,
        /// The number of rows.
        height: usize,
        /// All columns of the table, in order.
        columns: &'a [Column<'a>],
    },
}

/// A column of a block.
#[derive(Clone, Copy)]
pub enum Column<'a> {
    /// Nothing in any row.
    Empty,
    /// Integers, and which of them are there.
    Integers(&'a [i64], Option<&'a NullBuffer>),
    /// Calendar days since 1970-01-01, and which of them are there.
    Days(&'a [i32], Option<&'a NullBuffer>),
    /// Words of a list, by their places in it, and which of them are there.
    Words(&'a [i32], Option<&'a NullBuffer>, &'a StringArray),
    /// Fields of delimited text.
    Fields {
        /// The text that they are in.
        text: &'a str,
        /// Where each field of all columns begins and ends, from the first one of this column on.
        places: &'a [(u32, u32)],
        /// The number of columns.
        width: usize,
    },
    /// Anything else.
    Cells(&'a dyn Cells),
}

/// The cells of a column by row.
pub trait Cells: Send + Sync {
    /// The cell in a row.
    fn cell(&self, row: usize) -> Cell<'_>;
}

impl<'a> Column<'a> {
    /// Whether no cell of it is text.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Empty | Self::Integers(..) | Self::Days(..))
    }

    /// The cell in a row.
    pub fn cell(self, row: usize) -> Cell<'a> {
        let is_there = |present: Option<&NullBuffer>| present.is_none_or(|present| present.is_valid(row));
        match self {
            Self::Integers(values, present) if is_there(present) => Cell::Int(values[row]),
            Self::Days(values, present) if is_there(present) => Cell::Day(values[row]),
            Self::Words(places, present, words) if is_there(present) => word(words, places[row]),
            Self::Empty | Self::Integers(..) | Self::Days(..) | Self::Words(..) => Cell::Empty,
            Self::Fields { text, places, width } => field(text, places[row * width]),
            Self::Cells(cells) => cells.cell(row),
        }
    }

    /// Passes on the cells of all rows, in one loop for each type.
    #[inline]
    fn each(self, height: usize, mut take: impl FnMut(Cell<'a>)) {
        match self {
            Self::Empty => (0..height).for_each(|_| take(Cell::Empty)),
            Self::Integers(values, None) => values.iter().for_each(|value| take(Cell::Int(*value))),
            Self::Integers(values, Some(present)) => {
                let value = |(value, is_there): (&i64, bool)| if is_there { Cell::Int(*value) } else { Cell::Empty };
                values.iter().zip(present).map(value).for_each(take);
            }
            Self::Days(values, None) => values.iter().for_each(|value| take(Cell::Day(*value))),
            Self::Days(values, Some(present)) => {
                let value = |(value, is_there): (&i32, bool)| if is_there { Cell::Day(*value) } else { Cell::Empty };
                values.iter().zip(present).map(value).for_each(take);
            }
            Self::Words(places, None, words) => places.iter().for_each(|place| take(word(words, *place))),
            Self::Words(places, Some(present), words) => {
                let word = |(place, is_there): (&i32, _)| if is_there { word(words, *place) } else { Cell::Empty };
                places.iter().zip(present).map(word).for_each(take);
            }
            Self::Fields { text, places, width } => {
                places.iter().step_by(width.max(1)).for_each(|place| take(field(text, *place)));
            }
            Self::Cells(cells) => (0..height).for_each(|row| take(cells.cell(row))),
        }
    }
}

fn word(words: &StringArray, place: i32) -> Cell<'_> {
    Cell::Text(words.value(place as usize))
}

/// A field of text in which none is wrapped.
fn field(text: &str, (start, end): (u32, u32)) -> Cell<'_> {
    match text.get(start as usize..end as usize) {
        None | Some("") => Cell::Empty,
        Some(text) => Cell::Text(text),
    }
}

impl<'a> Block<'a> {
    /// The number of rows.
    pub fn len(self) -> usize {
        match self {
            Self::Rows(rows) => rows.len(),
            Self::Columns { height, .. } => height,
        }
    }

    /// The number of a row.
    pub fn number(self, row: usize) -> u64 {
        match self {
            Self::Rows(rows) => rows[row].0,
            Self::Columns { first, .. } => first + row as u64,
        }
    }

    /// Adds the numbers of all rows.
    pub fn add_numbers(self, numbers: &mut RowNumbers) {
        match self {
            Self::Rows(rows) => rows.iter().for_each(|(number, _)| numbers.push(*number)),
            Self::Columns { first, height, .. } => numbers.push_run(first, height),
        }
    }

    /// The cell in a row of a column that the table may not have.
    pub fn cell(self, column: Option<usize>, row: usize) -> Cell<'a> {
        match self {
            Self::Rows(rows) => rows[row].1.at(column),
            Self::Columns { columns, .. } => of(columns, column).cell(row),
        }
    }

    /// Passes on the cells of a column that the table may not have, each with the number of its row.
    #[inline]
    pub fn each(self, column: Option<usize>, mut take: impl FnMut(u64, Cell<'a>)) {
        match self {
            Self::Rows(rows) => rows.iter().for_each(|(number, row)| take(*number, row.at(column))),
            Self::Columns { first, height, columns } => {
                let mut number = first;
                of(columns, column).each(height, |cell| {
                    take(number, cell);
                    number += 1;
                });
            }
        }
    }

    /// The same, for a column that the table has; of one that it has not, no cell is passed on.
    #[inline]
    pub fn each_if_any(self, column: Option<usize>, take: impl FnMut(u64, Cell<'a>)) {
        if column.is_some() {
            self.each(column, take);
        }
    }

    /// Whether all cells of a column pass a test. Words of a list count even if they are in no row.
    #[inline]
    pub fn all(self, column: usize, is: impl Fn(Cell<'a>) -> bool) -> bool {
        let mut all = true;
        match self {
            Self::Columns { height, columns, .. } => match of(columns, Some(column)) {
                Column::Words(_, None, words) if words.len() < height => {
                    all = words.iter().flatten().all(|word| is(Cell::Text(word)));
                }
                column => column.each(height, |cell| all &= is(cell)),
            },
            Self::Rows(_) => self.each(Some(column), |_, cell| all &= is(cell)),
        }
        all
    }

    /// The last text of a column.
    pub fn last_text(self, column: Option<usize>) -> Option<&'a str> {
        if let Self::Columns { columns, .. } = self
            && of(columns, column).is_typed()
        {
            return None;
        }
        let text = |row| if let Cell::Text(text) = self.cell(column, row) { Some(text) } else { None };
        (0..self.len()).rev().find_map(text)
    }

    /// Passes on its rows, one after the other.
    pub fn with_rows<T>(self, take: impl FnOnce(&[Numbered<'_>]) -> T) -> T {
        match self {
            Self::Rows(rows) => take(rows),
            Self::Columns { first, height, columns } => {
                let rows: Vec<BlockRow<'_>> = (0..height).map(|row| BlockRow { columns, row }).collect();
                let rows: Vec<Numbered<'_>> = (first..).zip(&rows).map(|(n, row)| (n, row as &dyn Row)).collect();
                take(&rows)
            }
        }
    }
}

fn of<'a>(columns: &[Column<'a>], column: Option<usize>) -> Column<'a> {
    column.and_then(|column| columns.get(column)).copied().unwrap_or(Column::Empty)
}

/// A row of a block.
struct BlockRow<'a> {
    columns: &'a [Column<'a>],
    row: usize,
}

impl Row for BlockRow<'_> {
    fn len(&self) -> usize {
        self.columns.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        self.columns.get(column).map_or(Cell::Empty, |column| column.cell(self.row))
    }
}
