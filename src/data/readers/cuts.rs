//! Cuts a stream of delimited text into parts that end where a record ends, so that they can be split in parallel.

use std::io::{self, Read};
use std::mem;

use memchr::{memchr, memrchr};

use super::bounded::LONGEST;
use super::chunk::{Dialect, QUOTE};

/// Bytes of the first part, which is enough for the first rows, and of the later ones.
const FIRST: usize = 1 << 16;
const LATER: usize = 1 << 20;

/// Parts of a stream.
pub struct Cuts {
    stream: Box<dyn Read + Send>,
    dialect: Dialect,
    /// The rest that was read but not passed on: the start of a record.
    rest: Vec<u8>,
    /// The least bytes of the next part.
    size: usize,
    /// The least bytes of later parts.
    later: usize,
    has_ended: bool,
    /// Why the stream cannot be read further.
    failure: Option<io::Error>,
}

/// Why there are no more parts.
#[derive(Debug)]
pub enum Stop {
    /// All were read.
    End,
    /// The stream cannot be read.
    Unreadable(io::Error),
    /// The next record is too long, and it is a single line.
    LongLine,
    /// It is on several lines, and its quote is never closed, or it is too long.
    LongRecord,
    /// There are too many blank lines.
    Blank,
}

impl Cuts {
    /// Of a stream.
    pub fn new(stream: Box<dyn Read + Send>, dialect: Dialect) -> Self {
        Self::of_size(stream, dialect, (FIRST, LATER))
    }

    /// Of a stream, the first and the later parts of these sizes or as long as one record.
    pub fn of_size(stream: Box<dyn Read + Send>, dialect: Dialect, (size, later): (usize, usize)) -> Self {
        Self { stream, dialect, rest: Vec::new(), size, later, has_ended: false, failure: None }
    }

    /// The next part.
    ///
    /// # Errors
    /// That there is none, and why.
    pub fn next(&mut self) -> Result<Vec<u8>, Stop> {
        let mut size = mem::replace(&mut self.size, self.later).max(1);
        loop {
            self.fill(size);
            if self.has_ended {
                let all = mem::take(&mut self.rest);
                return if all.is_empty() { Err(Stop::End) } else { Ok(all) };
            }
            let cut = last_end(&self.rest, self.dialect);
            if cut > 0 {
                let mut rest = Vec::with_capacity(self.later + self.rest.len() - cut);
                rest.extend_from_slice(&self.rest[cut..]);
                self.rest.truncate(cut);
                return Ok(mem::replace(&mut self.rest, rest));
            }
            if let Some(failure) = self.failure.take() {
                return Err(Stop::Unreadable(failure));
            }
            if self.rest.len() as u64 >= LONGEST {
                let line = self.rest.iter().rposition(|byte| *byte == self.dialect.end).map_or(0, |end| end + 1);
                let is_line = (self.rest.len() - line) as u64 >= LONGEST / 2;
                return Err(if is_line { Stop::LongLine } else { Stop::LongRecord });
            }
            size = self.rest.len() * 2;
        }
    }

    /// The next parts, at most `most`, and why there are no more if there are none.
    pub fn several(&mut self, most: usize) -> (Vec<Vec<u8>>, Option<Stop>) {
        let mut parts = Vec::with_capacity(most);
        while parts.len() < most {
            match self.next() {
                Ok(part) => parts.push(part),
                Err(stop) => return (parts, Some(stop)),
            }
        }
        (parts, None)
    }

    /// Reads until there are `size` bytes, or all.
    fn fill(&mut self, size: usize) {
        let wanted = size.saturating_sub(self.rest.len());
        if self.failure.is_some() {
            return;
        }
        match self.stream.by_ref().take(wanted as u64).read_to_end(&mut self.rest) {
            Ok(count) => self.has_ended |= count < wanted,
            // The rows before it come first.
            Err(failure) => self.failure = Some(failure),
        }
    }
}

