//! CSV and its relatives: comma, semicolon, tab or bar, quoted or not, in any encoding.

use std::borrow::Cow;
use std::io::Read;

use csv::{ByteRecord, ErrorKind, ReaderBuilder, StringRecord, Terminator};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::blanks::{self, Blanks};
use super::bounded::Bound;
use super::encoding;
use super::fixed::{self, Fixed};
use super::header::{Top, TopCell};
use super::text::{self, Text};
use crate::data::cell::{Cell, Row};
use crate::data::error::DataError;
use crate::data::mapping::Mapping;
use crate::data::origin::Origin;
use crate::data::part::Part;
use crate::data::tables::Intake;
use crate::progress::Progress;

const DELIMITERS: [u8; 4] = *b",;\t|";
/// Stands for runs of blanks.
const BLANKS: u8 = b' ';
/// Lines looked at to tell the delimiter.
const LINES: usize = 40;
/// A record of more bytes than this, on several lines, is one whose quote was never closed.
const LONGEST_RECORD: usize = 1 << 20;

impl Row for StringRecord {
    fn len(&self) -> usize {
        StringRecord::len(self)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(text) = self.get(column) else {
            return Cell::Empty;
        };
        // Lines end in a line feed, and what Windows writes before it is no part of a value, also where it was pasted.
        let text = text.trim_end_matches('\r');
        if text.is_empty() { Cell::Empty } else { Cell::Text(unwrapped(text)) }
    }
}

/// A file, and what is given about how to read it.
#[derive(Clone, Debug)]
pub struct Delimited {
    /// The file.
    pub origin: Origin,
    encoding: Option<&'static Encoding>,
    header_row: Option<u64>,
}

impl Delimited {
    /// The file, to be read as the mapping says.
    ///
    /// # Errors
    /// [`DataError::UnknownEncoding`].
    pub fn new(origin: Origin, mapping: &Mapping) -> Result<Self, DataError> {
        let encoding = mapping.encoding.as_deref().map(encoding::named).transpose()?;
        Ok(Self { origin, encoding, header_row: mapping.header_row })
    }

    /// The column names and the row they are in; none when the file is empty.
    ///
    /// # Errors
    /// [`DataError`] when the file cannot be read or is not text.
    pub fn header(&self) -> Result<(Vec<String>, u64), DataError> {
        let mut records = Records::open(self, &Progress::new())?;
        let mut top = Top::default();
        while top.is_open() {
            match records.next() {
                Ok(Some((number, record, _))) => top.push(number, record.iter().map(TopCell::of_text)),
                Ok(None) => break,
                // Whoever reads the rows is told.
                Err(_) if !top.is_empty() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(top.header(self.header_row))
    }

    /// Pushes every row after the header.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged, or the load was cancelled.
    pub fn read(&self, part: &Part, intake: &mut Intake<'_>) -> Result<(), DataError> {
        intake.progress.begin(&format!("reading {}", self.origin.label()), self.origin.size());
        let mut records = Records::open(self, intake.progress)?;
        let mut above = part.header_row > 0;
        while above && let Some((row, record, _)) = records.next()? {
            records.give_back(record);
            above = row < part.header_row;
        }
        let mut expected = records.row + 1;
        while let Some((row, record, recoded)) = records.next()? {
            intake.blank_rows(row.saturating_sub(expected));
            expected = records.row + 1;
            if recoded || !record.as_slice().is_ascii() {
                intake.beyond_ascii(row, recoded);
            }
            intake.row(row, &record)?;
            records.give_back(record);
        }
        Ok(())
    }
}

/// The records of a file with their row numbers.
struct Records<'a> {
    origin: &'a Origin,
    reader: csv::Reader<Box<dyn Read>>,
    /// The last line of the last record.
    row: u64,
    /// Whether lines end as on the first Macs; the csv crate does not count those.
    carriage_return: bool,
    bound: Bound,
    /// The buffer of the last record, to be filled again.
    spare: ByteRecord,
}

impl<'a> Records<'a> {
    fn open(file: &'a Delimited, progress: &Progress) -> Result<Self, DataError> {
        let origin = &file.origin;
        let Text { all, head } = text::open(origin, file.encoding, progress)?;
        let carriage_return = !head.contains(&b'\n') && head.contains(&b'\r');
        // A line feed alone ends a record, so that lines are counted alike in all files; a carriage return before it is
        // trimmed with the blanks. The last line may lack one.
        let end = if carriage_return { b'\r' } else { b'\n' };
        let bound = Bound::default();
        let all = bound.around(Box::new(all.chain(std::io::Cursor::new([end]))), end);
        let told = told(&head);
        let fixed = if told.is_none() && !carriage_return { fixed_columns(&head) } else { None };
        let delimiter = told.unwrap_or_else(|| if fixed.is_some() { fixed::BORDER } else { sniff(&head) });
        let all: Box<dyn Read> = match (delimiter, fixed) {
            (fixed::BORDER, Some(starts)) => Box::new(Fixed::new(all, starts)),
            (BLANKS, _) => Box::new(Blanks::new(all)),
            _ => all,
        };
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).buffer_capacity(1 << 18);
        builder.delimiter(delimiter).terminator(Terminator::Any(end));
        let reader = builder.from_reader(all);
        let mut records = Self { origin, reader, row: 0, carriage_return, bound, spare: ByteRecord::new() };
        if told.is_some() {
            records.next()?;
        }
        Ok(records)
    }

