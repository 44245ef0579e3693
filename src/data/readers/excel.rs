//! Workbooks, one sheet a table. Rows are assembled from cells in file order, not from the bounding box: a single cell in
//! the far corner would make it billions of cells.

use std::collections::HashMap;
use std::fmt::Display;
use std::io::BufReader;
use std::ops::ControlFlow;

use calamine::{
    DataRef, Dimensions, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::header::{GivenRow, Top};
use super::held_sheet::{HeldSheet, owned};
use super::merged::Merged;
use super::parts::ReadBy;
use super::refusal::Refusal;
use super::row_text::RowText;
use super::sheet_cell::{cell_of, top_cell};
use super::xlsb_merged;
use super::{compound, odd_xml, ods, parts};
use crate::data::budget::{self, SHEET_ROWS};
use crate::data::cell::{Cell, Row};
use crate::data::dates::DateFormat;
use crate::data::error::DataError;
use crate::data::origin::{Origin, ReadSeek};
use crate::data::part::Part;
use crate::data::tables::Intake;
use crate::data::tally::escape;

type Bytes = BufReader<Box<dyn ReadSeek>>;
type Cells<'a> = Box<dyn Iterator<Item = Result<(u32, u32, DataRef<'a>), Refusal>> + 'a>;

/// Excel's own limit; a cell after it is damage.
const MAX_COLUMNS: u32 = 16_384;

/// An opened workbook.
pub struct Workbook {
    label: String,
    file: String,
    header_row: Option<GivenRow>,
    book: Book,
    origin: Origin,
    /// The merged cells of the sheets that were read.
    merged: HashMap<String, Vec<Dimensions>>,
    /// Small sheets that were read to their end: recognition reads them first, the tables again.
    held: HashMap<String, HeldSheet>,
}

enum Book {
    Xlsx(Xlsx<Bytes>),
    Xlsb(Xlsb<Bytes>),
    Xls(Xls<Bytes>),
    Ods(Origin),
}

/// A row of a sheet, as wide as the header.
struct SheetRow<'a, 'c> {
    cells: &'c [DataRef<'a>],
    width: usize,
    dates: DateFormat,
}

impl Row for SheetRow<'_, '_> {
    fn len(&self) -> usize {
        self.width
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        self.cells.get(column).map_or(Cell::Empty, |value| cell_of(value, self.dates))
    }
}

impl Workbook {
    /// Opens a workbook of any kind: a zip holds `.xlsx` or `.xlsb`, a compound file `.xls` or an encrypted workbook. The row of
    /// the names may be given.
    ///
    /// # Errors
    /// [`DataError`] when it is damaged, encrypted, or something else in the same wrapping.
    pub fn open(origin: &Origin, header_row: Option<GivenRow>) -> Result<Self, DataError> {
        let (label, file) = (origin.label(), origin.file_name());
        let refused = |why: Refusal| why.about(&label, None);
        let broken = |reason: String| refused(reason.into());
        let protected = || DataError::PasswordProtected { path: label.clone() };
        let head = origin.head(ods::HEAD as u64)?;
        let zip = head.starts_with(b"PK");
        if ods::is_ods(&head) {
            if ods::is_protected(origin) {
                return Err(protected());
            }
            parts::check(origin, ReadBy::Rows).map_err(refused)?;
            let (book, origin) = (Book::Ods(origin.clone()), origin.clone());
            return Ok(Self { label, file, header_row, book, origin, merged: HashMap::new(), held: HashMap::new() });
        }
        let mut plain = origin.clone();
        if zip {
            let odd = parts::check(origin, ReadBy::Calamine).map_err(refused)?;
            if !odd.is_empty() {
                plain = odd_xml::rewritten(origin, &odd).map_err(refused)?;
            }
        } else {
            compound::check(origin).map_err(refused)?;
        }
        let bytes = || plain.open().map(BufReader::new);
        let book = match Xlsx::new(bytes()?) {
            Ok(book) => Book::Xlsx(book),
            Err(XlsxError::Password) => return Err(protected()),
            Err(_) if !zip => match Xls::new(bytes()?) {
                Ok(book) => Book::Xls(book),
                Err(XlsError::Password) => return Err(protected()),
                Err(error) => return Err(broken(error.to_string())),
            },
            Err(error) => match Xlsb::new(bytes()?) {
                Ok(book) => Book::Xlsb(book),
                Err(XlsbError::Password) => return Err(protected()),
                Err(XlsbError::FileNotFound(_)) if matches!(error, XlsxError::FileNotFound(_)) => {
                    let found = "a zip archive that holds no workbook; unpack it and give its folder".to_owned();
                    return Err(DataError::NotATable { path: label, found });
                }
                Err(_) => return Err(broken(error.to_string())),
            },
        };
        Ok(Self { label, file, header_row, book, origin: origin.clone(), merged: HashMap::new(), held: HashMap::new() })
    }