/// Where the last record ends that is complete in this text, which begins where a record begins; 0 if none is.
fn last_end(text: &[u8], dialect: Dialect) -> usize {
    let (mut last, mut from) = (0, 0);
    loop {
        // From here to the next quote, line breaks end records.
        let quote = memchr(QUOTE, &text[from..]).map_or(text.len(), |quote| from + quote);
        if let Some(end) = memrchr(dialect.end, &text[from..quote]) {
            last = from + end + 1;
        }
        if quote == text.len() {
            return last;
        }
        from = quote + 1;
        // A quote within a field is text.
        let is_opening = quote == 0 || text[quote - 1] == dialect.delimiter || text[quote - 1] == dialect.end;
        if is_opening {
            loop {
                let Some(close) = memchr(QUOTE, &text[from..]) else { return last };
                from += close + 1;
                if text.get(from) != Some(&QUOTE) {
                    break;
                }
                from += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::readers::chunk::Chunk;
    use csv::{ByteRecord, ReaderBuilder, Terminator};
    use proptest::prelude::*;

    const COMMAS: Dialect = Dialect { delimiter: b',', end: b'\n' };

    /// Bytes that mean something to the reader, and some that do not.
    fn text() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop::sample::select(b"\"\"\",,\n\n\r;ab \xC3\xA9\xE1".to_vec());
        prop::collection::vec(byte, 0..60)
    }

    /// The records as the csv crate reads them: the line of each, counted by hand, and its fields.
    fn by_csv(text: &[u8], Dialect { delimiter, end }: Dialect) -> Vec<(u64, Vec<Vec<u8>>)> {
        // A line break before the text hides what the crate takes for a byte order mark.
        let text = [&[end], text, &[end]].concat();
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).terminator(Terminator::Any(end));
        let mut reader = builder.from_reader(text.as_slice());
        let (mut record, mut records) = (ByteRecord::new(), Vec::new());
        let ends = |bytes: &[u8]| bytes.split(|byte| *byte == end).count() as u64 - 1;
        while reader.read_byte_record(&mut record).unwrap() {
            let after = reader.position().byte() as usize;
            // The lines up to the last line of the record, without those inside it.
            let inside: u64 = record.iter().map(ends).sum();
            let line = ends(&text[1..after]).saturating_sub(inside + 1);
            let trimmed = |field: &[u8]| {
                let length = field.iter().rposition(|byte| *byte != b'\r').map_or(0, |last| last + 1);
                field[..length].to_vec()
            };
            records.push((line, record.iter().map(trimmed).collect()));
        }
        records
    }

    fn records(chunk: &Chunk, before: u64) -> Vec<(u64, Vec<Vec<u8>>)> {
        let fields =
            |fields: crate::data::readers::chunk::Fields<'_>| fields.texts().map(|t| t.as_bytes().to_vec()).collect();
        chunk.records().map(|(record, all)| (before + u64::from(record.line), fields(all))).collect()
    }

    /// The records of all parts, and the line of a record that is never closed.
    #[allow(clippy::type_complexity)]
    fn in_parts(text: &[u8], dialect: Dialect, size: usize) -> (Vec<(u64, Vec<Vec<u8>>)>, Option<u64>) {
        let stream: Box<dyn Read + Send> = Box::new(io::Cursor::new(text.to_vec()));
        let mut cuts = Cuts::of_size(stream, dialect, (size, size));
        let (mut all, mut lines) = (Vec::new(), 0);
        while let Ok(part) = cuts.next() {
            let chunk = Chunk::split(part, dialect);
            all.extend(records(&chunk, lines));
            if let Some(line) = chunk.unclosed {
                return (all, Some(lines + line));
            }
            lines += chunk.lines;
        }
        (all, None)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

        #[test]
        fn parts_of_any_size_have_the_records_of_the_whole(text in text(), size in 1_usize..70, end in prop::bool::ANY) {
            let dialect = if end { COMMAS } else { Dialect { delimiter: b';', end: b'\r' } };
            let whole = Chunk::split(text.clone(), dialect);
            prop_assert_eq!(in_parts(&text, dialect, size), (records(&whole, 0), whole.unclosed));
        }

        #[test]
        fn records_are_those_of_the_csv_crate(text in text(), end in prop::bool::ANY) {
            let dialect = if end { COMMAS } else { Dialect { delimiter: b';', end: b'\r' } };
            let chunk = Chunk::split(text.clone(), dialect);
            let mut expected = by_csv(&text, dialect);
            if chunk.unclosed.is_some() {
                expected.pop();
            }
            prop_assert_eq!(chunk.len(), expected.len());
            if std::str::from_utf8(&text).is_ok() && dialect == COMMAS {
                prop_assert_eq!(records(&chunk, 0), expected);
            }
        }
    }

    #[test]
    fn a_line_break_in_quotes_is_in_one_part_wherever_it_is_cut() {
        let text = b"id,note\n1,\"two\nlines\"\n2,\"a \"\"b\"\"\n\nc\"\r\n\n3,5\" pipe\n4,\"x\"y\"\n5,z";
        let whole = Chunk::split(text.to_vec(), COMMAS);
        assert_eq!((whole.len(), whole.lines, whole.unclosed), (6, 10, None));
        for size in 1..=text.len() + 1 {
            assert_eq!(in_parts(text, COMMAS, size).0, records(&whole, 0), "{size}");
        }
    }

    #[test]
    fn a_record_without_end_stops_the_reader() {
        let stops = |start: &'static [u8], repeated: u8| {
            let stream = Box::new(start.chain(io::repeat(repeated)));
            let mut cuts = Cuts::new(stream, COMMAS);
            loop {
                if let Err(stop) = cuts.next() {
                    return stop;
                }
            }
        };
        assert!(matches!(stops(b"a\n", b'x'), Stop::LongLine));
        assert!(matches!(stops(b"a\n1,\"", b'\n'), Stop::LongRecord));
    }
}