    /// The next record that is no line drawn between others.
    fn next(&mut self) -> Result<Option<(u64, StringRecord, bool)>, DataError> {
        loop {
            match self.read()? {
                Some((_, record, _)) if is_rule(&record) => self.give_back(record),
                other => return Ok(other),
            }
        }
    }

    /// The next record: the line it starts on, its fields, and whether they were not UTF-8 and read as Windows-1252.
    fn read(&mut self) -> Result<Option<(u64, StringRecord, bool)>, DataError> {
        let mut record = std::mem::take(&mut self.spare);
        let more = self.reader.read_byte_record(&mut record).map_err(|e| self.broken(&e))?;
        self.bound.renew();
        if !more {
            return Ok(None);
        }
        // The csv crate counts lines that are wholly empty to the record after them; the record starts on the last of
        // its lines but for those inside its quotes.
        let last = if self.carriage_return { self.row + 1 } else { self.reader.position().line() - 1 };
        let inside = if last == self.row + 1 && !record.as_slice().ends_with(b"\n") {
            0
        } else {
            let breaks = |field: &[u8]| field.split(|b| *b == b'\n').count() - 1;
            record.iter().map(breaks).sum::<usize>() as u64
        };
        // A record that ends without a line of its own took all there was into a quoted field.
        let unclosed = last < self.row + 1 + inside && !self.carriage_return;
        if unclosed || (inside > 0 && record.as_slice().len() > LONGEST_RECORD) {
            return Err(self.unclosed());
        }
        let row = last.saturating_sub(inside);
        self.row = last;
        Ok(Some(match StringRecord::from_byte_record(record) {
            Ok(record) => (row, record, false),
            Err(error) => {
                let bytes = error.into_byte_record();
                let text = bytes.iter().map(|field| match std::str::from_utf8(field) {
                    Ok(text) => Cow::Borrowed(text),
                    Err(_) => WINDOWS_1252.decode_without_bom_handling(field).0,
                });
                let text = text.collect();
                (row, text, true)
            }
        }))
    }

    fn give_back(&mut self, record: StringRecord) {
        self.spare = record.into_byte_record();
    }

    fn unclosed(&self) -> DataError {
        DataError::UnclosedQuote { path: self.origin.label(), row: self.row + 1 }
    }

    fn broken(&self, error: &csv::Error) -> DataError {
        if self.bound.is_reached() {
            let (path, row) = (self.origin.label(), self.row + 1);
            return if self.bound.within_line() {
                DataError::LongLine { path, row }
            } else if self.bound.within_blank() {
                let what = format!("from row {row} on, more than 16 MB of blank lines follow each other");
                DataError::TooLarge { path, what, remedy: "Delete them" }
            } else {
                self.unclosed()
            };
        }
        let place = format!(" after row {}", self.row);
        match error.kind() {
            ErrorKind::Io(error) => text::unreadable(self.origin, error, &place),
            _ => DataError::Broken { path: self.origin.label(), place, reason: error.to_string() },
        }
    }
}

/// The value in what MongoDB writes around ids, dates and numbers, as in `{"$oid":"5f1a"}`.
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

/// Whether a record is a line of dashes, as database clients draw below the names of the columns.
fn is_rule(record: &StringRecord) -> bool {
    let text = record.as_slice();
    text.starts_with(['-', '=', '+']) && record.iter().all(|field| field.is_empty() || fixed::is_rule(field))
}

/// The delimiter in a first line such as `sep=;`, which is for Excel and no data.
fn told(head: &[u8]) -> Option<u8> {
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter that splits most of the first lines into one number of fields, and of those into the most; where none splits
/// them, blanks that line up columns, else a comma. Titles above the table are split by none.
fn sniff(head: &[u8]) -> u8 {
    let evenness = |delimiter: u8| {
        let counts = field_counts(head, delimiter);
        let lines_of = |fields: usize| counts.iter().filter(|n| **n == fields).count();
        let usual = counts.iter().filter(|n| **n > 1).max_by_key(|n| (lines_of(**n), **n));
        usual.map_or((0, 0), |fields| (lines_of(*fields) * 100 / counts.len(), *fields))
    };
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let score = evenness(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    if best.1 == (0, 0) && blanks::are_columns(head) { BLANKS } else { best.0 }
}

/// Where columns of fixed width begin, where no delimiter is in the names of the columns and blanks alone do not set them apart.
fn fixed_columns(head: &[u8]) -> Option<Vec<usize>> {
    if blanks::are_columns(head) { None } else { fixed::columns(head) }
}

/// Fields of each of the first whole lines, quotes minded.
fn field_counts(head: &[u8], delimiter: u8) -> Vec<usize> {
    let (mut counts, mut fields, mut quoted, mut empty) = (Vec::new(), 1, false, true);
    // A quote opens a field only at its beginning; in the middle it is a sign for inches.
    let mut may_open = true;
    for &byte in head {
        let could_open =
            std::mem::replace(&mut may_open, byte == delimiter || byte == b'\n' || (byte == b'"' && quoted));
        match byte {
            b'"' if quoted || could_open => quoted = !quoted,
            b'\n' if !quoted => {
                if !empty {
                    counts.push(fields);
                }
                (fields, empty) = (1, true);
                if counts.len() == LINES {
                    return counts;
                }
                continue;
            }
            b if b == delimiter && !quoted => fields += 1,
            _ => {}
        }
        empty &= byte == b'\r';
    }
    if counts.is_empty() && !empty {
        counts.push(fields);
    }
    counts
}
