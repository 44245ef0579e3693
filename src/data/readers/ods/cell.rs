//! One cell of a sheet: its value by type, or the text of its paragraphs.

use std::borrow::Cow;

use calamine::DataRef;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// A cell that is being read.
pub(super) struct Pending {
    count: u32,
    value: DataRef<'static>,
    /// Whether the text within is the value.
    is_text: bool,
    text: String,
    paragraphs: u32,
    /// How deep the place is in comments and pictures, which are not part of the value.
    aside: u32,
}

impl Pending {
    pub fn new(start: &BytesStart<'_>) -> Result<Self, String> {
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
    pub fn enter(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), String> {
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

    pub fn leave(&mut self, name: &str) {
        if is_aside(name) {
            self.aside = self.aside.saturating_sub(1);
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text of a paragraph.
    pub fn add(&mut self, event: &Event<'_>) {
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

    pub fn finish(self) -> (u32, DataRef<'static>) {
        let value = if self.is_text && !self.text.is_empty() { DataRef::String(self.text) } else { self.value };
        (self.count, value)
    }
}

fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:")
}

pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let found = start.try_get_attribute(name).map_err(|e| e.to_string())?;
    let text = found.map(|a| a.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned));
    text.transpose().map_err(|e| e.to_string())
}

/// The number of repetitions; 1 without the attribute.
pub(super) fn count(start: &BytesStart<'_>, name: &str) -> Result<u32, String> {
    let text = attribute(start, name)?;
    text.map_or(Ok(1), |text| text.trim().parse().map_err(|_| format!("{name} is \"{text}\" and should be a number")))
}
