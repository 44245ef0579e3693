//! `OpenDocument` sheets, streamed. What repeats is written once there, with a count, and blank rows and columns fill a sheet to
//! its very end: calamine spells that out into one range, which a single cell in the far corner makes too large for any memory.

use std::borrow::Cow;
use std::io::Read;

use calamine::{DataRef, Dimensions};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::archive;
use super::events::Events;
use super::header::Top;
use super::refusal::Refusal;
use super::row_text::{self, RowText};
use super::sheet_cell::top_cell;
use crate::data::budget::{self, SHEET_ROWS};
use crate::data::dates::DateFormat;
use crate::data::error::SHORTEN;
use crate::data::origin::Origin;
use crate::data::tally::escape;

/// What a file that is an `OpenDocument` sheet has at byte 30: the name and contents of its first part.
const MIMETYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
/// How much of a file tells whether it is one.
pub const HEAD: usize = 30 + MIMETYPE.len();
const MAX_COLUMNS: u32 = 16_384;
/// Styles that hide a sheet; no file has more of them than sheets.
const MOST_STYLES: usize = 10 * budget::SHEETS;
/// More cells than this, once repeats are spelt out, are damage.
const MAX_CELLS: u64 = 100_000_000;

/// A sheet that is read cell by cell.
pub struct Cells<'a> {
    content: Content,
    row: Row<'a>,
    /// The row of the sheet that `row` stands for next, and how often it does still.
    index: u32,
    left: u32,
    /// Which run of the row is next, and how many of its cells were given.
    run: usize,
    given: u32,
    /// How many cells were given in all.
    total: u64,
}

/// The runs of equal cells in a row: first column, count, value. Blank cells are left out.
type Row<'a> = Vec<(u32, u32, DataRef<'a>)>;

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

