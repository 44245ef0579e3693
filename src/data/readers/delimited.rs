//! Delimited text (CSV): comma, semicolon, tab or bar, quoted or not, in any encoding.

use std::io::Read;
use std::mem;

use encoding_rs::Encoding;
use rayon::prelude::*;

use super::blanks::{self, Blanks};
use super::bounded::LONGEST;
use super::chunk::{Chunk, Dialect, Fields, Letters, QUOTE, Record};
use super::cuts::{Cuts, Stop};
use super::encoding;
use super::fixed::{self, Fixed};
use super::header::{GivenRow, Top, TopCell};
use super::text::{self, Text};
use crate::data::block::Column;
use crate::data::cell::{Numbered, Row};
use crate::data::error::DataError;
use crate::data::mapping::Mapping;
use crate::data::origin::Origin;
use crate::data::part::Part;
use crate::data::tables::Intake;
use crate::progress::Progress;

const DELIMITERS: [u8; 4] = *b",;\t|";
/// The delimiter of columns aligned with blanks.
const BLANKS: u8 = b' ';
/// Lines from which the delimiter is detected.
const LINES: usize = 40;

/// A file, and what is given about how to read it.
#[derive(Clone, Debug)]
pub struct Delimited {
    /// The file.
    pub origin: Origin,
    encoding: Option<&'static Encoding>,
    header_row: Option<GivenRow>,
}

impl Delimited {
    /// The file, to be read as the mapping says; the row of the names may be given.
    ///
    /// # Errors
    /// [`DataError::UnknownEncoding`].
    pub fn new(origin: Origin, mapping: &Mapping, header_row: Option<GivenRow>) -> Result<Self, DataError> {
        let encoding = mapping.encoding.as_deref().map(encoding::named).transpose()?;
        Ok(Self { origin, encoding, header_row })
    }

    /// The column names and the row they are in; none when the file is empty.
    ///
    /// # Errors
    /// [`DataError`] when the file cannot be read or is not text.
    pub fn header(&self) -> Result<(Vec<String>, u64), DataError> {
        let (mut cuts, mut place) = self.cuts(&Progress::new())?;
        let mut top = Top::new(self.header_row);
        while top.is_open() {
            let error = match cuts.next() {
                Ok(text) => {
                    let chunk = Chunk::split(text, place.dialect);
                    for (record, fields) in chunk.records() {
                        if top.is_open() && place.is_row(&record, fields) {
                            top.push(place.number(&record), fields.texts().map(TopCell::of_text));
                        }
                    }
                    if place.pass(&chunk).is_ok() {
                        continue;
                    }
                    self.stopped(Stop::LongRecord, &place)
                }
                Err(Stop::End) => break,
                Err(stop) => self.stopped(stop, &place),
            };
            // The reader of the rows reports it.
            if top.is_empty() {
                return Err(error);
            }
            break;
        }
        Ok(top.header())
    }

    /// Pushes every row after the header.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged, or the load was cancelled.
    pub fn read(&self, part: &Part, intake: &mut Intake<'_>) -> Result<(), DataError> {
        intake.progress.begin(&format!("reading {}", self.origin.label()), self.origin.size());
        let (mut cuts, mut place) = self.cuts(intake.progress)?;
        place.header_row = part.header_row;
        let (mut texts, mut stop) = cuts.several(1);
        loop {
            let mut next = (Vec::new(), None);
            let has_more = stop.is_none();
            // The next part is read, and unpacked, while this one is taken.
            rayon::in_place_scope(|scope| {
                if has_more {
                    scope.spawn(|_| next = cuts.several(rayon::current_num_threads()));
                }
                self.take(mem::take(&mut texts), &mut place, intake)
            })?;
            match stop {
                Some(Stop::End) => return Ok(()),
                Some(stop) => return Err(self.stopped(stop, &place)),
                None => (texts, stop) = next,
            }
        }
    }

    /// Takes the rows of some parts.
    fn take(&self, texts: Vec<Vec<u8>>, place: &mut Place, intake: &mut Intake<'_>) -> Result<(), DataError> {
        let dialect = place.dialect;
        let chunks: Vec<Chunk> = texts.into_par_iter().map(|text| Chunk::split(text, dialect)).collect();
        if place.is_below_header() && intake.are_tidy(&chunks) {
            return self.take_tidy(&chunks, place, intake);
        }
        let mut rows = Vec::with_capacity(chunks.iter().map(Chunk::len).sum());
        let mut outcome = Ok(());
        for chunk in &chunks {
            for (record, fields) in chunk.records() {
                if !place.is_row(&record, fields) {
                    continue;
                }
                let number = place.number(&record);
                intake.blank_rows(number.saturating_sub(place.expected));
                place.expected = place.after(&record);
                if record.letters != Letters::Ascii {
                    intake.beyond_ascii(number, record.letters == Letters::Recoded);
                }
                if intake.is_one_by_one() {
                    intake.row(number, &fields)?;
                } else {
                    rows.push((number, fields));
                }
            }
            outcome = place.pass(chunk);
            if outcome.is_err() {
                break;
            }
        }
        let rows: Vec<Numbered<'_>> = rows.iter().map(|(number, fields)| (*number, fields as &dyn Row)).collect();
        intake.rows(&rows)?;
        outcome.map_err(|stop| self.stopped(stop, place))
    }