    /// The format in a word.
    pub fn format(&self) -> &'static str {
        match self.book {
            Book::Xlsx(_) => "xlsx",
            Book::Xlsb(_) => "xlsb",
            Book::Xls(_) => "xls",
            Book::Ods(_) => "ods",
        }
    }

    /// Whether serial dates count from 1904.
    pub fn counts_from_1904(&self) -> bool {
        match &self.book {
            Book::Xlsx(book) => book.has_1904_epoch(),
            Book::Xlsb(book) => book.has_1904_epoch(),
            Book::Xls(book) => book.has_1904_epoch(),
            // Its dates are written out, not counted.
            Book::Ods(_) => false,
        }
    }

    /// The sheets, each with the names of its columns.
    ///
    /// # Errors
    /// [`DataError`] when a sheet is damaged.
    pub fn parts(&mut self) -> Result<Vec<Part>, DataError> {
        let worksheets = |sheets: &[Sheet]| -> Vec<(String, bool)> {
            let worksheets = sheets.iter().filter(|s| s.typ == SheetType::WorkSheet);
            worksheets.map(|s| (s.name.clone(), s.visible != SheetVisible::Visible)).collect()
        };
        let sheets = match &self.book {
            Book::Xlsx(book) => worksheets(book.sheets_metadata()),
            Book::Xlsb(book) => worksheets(book.sheets_metadata()),
            Book::Xls(book) => worksheets(book.sheets_metadata()),
            Book::Ods(origin) => {
                let sheets = ods::sheets(origin, self.header_row).map_err(|why| why.about(&self.label, None))?;
                return Ok(sheets
                    .into_iter()
                    .map(|(sheet, hidden, header)| self.part(sheet, hidden, header))
                    .collect());
            }
        };
        if sheets.len() > budget::SHEETS {
            return Err(Refusal::too_many_sheets().about(&self.label, None));
        }
        let header_row = self.header_row.map(|given| given.of_sheets(sheets.len()));
        let mut parts = Vec::new();
        for (sheet, hidden) in sheets {
            let mut top = Top::new(header_row);
            self.rows(&sheet, (Merged::default(), &[]), |row, cells, dates| {
                top.push(u64::from(row) + 1, cells.iter().map(|value| top_cell(value, dates)));
                Ok(if top.is_open() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
            })?;
            parts.push(self.part(sheet, hidden, top.header()));
        }
        Ok(parts)
    }

    fn part(&self, sheet: String, hidden: bool, (header, header_row): (Vec<String>, u64)) -> Part {
        let label = format!("{}, sheet \"{}\"", self.label, escape(&sheet));
        let file = self.file.clone();
        Part { name: sheet.clone(), file, label, sheet: Some(sheet), hidden, header, header_row, ..Part::default() }
    }

    /// Pushes every row after the header.
    ///
    /// # Errors
    /// [`DataError`] when the sheet is damaged, or the load was cancelled.
    pub fn read(&mut self, part: &Part, intake: &mut Intake<'_>) -> Result<(), DataError> {
        let width = part.header.len();
        let sheet = part.sheet.as_deref().unwrap_or_default();
        let header_row = part.header_row;
        intake.progress.begin(&format!("reading {}", part.label), 0);
        let (mut rows, mut last) = (0, header_row);
        // Merged blocks in the header and above do not affect the rows.
        let mut blocks = self.merged(sheet)?.to_vec();
        blocks.retain(|block| u64::from(block.start.0) >= header_row);
        // The total of an order must not be repeated in each of its lines.
        let is_sum = |at| intake.known(at).is_some_and(|c| matches!(c.name, "amount" | "quantity" | "unit_price"));
        let sums: Vec<usize> = (0..width).filter(|at| is_sum(*at)).collect();
        let declared = self.rows(sheet, (Merged::new(blocks), &sums), |row, cells, dates| {
            let number = u64::from(row) + 1;
            if number > header_row {
                let sheet_row = SheetRow { cells, width, dates };
                intake.row(number, &sheet_row)?;
                intake.progress.advance(1);
                rows += 1;
                last = number;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // Formatted rows without a value have no cells: they are the declared rows after the last row with one.
        let below_header = last.max(u64::from(declared) + 1) - header_row;
        intake.blank_rows(below_header.saturating_sub(rows));
        Ok(())
    }

    /// The merged cells of a sheet.
    fn merged(&mut self, sheet: &str) -> Result<&[Dimensions], DataError> {
        if !self.merged.contains_key(sheet) {
            let blocks = match &mut self.book {
                // A sheet whose end is damaged is refused when its rows are read.
                Book::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Book::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Book::Ods(origin) => ods::merged(origin, sheet).map_err(|why| why.about(&self.label, Some(sheet)))?,
                Book::Xlsb(_) => xlsb_merged::merged(&self.origin, sheet),
            };
            self.merged.insert(sheet.to_owned(), blocks);
        }
        Ok(&self.merged[sheet])
    }

    /// Hands each row with a value to `each`: its index from 0 and its cells up to the last, those of merged cells filled, except for
    /// `sums`, which are not repeated below. Gives the index of the last row that the sheet declares.
    fn rows(
        &mut self,
        sheet: &str,
        (mut merged, sums): (Merged<'_>, &[usize]),
        mut each: impl FnMut(u32, &[DataRef<'_>], DateFormat) -> Result<ControlFlow<()>, DataError>,
    ) -> Result<u32, DataError> {
        let dates = DateFormat { order: None, from_1904: self.counts_from_1904() };
        let label = self.label.clone();
        let refused = |why: Refusal| why.about(&label, Some(sheet));
        let goes_down = |column: usize| !sums.contains(&column);
        if self.held.contains_key(sheet) {
            let held = &self.held[sheet];
            for (at, mut row) in held.rows() {
                merged.fill(at, &mut row, goes_down);
                if each(at, &row, dates)?.is_break() {
                    break;
                }
            }
            return Ok(held.declared);
        }
        let (declared, cells) = self.cells(sheet).map_err(refused)?;
        let mut current: Option<u32> = None;
        let mut row: Vec<DataRef<'_>> = Vec::new();
        let mut text = RowText::default();
        let mut held = HeldSheet::new(declared);
        for cell in cells {
            let (at, column, value) = cell.map_err(refused)?;
            if value == DataRef::Empty || column >= MAX_COLUMNS {
                continue;
            }
            if let Some(done) = current.filter(|c| *c != at) {
                held.push(done, &row);
                merged.fill(done, &mut row, goes_down);
                if each(done, &row, dates)?.is_break() {
                    return Ok(declared);
                }
                row.clear();
                text = RowText::default();
            }
            current = Some(at);
            text.add(&value, 1).map_err(|why| refused(why.within(&format!("row {}", u64::from(at) + 1))))?;
            let column = column as usize;
            if column >= row.len() {
                row.resize(column + 1, DataRef::Empty);
            }
            row[column] = value;
        }
        if let Some(done) = current {
            held.push(done, &row);
            merged.fill(done, &mut row, goes_down);
            let _ = each(done, &row, dates)?;
        }
        if held.is_small() {
            self.held.insert(sheet.to_owned(), held);
        }
        Ok(declared)
    }

    /// The index of the last row that a sheet declares, and its cells.
    fn cells<'a>(&'a mut self, sheet: &str) -> Result<(u32, Cells<'a>), Refusal> {
        Ok(match &mut self.book {
            Book::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
                let declared = last_row(reader.dimensions());
                (declared, streamed(move || reader.next_cell()))
            }
            Book::Xlsb(book) => {
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
                let declared = last_row(reader.dimensions());
                (declared, streamed(move || reader.next_cell()))
            }
            Book::Xls(book) => {
                let range = book.worksheet_range(sheet).map_err(|e| e.to_string())?;
                let (top, left) = range.start().unwrap_or_default();
                let cells: Vec<_> = range
                    .used_cells()
                    .map(|(row, column, value)| Ok((top + row as u32, left + column as u32, owned(value))))
                    .collect();
                (range.end().unwrap_or_default().0, Box::new(cells.into_iter()))
            }
            // A sheet is filled with blank rows to its end, which do not count as declared.
            Book::Ods(origin) => (0, Box::new(ods::cells(origin, sheet)?)),
        })
    }
}

/// The index of the last row that a sheet declares; a value larger than any sheet is ignored.
fn last_row(declared: Dimensions) -> u32 {
    let (row, column) = declared.end;
    if row < SHEET_ROWS && column < MAX_COLUMNS { row } else { 0 }
}

/// A source of cells, one by one.
fn streamed<'a, E: Display>(
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, E> + 'a,
) -> Cells<'a> {
    let place = |cell: calamine::Cell<DataRef<'a>>| (cell.get_position(), cell.get_value().clone());
    Box::new(std::iter::from_fn(move || match next() {
        Ok(cell) => cell.map(place).map(|((row, column), value)| Ok((row, column, value))),
        Err(error) => Some(Err(error.to_string().into())),
    }))
}