/// The sheets, in one walk through the file; the row of the names may be given.
///
/// # Errors
/// What is wrong with the file, or too large in it.
pub fn sheets(origin: &Origin, header_row: Option<u64>) -> Result<Vec<Sheet>, Refusal> {
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
        let (mut number, mut top) = (1, Top::default());
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
        sheets.push((name, hidden, top.header(header_row)));
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

/// The stream of `content.xml`.
struct Content {
    events: Events<Box<dyn Read>>,
    /// How many tables the place is in: a cell may hold another one.
    depth: u32,
    /// The style being read, those that hide a sheet, and whether the sheet has one of them.
    style: String,
    hiding: Vec<String>,
    is_hidden: bool,
    /// Merged cells that begin in the row: the first column, and how many columns and rows they go over.
    blocks: Vec<(u32, u32, u32)>,
}

/// A cell that is being read.
struct Pending {
    count: u32,
    value: DataRef<'static>,
    /// Whether the text within is the value.
    is_text: bool,
    text: String,
    paragraphs: u32,
    /// How deep the place is in comments and pictures, which are none of the value.
    aside: u32,
}

impl Content {
    fn open(origin: &Origin) -> Result<Self, Refusal> {
        let mut events = Events::new(archive::file(origin, "content.xml")?, budget::ROW as u64, SHORTEN);
        events.xml.config_mut().expand_empty_elements = true;
        let (style, hiding) = Default::default();
        Ok(Self { events, depth: 0, style, hiding, is_hidden: false, blocks: Vec::new() })
    }

    /// Goes on to the next sheet; gives its name.
    fn next_sheet(&mut self) -> Result<Option<String>, Refusal> {
        loop {
            self.events.renew();
            match self.events.next()? {
                Event::Start(e) if e.name().0 == "table:table" => {
                    self.depth += 1;
                    if self.depth == 1 {
                        let style = attribute(&e, "table:style-name")?;
                        self.is_hidden = style.is_some_and(|style| self.hiding.contains(&style));
                        return Ok(Some(attribute(&e, "table:name")?.unwrap_or_default()));
                    }
                }
                Event::Start(e) if e.name().0 == "style:style" => {
                    self.style = attribute(&e, "style:name")?.unwrap_or_default();
                }
                Event::Start(e)
                    if e.name().0 == "style:table-properties"
                        && attribute(&e, "table:display")?.as_deref() == Some("false")
                        && self.hiding.len() < MOST_STYLES =>
                {
                    self.hiding.push(self.style.clone());
                }
                Event::End(e) if e.name().0 == "table:table" => self.depth = self.depth.saturating_sub(1),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Reads the next row of the sheet into `row`; gives how often it stands there, none at the end of the sheet.
    fn next_row(&mut self, row: &mut Row<'_>) -> Result<Option<u32>, Refusal> {
        row.clear();
        self.blocks.clear();
        let (mut column, mut repeats, mut length) = (0_u32, 1, RowText::default());
        let mut pending: Option<Pending> = None;
        loop {
            self.events.renew();
            match self.events.next()? {
                Event::Start(e) => match e.name().0 {
                    "table:table" => self.depth += 1,
                    _ if self.depth > 1 => {}
                    "table:table-row" => repeats = count(&e, "table:number-rows-repeated")?,
                    "table:table-cell" | "table:covered-table-cell" => {
                        let columns = count(&e, "table:number-columns-spanned")?.max(1);
                        let rows = count(&e, "table:number-rows-spanned")?.max(1);
                        if (columns > 1 || rows > 1) && column < MAX_COLUMNS {
                            self.blocks.push((column, columns, rows));
                        }
                        pending = Some(Pending::new(&e)?);
                    }
                    name => {
                        if let Some(cell) = &mut pending {
                            cell.enter(name, &e)?;
                            row_text::check_cell(cell.text.len())?;
                        }
                    }
                },
                Event::End(e) => match e.name().0 {
                    "table:table" => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return Ok(None);
                        }
                    }
                    _ if self.depth > 1 => {}
                    "table:table-row" => return Ok(Some(repeats)),
                    "table:table-cell" | "table:covered-table-cell" => {
                        if let Some((count, value)) = pending.take().map(Pending::finish) {
                            let count = count.min(MAX_COLUMNS.saturating_sub(column));
                            if value != DataRef::Empty && count > 0 {
                                length.add(&value, count)?;
                                row.push((column, count, value));
                            }
                            column += count;
                        }
                    }
                    name => {
                        if let Some(cell) = &mut pending {
                            cell.leave(name);
                        }
                    }
                },
                Event::Eof => return Err("it ends in the middle of a sheet".into()),
                event => {
                    if let Some(cell) = pending.as_mut().filter(|_| self.depth == 1) {
                        cell.add(&event);
                        row_text::check_cell(cell.text.len())?;
                    }
                }
            }
        }
    }
}

impl Pending {
    fn new(start: &BytesStart<'_>) -> Result<Self, String> {
        let value = |name: &str| attribute(start, name);
        // More digits than a float has are an id, and stay as they are.
        let is_long = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            digits.len() > 15 && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let number = |text: String| match text.trim().parse() {
            Ok(number) if !is_long(text.trim()) => DataRef::Float(number),
            _ => DataRef::String(text),
        };
        let kind = value("office:value-type")?.unwrap_or_default();
        let known = match kind.as_str() {
            "float" | "percentage" | "currency" => value("office:value")?.map(number),
            "date" => value("office:date-value")?.map(DataRef::DateTimeIso),
            "time" => value("office:time-value")?.map(DataRef::DurationIso),
            "boolean" => value("office:boolean-value")?.map(|text| DataRef::Bool(text.eq_ignore_ascii_case("true"))),
            // LibreOffice writes an error as an empty text and what it shows as the paragraph.
            "string" => value("office:string-value")?.filter(|text| !text.is_empty()).map(DataRef::String),
            _ => None,
        };
        Ok(Self {
            count: count(start, "table:number-columns-repeated")?,
            is_text: known.is_none() && !kind.is_empty(),
            value: known.unwrap_or(DataRef::Empty),
            text: String::new(),
            paragraphs: 0,
            aside: 0,
        })
    }

    /// Enters an element within the cell.
    fn enter(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), String> {
        match name {
            name if is_aside(name) => self.aside += 1,
            "text:p" if self.aside == 0 => {
                self.paragraphs += 1;
                if self.paragraphs > 1 {
                    self.text.push('\n');
                }
            }
            "text:s" => self.text.extend(std::iter::repeat_n(' ', count(start, "text:c")?.min(1000) as usize)),
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn leave(&mut self, name: &str) {
        if is_aside(name) {
            self.aside = self.aside.saturating_sub(1);
        }
    }

    /// Adds text of a paragraph.
    fn add(&mut self, event: &Event<'_>) {
        if !self.is_text || self.paragraphs == 0 || self.aside > 0 {
            return;
        }
        match event {
            Event::Text(text) => self.text.push_str(&text.xml10_content()),
            Event::CData(text) => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                self.text.extend(entity.resolve_char_ref().ok().flatten());
                self.text.push_str(resolve_xml_entity(entity).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn finish(self) -> (u32, DataRef<'static>) {
        let value = if self.is_text && !self.text.is_empty() { DataRef::String(self.text) } else { self.value };
        (self.count, value)
    }
}

fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:")
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let found = start.try_get_attribute(name).map_err(|e| e.to_string())?;
    let text = found.map(|a| a.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned));
    text.transpose().map_err(|e| e.to_string())
}

/// How often something stands there; once where that is not said.
fn count(start: &BytesStart<'_>, name: &str) -> Result<u32, String> {
    let text = attribute(start, name)?;
    text.map_or(Ok(1), |text| text.trim().parse().map_err(|_| format!("{name} is \"{text}\" and should be a number")))
}
