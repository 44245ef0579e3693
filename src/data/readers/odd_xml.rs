//! Rewrites XML of a worksheet that calamine would misread or refuse, in the plain form that calamine reads correctly: a
//! comment within a value hides the value, integers of more than fifteen digits lose the last digits, a blank before the
//! number of a shared string makes it the first string, and a single error value that is newer than Excel 2007 (`#SPILL!`)
//! makes it refuse the workbook.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::events::Events;
use super::refusal::Refusal;
use super::{archive, pieces};
use crate::data::cell::is_error_word;
use crate::data::error::MORE_MEMORY;
use crate::data::origin::Origin;

/// The errors that calamine knows.
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
/// The text of an error that is not written like one.
const OTHER_ERROR: &str = "#ERROR!";
/// Integers with this many digits may not fit a float.
const DIGITS: usize = 16;
/// How far an error cell is looked into for its error.
const LOOK: usize = 512;

/// Detects such XML while a part is read. Uncertain cases count as odd, because rewriting is harmless. A part that is not
/// XML is not odd.
#[derive(Default)]
pub struct Scan {
    /// Whether it is no XML: there are zeros in its beginning.
    is_binary: Option<bool>,
    /// The bytes that are not examined yet.
    window: Vec<u8>,
    odd: bool,
}

impl Scan {
    /// Examines more of a part.
    pub fn add(&mut self, bytes: &[u8]) {
        let is_binary = *self.is_binary.get_or_insert_with(|| bytes.iter().take(LOOK).any(|byte| *byte == 0));
        if self.odd || is_binary {
            return;
        }
        self.window.extend_from_slice(bytes);
        let end = self.window.len().saturating_sub(LOOK);
        self.odd = looks_odd(&self.window, end);
        self.window.drain(..end);
    }

    /// Whether there was any of it.
    pub fn is_odd(&self) -> bool {
        self.odd || looks_odd(&self.window, self.window.len())
    }
}

/// Whether there is something odd that begins before `end`.
fn looks_odd(window: &[u8], end: usize) -> bool {
    let mut tags = window[..end].iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| &window[at + 1..]);
    tags.any(is_odd_tag)
}

fn is_odd_tag(tag: &[u8]) -> bool {
    match tag {
        [b'!', ..] => true,
        [b'?', rest @ ..] => !rest.starts_with(b"xml "),
        // The names with and without a prefix.
        [b'v' | b'c', b'>' | b' ', ..] => is_odd_cell(tag),
        [b'a'..=b'z' | b'A'..=b'Z', rest @ ..] => {
            let local = rest.iter().take(8).position(|b| *b == b':').and_then(|colon| rest.get(colon + 1..));
            local.is_some_and(|local| matches!(local, [b'v' | b'c', b'>' | b' ', ..]) && is_odd_cell(local))
        }
        _ => false,
    }
}

/// Whether a cell or value is odd; `tag` begins with its name.
fn is_odd_cell(tag: &[u8]) -> bool {
    let Some(end) = tag.iter().position(|b| *b == b'>') else {
        return true;
    };
    let (attributes, rest) = (&tag[1..end], &tag[end + 1..]);
    if tag[0] == b'v' {
        let digits = rest.strip_prefix(b"-").unwrap_or(rest).iter().take_while(|b| b.is_ascii_digit()).count();
        return digits >= DIGITS || rest.first().is_some_and(u8::is_ascii_whitespace);
    }
    let is_error = [b"t=\"e\"", b"t='e'"].iter().any(|t| attributes.windows(t.len()).any(|w| w == *t));
    is_error && {
        let value = rest.windows(2).position(|w| w == b"v>").map(|at| &rest[at + 2..]).unwrap_or_default();
        !ERRORS.iter().any(|error| value.strip_prefix(error.as_bytes()).is_some_and(|rest| rest.starts_with(b"<")))
    }
}

/// The archive with those of its parts written again that have these indexes.
///
/// # Errors
/// What is wrong with the archive, or too large in it.
pub fn rewritten(origin: &Origin, odd: &[usize]) -> Result<Origin, Refusal> {
    let mut archive = archive::open(origin)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|e| e.to_string())?;
        if odd.contains(&index) {
            let name = part.name().map_err(|e| e.to_string())?.into_owned();
            drop(part);
            let contents = archive::contents(origin, &mut archive, index)?;
            writer.start_file(name, options).map_err(|e| e.to_string())?;
            rewrite(contents, &mut writer)?;
        } else {
            writer.raw_copy_file(part).map_err(|e| e.to_string())?;
        }
    }
    let bytes = writer.finish().map_err(|e| e.to_string())?.into_inner();
    Ok(Origin::Memory(origin.path().to_path_buf(), bytes.into()))
}

