//! A part of delimited text that ends where a record ends, split into records and fields. Parts are split in parallel.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use memchr::memmem;
use memchr::{memchr, memchr_iter, memchr2, memchr3};

use super::fixed;
use crate::data::block::Column;
use crate::data::cell::{Cell, ERROR_SIGNS, Row};

/// The quote around a field in which delimiters and line breaks are text.
pub const QUOTE: u8 = b'"';
/// The beginning of a value that `MongoDB` wrapped.
const WRAPPED: u8 = b'{';
/// A record of more bytes than this, on several lines, is one whose quote was never closed.
const LONGEST_RECORD: usize = 1 << 20;

/// What separates fields, and what ends records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between the fields of a record.
    pub delimiter: u8,
    /// After a record: a line feed, or the carriage return of the first Macs. A carriage return before a line feed is trimmed.
    pub end: u8,
}

/// The records of a part.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// The text, followed by the fields that are not in it as they are: those with quotes in them.
    text: String,
    /// Where each field begins and ends.
    fields: Vec<(u32, u32)>,
    records: Vec<Record>,
    /// The number of its lines.
    pub lines: u64,
    /// The line of a record whose quote is never closed; no record follows it.
    pub unclosed: Option<u64>,
    /// Whether it has no quotes, and no sign of a damaged or wrapped value.
    is_plain: bool,
    /// Whether a letter of it is not ASCII.
    is_beyond_ascii: bool,
}

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    first_field: u32,
    /// The line that it begins on, from 0.
    pub line: u32,
    /// The number of line breaks in its fields.
    pub breaks: u32,
    /// Its letters, as far as they are known: [`Chunk::records`] finds those that are not ASCII.
    pub letters: Letters,
}

/// Which letters a record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// ASCII only.
    Ascii,
    /// Others.
    Unicode,
    /// It is not UTF-8, and was read as Windows-1252.
    Recoded,
}

/// The fields of a record.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'c> {
    text: &'c str,
    fields: &'c [(u32, u32)],
}

impl Chunk {
    /// Splits text that begins where a record begins. The last record may lack its end.
    ///
    /// A quote opens a field only as its first byte. Two quotes in such a field are one, and what follows the closing quote
    /// belongs to the field. Lines that are wholly empty are no records.
    pub fn split(text: Vec<u8>, dialect: Dialect) -> Self {
        let length = text.len();
        let mut chunk = Self {
            fields: Vec::with_capacity(length / 6),
            records: Vec::with_capacity(length / 64),
            ..Self::default()
        };
        if !is_plain(&text) || !dialect.delimiter.is_ascii() {
            chunk.split_any(text, dialect);
            return chunk;
        }
        match String::from_utf8(text) {
            Ok(text) => chunk.split_plain(text, dialect),
            Err(error) => chunk.split_any(error.into_bytes(), dialect),
        }
        chunk
    }

    fn split_any(&mut self, mut text: Vec<u8>, dialect: Dialect) {
        let (chunk, length) = (self, text.len());
        let (mut at, mut line) = (0, 0);
        while at < length && chunk.unclosed.is_none() {
            if text[at] == dialect.end {
                (at, line) = (at + 1, line + 1);
                continue;
            }
            let (begin, first_field) = (at, chunk.fields.len() as u32);
            let mut breaks = 0;
            loop {
                let Some(field) = Field::at(&text[..length], at, dialect) else {
                    chunk.unclosed = Some(u64::from(line));
                    break;
                };
                chunk.fields.push(field.place(&mut text));
                breaks += field.breaks;
                at = field.stop + 1;
                if text[..length].get(field.stop) != Some(&dialect.delimiter) {
                    break;
                }
            }
            if breaks > 0 && at - begin > LONGEST_RECORD {
                chunk.unclosed = Some(u64::from(line));
            }
            if chunk.unclosed.is_some() {
                chunk.fields.truncate(first_field as usize);
                break;
            }
            chunk.records.push(Record { first_field, line, breaks, letters: Letters::Ascii });
            line += breaks + 1;
        }
        chunk.lines = u64::from(line);
        chunk.decode(text, dialect);
    }

    /// The same of plain text, in which a delimiter is a delimiter and a line a record, wherever they are.
    fn split_plain(&mut self, text: String, dialect: Dialect) {
        let bytes = text.as_bytes();
        let (mut start, mut line, mut first_field) = (0, 0, 0);
        each_stop(bytes, dialect, |stop| {
            let (is_end, stop) = (bytes[stop] == dialect.end, stop as u32);
            let is_blank = is_end && stop == start && self.fields.len() as u32 == first_field;
            if !is_blank {
                self.fields.push((start, stop));
            }
            start = stop + 1;
            if is_end {
                if !is_blank {
                    self.records.push(Record { first_field, line, breaks: 0, letters: Letters::Ascii });
                    first_field = self.fields.len() as u32;
                }
                line += 1;
            }
        });
        let length = text.len() as u32;
        if start < length || self.fields.len() as u32 > first_field {
            // The last record lacks its end.
            self.fields.push((start, length));
            self.records.push(Record { first_field, line, breaks: 0, letters: Letters::Ascii });
            line += 1;
        }
        self.lines = u64::from(line);
        self.is_plain = true;
        self.is_beyond_ascii = !text.is_ascii();
        self.text = text;
    }

