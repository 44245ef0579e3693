//! The stream of `content.xml`: sheets, and their rows with the number of times that each is repeated.

use std::io::Read;

use calamine::DataRef;
use quick_xml::events::Event;

use super::cell::{Pending, attribute, count};
use crate::data::budget;
use crate::data::error::SHORTEN;
use crate::data::origin::Origin;
use crate::data::readers::archive;
use crate::data::readers::events::Events;
use crate::data::readers::refusal::Refusal;
use crate::data::readers::row_text::{self, RowText};

/// Columns of the widest sheet.
pub(super) const MAX_COLUMNS: u32 = 16_384;
/// Most styles that hide a sheet; no file has more than sheets.
const MOST_STYLES: usize = 10 * budget::SHEETS;

/// The runs of equal cells in a row: first column, count, value. Blank cells are left out.
pub(super) type Row<'a> = Vec<(u32, u32, DataRef<'a>)>;

/// The stream of `content.xml`.
pub(super) struct Content {
    events: Events<Box<dyn Read>>,
    /// How many tables the place is in: a cell may hold another one.
    depth: u32,
    /// The style being read, those that hide a sheet, and whether the sheet has one of them.
    style: String,
    hiding: Vec<String>,
    pub is_hidden: bool,
    /// Merged cells that begin in the row: the first column, and how many columns and rows they go over.
    pub blocks: Vec<(u32, u32, u32)>,
}

impl Content {
    pub fn open(origin: &Origin) -> Result<Self, Refusal> {
        let mut events = Events::new(archive::file(origin, "content.xml")?, budget::ROW as u64, SHORTEN);
        events.xml.config_mut().expand_empty_elements = true;
        let (style, hiding) = Default::default();
        Ok(Self { events, depth: 0, style, hiding, is_hidden: false, blocks: Vec::new() })
    }

    /// Goes on to the next sheet; returns its name.
    pub fn next_sheet(&mut self) -> Result<Option<String>, Refusal> {
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

    /// Reads the next row of the sheet into `row`; returns how often it is repeated, none at the end of the sheet.
    pub fn next_row(&mut self, row: &mut Row<'_>) -> Result<Option<u32>, Refusal> {
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
                            row_text::check_cell(cell.text().len())?;
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
                        row_text::check_cell(cell.text().len())?;
                    }
                }
            }
        }
    }
}