    /// Takes the rows of parts in which every line is a plain row.
    fn take_tidy(&self, chunks: &[Chunk], place: &mut Place, intake: &mut Intake<'_>) -> Result<(), DataError> {
        let columns: Vec<Vec<Column<'_>>> = chunks.iter().map(Chunk::columns).collect();
        let first = place.lines + 1;
        let mut next = first;
        let mut blocks = Vec::with_capacity(chunks.len());
        for (chunk, columns) in chunks.iter().zip(&columns) {
            blocks.push((next, chunk.len(), columns.as_slice()));
            next += chunk.len() as u64;
        }
        // Blank lines count only if a row follows.
        if next > first {
            intake.blank_rows(first.saturating_sub(place.expected));
            place.expected = next;
            if chunks.iter().any(Chunk::is_beyond_ascii) {
                intake.beyond_ascii(first, false);
            }
            intake.tidy_rows(&blocks)?;
        }
        chunks.iter().try_for_each(|chunk| place.pass(chunk)).map_err(|stop| self.stopped(stop, place))
    }

    /// Opens the file; finds how it is written.
    fn cuts(&self, progress: &Progress) -> Result<(Cuts, Place), DataError> {
        let Text { all, head } = text::open(&self.origin, self.encoding, progress)?;
        // A line feed alone ends a record, so that lines are counted alike in all files; a carriage return before it is
        // trimmed with the blanks.
        let end = if !head.contains(&b'\n') && head.contains(&b'\r') { b'\r' } else { b'\n' };
        let told = told(&head);
        // Notes above the names say nothing about the table.
        let row = self.header_row.filter(|given| given.is_certain).map_or(0, |given| given.number);
        let head = from_line(&head, row, end);
        let fixed = if told.is_none() && end == b'\n' { fixed_columns(head) } else { None };
        let delimiter = told.unwrap_or_else(|| if fixed.is_some() { fixed::BORDER } else { sniff(head) });
        let all: Box<dyn Read + Send> = match (delimiter, fixed) {
            (fixed::BORDER, Some(starts)) => Box::new(Fixed::new(all, starts)),
            (BLANKS, _) => Box::new(Blanks::new(all)),
            _ => all,
        };
        let dialect = Dialect { delimiter, end };
        Ok((Cuts::new(all, dialect), Place::new(dialect, told.is_some())))
    }

    /// Why reading stopped.
    fn stopped(&self, stop: Stop, place: &Place) -> DataError {
        let (path, row) = (self.origin.label(), place.lines + 1);
        match stop {
            Stop::LongLine => DataError::LongLine { path, row },
            Stop::LongRecord | Stop::End => DataError::UnclosedQuote { path, row },
            Stop::Unreadable(error) => text::unreadable(&self.origin, &error, &format!(" after row {}", place.lines)),
            Stop::Blank => {
                let what = format!("from row {row} on, more than 16 MB of blank lines follow each other");
                DataError::TooLarge { path, what, remedy: "Delete them" }
            }
        }
    }
}

/// How far a file is read.
struct Place {
    dialect: Dialect,
    header_row: u64,
    /// Whether the first record only says what the delimiter is.
    tells_delimiter: bool,
    /// Lines before the next part.
    lines: u64,
    /// The number of the next row, if no blank one is before it.
    expected: u64,
    /// Blank lines at the end of what was read.
    blank: u64,
}

impl Place {
    fn new(dialect: Dialect, tells_delimiter: bool) -> Self {
        Self { dialect, header_row: 0, tells_delimiter, lines: 0, expected: 1, blank: 0 }
    }

    /// Whether all that follows is below the header.
    fn is_below_header(&self) -> bool {
        !self.tells_delimiter && self.lines >= self.header_row
    }

    /// The number of a record of the next part, as an editor shows it.
    fn number(&self, record: &Record) -> u64 {
        self.lines + u64::from(record.line) + 1
    }

    /// The number of the line after it.
    fn after(&self, record: &Record) -> u64 {
        self.number(record) + u64::from(record.breaks) + 1
    }

    /// Whether a record is a row of the table: below its header, and no line that is drawn.
    fn is_row(&mut self, record: &Record, fields: Fields<'_>) -> bool {
        if fields.is_rule() {
            return false;
        }
        let is_above = mem::take(&mut self.tells_delimiter) || self.number(record) <= self.header_row;
        if is_above {
            self.expected = self.after(record);
        }
        !is_above
    }

    /// The part is done.
    fn pass(&mut self, chunk: &Chunk) -> Result<(), Stop> {
        if let Some(line) = chunk.unclosed {
            self.lines += line;
            return Err(Stop::LongRecord);
        }
        self.lines += chunk.lines;
        self.blank = if chunk.len() == 0 { self.blank + chunk.lines } else { chunk.blank_at_end() };
        if self.blank < LONGEST {
            return Ok(());
        }
        self.lines -= self.blank;
        Err(Stop::Blank)
    }
}

/// A text from a line on, which is counted from 1; the text itself if it has no such line.
fn from_line(text: &[u8], line: u64, end: u8) -> &[u8] {
    let mut ends = text.iter().enumerate().filter(|(_, byte)| **byte == end).map(|(at, _)| at + 1);
    let above = usize::try_from(line).unwrap_or(usize::MAX).checked_sub(2);
    above.and_then(|above| ends.nth(above)).map_or(text, |start| &text[start..])
}

/// The delimiter in a first line such as `sep=;`, which is for Excel and no data.
fn told(head: &[u8]) -> Option<u8> {
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            Some(*delimiter).filter(|delimiter| *delimiter != QUOTE)
        }
        _ => None,
    }
}

/// The delimiter that splits most of the first lines into one number of fields, and of those into the most; where none splits
/// them, blanks that line up columns, otherwise a comma. Titles above the table are split by none.
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

/// Number of fields in each of the first complete lines, outside quotes.
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