/// A cell whose end was not read yet.
struct XmlCell {
    start: BytesStart<'static>,
    kind: String,
    /// Its content, rewritten.
    body: Writer<Vec<u8>>,
    /// The text of its value, within the value.
    value: Option<String>,
}

fn rewrite(xml: impl Read, out: impl Write) -> Result<(), Refusal> {
    let mut events = Events::new(xml, pieces::most(), MORE_MEMORY);
    events.xml.config_mut().check_end_names = false;
    let mut out = Writer::new(out);
    let mut cell: Option<XmlCell> = None;
    loop {
        if cell.is_none() {
            events.renew();
        }
        let event = match events.next()? {
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) => continue,
            Event::CData(text) => Event::Text(text.escape().map_err(|e| e.to_string())?),
            other => other,
        };
        let done = match (&mut cell, &event) {
            (None, Event::Start(start)) if start.local_name().as_ref() == "c" => {
                cell = Some(XmlCell::new(start)?);
                continue;
            }
            (Some(cell), _) => {
                cell.add(&event).map_err(|e| e.to_string())?;
                matches!(&event, Event::End(end) if end.local_name().as_ref() == "c")
            }
            (None, _) => {
                out.write_event(event.borrow()).map_err(|e| e.to_string())?;
                false
            }
        };
        if done && let Some(cell) = cell.take() {
            out.write_event(Event::Start(cell.start)).map_err(|e| e.to_string())?;
            out.get_mut().write_all(&cell.body.into_inner()).map_err(|e| e.to_string())?;
        }
    }
}

impl XmlCell {
    fn new(start: &BytesStart<'_>) -> Result<Self, String> {
        let kind = start.try_get_attribute("t").map_err(|e| e.to_string())?;
        let kind = kind.map_or_else(String::new, |kind| kind.value.as_ref().to_owned());
        Ok(Self { start: start.to_owned(), kind, body: Writer::new(Vec::new()), value: None })
    }

    /// Adds what is within the cell, and its end.
    fn add(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        match (event, &mut self.value) {
            (Event::Start(start), None) if start.local_name().as_ref() == "v" => self.value = Some(String::new()),
            (Event::End(end), Some(_)) if end.local_name().as_ref() == "v" => {
                let text = self.value.take().unwrap_or_default();
                let text = self.plain(&text).into_owned();
                self.body.write_event(Event::Start(BytesStart::new("v")))?;
                self.body.write_event(Event::Text(BytesText::from_escaped(text)))?;
                return self.body.write_event(Event::End(BytesEnd::new("v")));
            }
            (Event::Text(text), Some(value)) => value.push_str(text.as_ref()),
            (Event::GeneralRef(entity), Some(value)) => match entity.resolve_char_ref() {
                Ok(Some(c)) if c.is_ascii_alphanumeric() => value.push(c),
                _ => value.extend(["&", entity.as_ref(), ";"]),
            },
            (event, None) => return self.body.write_event(event.borrow()),
            _ => {}
        }
        Ok(())
    }

    /// The text of a value as calamine reads it well.
    fn plain<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let bare = text.trim();
        let whole = bare.strip_prefix('-').unwrap_or(bare);
        match self.kind.as_str() {
            "e" if !bare.is_empty() && !ERRORS.contains(&bare) => {
                self.become_text();
                if is_error_word(bare) { bare.into() } else { OTHER_ERROR.into() }
            }
            "" | "n" if whole.len() >= DIGITS && whole.bytes().all(|b| b.is_ascii_digit()) => {
                self.become_text();
                bare.into()
            }
            "" | "n" | "s" | "b" | "e" => bare.into(),
            _ => text.into(),
        }
    }

    /// Makes the cell one of text.
    fn become_text(&mut self) {
        let kept: Vec<_> = self.start.attributes().flatten().filter(|a| a.key.as_ref() != "t").collect();
        let mut start = BytesStart::new(self.start.name().as_ref().to_owned()).with_attributes(kept);
        start.push_attribute(("t", "str"));
        self.start = start.into_owned();
    }
}