    /// Whether all of it is plain rows that need no further checks: text of at most `longest` bytes without blank lines, in
    /// which every record has `width` fields, begins with a digit, as no title, header or total does, and has a value in
    /// each of the columns `needed`.
    pub fn is_tidy(&self, width: usize, needed: &[usize], longest: usize) -> bool {
        let bytes = self.text.as_bytes();
        let begins = |record: &[(u32, u32)], column: usize, is: fn(&u8) -> bool| {
            record.get(column).is_some_and(|(start, end)| start < end && bytes.get(*start as usize).is_some_and(is))
        };
        self.is_plain
            && bytes.len() <= longest
            && self.lines == self.records.len() as u64
            && self.fields.len() == self.records.len() * width
            && self.records.iter().zip(0..).all(|(record, at)| record.first_field == at * width as u32)
            && self.fields.chunks(width.max(1)).all(|record| {
                begins(record, 0, u8::is_ascii_digit)
                    && needed.iter().all(|column| begins(record, *column, u8::is_ascii_graphic))
            })
    }

    /// Its columns, where all records have the same number of fields and none is wrapped.
    pub fn columns(&self) -> Vec<Column<'_>> {
        let width = self.fields.len().checked_div(self.records.len()).unwrap_or(0);
        let column = |at| Column::Fields { text: &self.text, places: &self.fields[at..], width };
        (0..width).map(column).collect()
    }

    /// Lines after the last record, which are blank.
    pub fn blank_at_end(&self) -> u64 {
        let after = self.records.last().map_or(0, |last| u64::from(last.line + last.breaks) + 1);
        self.lines.saturating_sub(after)
    }

    fn decode(&mut self, text: Vec<u8>, dialect: Dialect) {
        self.text = match String::from_utf8(text) {
            Ok(text) if dialect.delimiter.is_ascii() => text,
            Ok(text) => self.recoded(text.as_bytes()),
            Err(error) => self.recoded(error.as_bytes()),
        };
        self.is_beyond_ascii = !self.text.is_ascii();
    }

    /// The text of all fields. Fields that are not UTF-8 are read as Windows-1252.
    fn recoded(&mut self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len());
        for at in 0..self.records.len() {
            let (first, next) = self.bounds(at);
            for (start, end) in &mut self.fields[first..next] {
                let field = &bytes[*start as usize..*end as usize];
                let decoded = if let Ok(field) = std::str::from_utf8(field) {
                    Cow::Borrowed(field)
                } else {
                    self.records[at].letters = Letters::Recoded;
                    WINDOWS_1252.decode_without_bom_handling(field).0
                };
                *start = text.len() as u32;
                text.push_str(&decoded);
                *end = text.len() as u32;
            }
        }
        text
    }

    fn bounds(&self, at: usize) -> (usize, usize) {
        let next = self.records.get(at + 1).map_or(self.fields.len(), |record| record.first_field as usize);
        (self.records[at].first_field as usize, next)
    }

    fn fields_of(&self, at: usize) -> Fields<'_> {
        let (first, next) = self.bounds(at);
        Fields { text: &self.text, fields: &self.fields[first..next] }
    }

    /// The records with their fields.
    pub fn records(&self) -> impl Iterator<Item = (Record, Fields<'_>)> {
        self.records.iter().enumerate().map(|(at, record)| {
            let (mut record, fields) = (*record, self.fields_of(at));
            if self.is_beyond_ascii && record.letters == Letters::Ascii && !fields.texts().all(str::is_ascii) {
                record.letters = Letters::Unicode;
            }
            (record, fields)
        })
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether a letter of it is not ASCII.
    pub fn is_beyond_ascii(&self) -> bool {
        self.is_beyond_ascii
    }
}

/// Whether text has no quotes and carriage returns, and nothing that errors of spreadsheets and wrapped values begin with.
fn is_plain(text: &[u8]) -> bool {
    memchr3(QUOTE, WRAPPED, b'\r', text).is_none()
        && ERROR_SIGNS.iter().all(|sign| memmem::find(text, sign.as_bytes()).is_none())
}

