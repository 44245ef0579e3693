//! Columns that are filled in parallel. Each sees all rows in their order, so what it holds does not depend on the others, nor
//! on the number of threads.

use rayon::prelude::*;

use crate::data::block::Block;
use crate::data::cell::{Numbered, Row};

/// With fewer rows than this, threads cost more than they gain.
pub const FEWEST: usize = 64;

/// A column, or several that depend on each other: takes a row with its number.
pub type Column<'a> = &'a mut (dyn FnMut(u64, &dyn Row) + Send);

/// A column, or several that depend on each other: takes its cells of a block.
pub type BlockColumn<'a> = &'a mut (dyn FnMut(Block<'_>) + Send);

/// Passes the rows to each of the columns.
pub fn side_by_side(rows: &[Numbered<'_>], columns: &mut [Column<'_>]) {
    fill_each(rows.len(), columns, |column| rows.iter().for_each(|(number, row)| column(*number, *row)));
}

/// Passes blocks of rows to each of the columns.
pub fn by_blocks(blocks: &[Block<'_>], columns: &mut [BlockColumn<'_>]) {
    let rows = blocks.iter().map(|block| block.len()).sum();
    fill_each(rows, columns, |column| blocks.iter().for_each(|block| column(*block)));
}

/// Fills each of the columns with this number of rows.
pub fn fill_each<T: Send>(rows: usize, columns: &mut [T], fill: impl Fn(&mut T) + Send + Sync) {
    if rows < FEWEST {
        columns.iter_mut().for_each(fill);
    } else {
        columns.par_iter_mut().for_each(fill);
    }
}
