//! Limits the text of a row. A row is held completely, and one string may be in all of its cells.

use calamine::DataRef;

use super::refusal::Refusal;
use crate::data::budget;
use crate::data::error::SHORTEN;

/// The text of a row so far, in bytes.
#[derive(Default)]
pub struct RowText(usize);

impl RowText {
    /// Adds a value that is in `count` cells.
    ///
    /// # Errors
    /// That the cell or the row is too long.
    pub fn add(&mut self, value: &DataRef<'_>, count: u32) -> Result<(), Refusal> {
        let length = match value {
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
            DataRef::SharedString(text) => text.len(),
            _ => 0,
        };
        check_cell(length)?;
        self.0 += length * count as usize;
        check("the row", self.0, budget::ROW)
    }
}

/// Refuses text that is too long for a cell.
///
/// # Errors
/// That it is too long.
pub fn check_cell(length: usize) -> Result<(), Refusal> {
    check("a cell", length, budget::CELL)
}

fn check(what: &str, length: usize, most: usize) -> Result<(), Refusal> {
    if length <= most {
        return Ok(());
    }
    let most = budget::shown(most as u64);
    Err(Refusal::TooLarge(format!("{what} holds more than {most} of text, the maximum"), SHORTEN))
}