/// Passes on where delimiters and ends of records are. Fields are short: eight bytes are compared at once, and what is found in them
/// needs no other search.
fn each_stop(text: &[u8], dialect: Dialect, mut take: impl FnMut(usize)) {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let [delimiters, ends] = [dialect.delimiter, dialect.end].map(|byte| u64::from_le_bytes([byte; 8]));
    // The highest bit of each byte that is not zero.
    let other = |bytes: u64| ((bytes & LOW) + LOW) | bytes;
    let (words, rest) = text.as_chunks();
    for (word, at) in words.iter().zip((0..).step_by(8)) {
        let bytes = u64::from_le_bytes(*word);
        let mut found = !(other(bytes ^ delimiters) & other(bytes ^ ends)) & !LOW;
        while found != 0 {
            take(at + found.trailing_zeros() as usize / 8);
            found &= found - 1;
        }
    }
    let is_stop = |byte: u8| byte == dialect.delimiter || byte == dialect.end;
    let first = text.len() - rest.len();
    rest.iter().enumerate().filter(|(_, byte)| is_stop(**byte)).for_each(|(at, _)| take(first + at));
}

/// A field in the bytes of a part.
struct Field {
    /// Its text; with `is_escaped`, what is left of it when its quotes are resolved.
    start: usize,
    end: usize,
    is_escaped: bool,
    /// Where its closing quote is, if it has one.
    close: usize,
    /// Where the delimiter or the end of the record after it is.
    stop: usize,
    breaks: u32,
}

impl Field {
    /// The field that begins at a place; none when its quote is never closed.
    fn at(text: &[u8], start: usize, dialect: Dialect) -> Option<Self> {
        let stop_after = |from: usize| {
            let stop = memchr2(dialect.delimiter, dialect.end, text.get(from..).unwrap_or_default());
            stop.map_or(text.len(), |stop| from + stop)
        };
        if text.get(start) != Some(&QUOTE) {
            let stop = stop_after(start);
            let end = trimmed(text, start, stop);
            return Some(Self { start, end, is_escaped: false, close: end, stop, breaks: 0 });
        }
        let start = start + 1;
        let (mut close, mut is_escaped) = (start, false);
        loop {
            close += memchr(QUOTE, &text[close..])?;
            if text.get(close + 1) != Some(&QUOTE) {
                break;
            }
            is_escaped = true;
            close += 2;
        }
        let stop = stop_after(close + 1);
        is_escaped |= trimmed(text, close + 1, stop) > close + 1;
        let breaks = memchr_iter(dialect.end, &text[start..close]).count() as u32;
        let end = trimmed(text, start, close);
        Some(Self { start, end, is_escaped, close, stop, breaks })
    }

    /// Where its value is; one with quotes in it is added to the text.
    fn place(&self, text: &mut Vec<u8>) -> (u32, u32) {
        if !self.is_escaped {
            return (self.start as u32, self.end as u32);
        }
        let begin = text.len();
        let mut from = self.start;
        while let Some(quote) = memchr(QUOTE, &text[from..self.close]) {
            text.extend_from_within(from..=from + quote);
            from += quote + 2;
        }
        text.extend_from_within(from..self.close);
        text.extend_from_within(self.close + 1..self.stop);
        text.truncate(trimmed(text, begin, text.len()));
        (begin as u32, text.len() as u32)
    }
}

/// Where a field ends without the carriage returns that Windows writes before a line feed.
fn trimmed(text: &[u8], start: usize, end: usize) -> usize {
    text[start..end].iter().rposition(|byte| *byte != b'\r').map_or(start, |last| start + last + 1)
}

impl<'c> Fields<'c> {
    fn text(&self, (start, end): (u32, u32)) -> &'c str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The text of each.
    pub fn texts(self) -> impl Iterator<Item = &'c str> {
        self.fields.iter().map(move |field| self.text(*field))
    }

    /// Whether it is a line of dashes, as database clients draw below the names of the columns.
    pub fn is_rule(self) -> bool {
        let first = self.texts().find(|text| !text.is_empty()).unwrap_or_default();
        first.starts_with(['-', '=', '+']) && self.texts().all(|text| text.is_empty() || fixed::is_rule(text))
    }
}

impl Row for Fields<'_> {
    fn len(&self) -> usize {
        self.fields.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let text = self.fields.get(column).map_or("", |field| self.text(*field));
        match text.as_bytes() {
            [] => Cell::Empty,
            [WRAPPED, ..] => Cell::Text(unwrapped(text)),
            _ => Cell::Text(text),
        }
    }
}

/// The value in what `MongoDB` writes around ids, dates and numbers, as in `{"$oid":"5f1a"}`.
fn unwrapped(text: &str) -> &str {
    let mut value = text;
    while let Some((_, inner)) = value.strip_prefix("{\"$").and_then(|rest| rest.strip_suffix('}')?.split_once(':')) {
        value = inner.trim();
    }
    value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .filter(|_| value.len() < text.len())
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_text_is_split_as_any_text_is(text in "[a1€é, \n]{0,60}", end in prop_oneof![Just(b'\n'), Just(b'1')]) {
            let dialect = Dialect { delimiter: b',', end };
            let mut any = Chunk::default();
            any.split_any(text.clone().into_bytes(), dialect);
            any.is_plain = true;
            prop_assert_eq!(Chunk::split(text.into_bytes(), dialect), any);
        }
    }
}
