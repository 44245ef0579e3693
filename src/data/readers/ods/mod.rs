//! `OpenDocument` sheets, streamed. Repeated rows and cells are stored once, with a count, and blank rows and columns fill
//! a sheet to its end: calamine expands that into one range, which a single cell in the far corner makes too large for any
//! memory.

mod cell;
mod content;

use std::io::Read;

use calamine::{DataRef, Dimensions};

use self::content::{Content, MAX_COLUMNS, Row};
use super::archive;
use super::header::{GivenRow, Top};
use super::refusal::Refusal;
use super::sheet_cell::top_cell;
use crate::data::budget::{self, SHEET_ROWS};
use crate::data::dates::DateFormat;
use crate::data::origin::Origin;
use crate::data::tally::escape;

/// What a file that is an `OpenDocument` sheet has at byte 30: the name and contents of its first part.
const MIMETYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
/// How much of a file tells whether it is one.
pub const HEAD: usize = 30 + MIMETYPE.len();
/// More cells than this after expanding repetitions are damage.
const MAX_CELLS: u64 = 100_000_000;

/// A sheet that is read cell by cell.
pub struct Cells<'a> {
    content: Content,
    row: Row<'a>,
    /// The next row of the sheet that `row` is repeated for, and how often it is still repeated.
    index: u32,
    left: u32,
    /// Which run of the row is next, and how many of its cells were given.
    run: usize,
    given: u32,
    /// How many cells were given in all.
    total: u64,
}

/// Whether a file that starts so is an `OpenDocument` sheet.
pub fn is_ods(head: &[u8]) -> bool {
    head.get(30..).is_some_and(|rest| rest.starts_with(MIMETYPE))
}

/// Whether it is protected with a password.
pub fn is_protected(origin: &Origin) -> bool {
    let mut manifest = String::new();
    let read = archive::file(origin, "META-INF/manifest.xml").map(|f| f.take(1 << 20).read_to_string(&mut manifest));
    read.is_ok() && manifest.contains("encryption-data")
}

/// A sheet: its name, whether it is hidden, and the names of its columns with the row they are in.
pub type Sheet = (String, bool, (Vec<String>, u64));

/// The sheets, in one pass through the file; the row of the names may be given.
///
/// # Errors
/// What is wrong with the file, or too large in it.
pub fn sheets(origin: &Origin, header_row: Option<GivenRow>) -> Result<Vec<Sheet>, Refusal> {
    let sheets = sheets_with(origin, header_row)?;
    // Only now their number is known.
    let is_certain = header_row.is_some_and(|given| given.is_certain);
    if is_certain && sheets.len() > 1 {
        return sheets_with(origin, header_row.map(|given| given.of_sheets(sheets.len())));
    }
    Ok(sheets)
}

fn sheets_with(origin: &Origin, header_row: Option<GivenRow>) -> Result<Vec<Sheet>, Refusal> {
    let mut content = Content::open(origin)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    loop {
        let within = |name: &str, why: Refusal| why.within(&format!("sheet \"{}\"", escape(name)));
        let next = content.next_sheet().map_err(|why| match sheets.last() {
            Some((last, ..)) => within(last, why),
            None => why,
        });
        let Some(name) = next? else { return Ok(sheets) };
        if sheets.len() == budget::SHEETS {
            return Err(Refusal::too_many_sheets());
        }
        let (hidden, mut row) = (content.is_hidden, Row::new());
        let (mut number, mut top) = (1, Top::new(header_row));
        while top.is_open() {
            let Some(count) =
                content.next_row(&mut row).map_err(|why| within(&name, why.within(&format!("row {number}"))))?
            else {
                break;
            };
            if !row.is_empty() {
                let mut cells = Vec::new();
                for (column, count, value) in row.drain(..) {
                    cells.resize(column as usize, DataRef::Empty);
                    cells.extend(std::iter::repeat_n(value, count as usize));
                }
                top.push(number, cells.iter().map(|value| top_cell(value, DateFormat::default())));
            }
            number += u64::from(count);
        }
        sheets.push((name, hidden, top.header()));
    }
}

/// The merged cells of a sheet.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn merged(origin: &Origin, sheet: &str) -> Result<Vec<Dimensions>, Refusal> {
    let mut content = Content::open(origin)?;
    while content.next_sheet()?.is_some_and(|name| name != sheet) {}
    let (mut row, mut index, mut blocks) = (Row::new(), 0_u32, Vec::new());
    while let Some(count) = content.next_row(&mut row)? {
        for (column, columns, rows) in content.blocks.drain(..) {
            let end = (index.saturating_add(rows - 1), column.saturating_add(columns - 1).min(MAX_COLUMNS - 1));
            blocks.push(Dimensions { start: (index, column), end });
        }
        index = index.saturating_add(count);
    }
    Ok(blocks)
}

/// The cells of a sheet, row by row.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn cells<'a>(origin: &Origin, sheet: &str) -> Result<Cells<'a>, Refusal> {
    let mut content = Content::open(origin)?;
    while let Some(name) = content.next_sheet()? {
        if name == sheet {
            return Ok(Cells { content, row: Row::new(), index: 0, left: 0, run: 0, given: 0, total: 0 });
        }
    }
    Err("the sheet is gone".into())
}

impl<'a> Iterator for Cells<'a> {
    type Item = Result<(u32, u32, DataRef<'a>), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.left > 0
                && let Some((column, count, value)) = self.row.get(self.run)
            {
                let at = column + self.given;
                let cell = (self.index, at, value.clone());
                self.given += 1;
                if self.given == *count {
                    (self.run, self.given) = (self.run + 1, 0);
                }
                self.total += 1;
                return Some(if self.total > MAX_CELLS {
                    Err(format!("it repeats cells more than {MAX_CELLS} times").into())
                } else {
                    Ok(cell)
                });
            }
            (self.run, self.given) = (0, 0);
            if self.left > 1 {
                (self.index, self.left) = (self.index + 1, self.left - 1);
                continue;
            }
            self.index += self.left;
            match self.content.next_row(&mut self.row) {
                Ok(Some(count)) => {
                    self.left = count.min(SHEET_ROWS.saturating_sub(self.index));
                    if self.row.is_empty() || self.left == 0 {
                        self.index += self.left;
                        self.left = 0;
                    }
                }
                Ok(None) => return None,
                Err(why) => return Some(Err(why.within(&format!("row {}", self.index + 1)))),
            }
        }
    }
}
