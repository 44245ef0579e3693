//! A stream with a limit for one record: an unclosed quote, or a file without line breaks, would otherwise be read into
//! memory to its end.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Most bytes in one record.
pub const LONGEST: u64 = 16 << 20;

/// What a record may still take, shared by the stream and the counter of records.
#[derive(Clone, Debug, Default)]
pub struct Bound(Rc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    taken: Cell<u64>,
    /// Bytes since the last line break.
    line: Cell<u64>,
    /// Consecutive line breaks.
    blank: Cell<u64>,
}

impl Bound {
    /// A record was finished.
    pub fn renew(&self) {
        self.0.taken.set(0);
    }

    /// Whether the record was cut off.
    pub fn is_reached(&self) -> bool {
        self.0.taken.get() >= LONGEST
    }

    /// Whether the part that was cut off is a single line.
    pub fn within_line(&self) -> bool {
        self.0.line.get() >= LONGEST / 2
    }

    /// Whether the part that was cut off is blank lines.
    pub fn within_blank(&self) -> bool {
        self.0.blank.get() >= LONGEST / 2
    }

    /// The stream, cut off if a record takes too much.
    pub fn around(&self, inner: Box<dyn Read>, line_end: u8) -> Box<dyn Read> {
        Box::new(Bounded { inner, line_end, bound: self.clone() })
    }
}

struct Bounded {
    inner: Box<dyn Read>,
    line_end: u8,
    bound: Bound,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let counts = &self.bound.0;
        if self.bound.is_reached() {
            return Err(io::Error::other("a row is too long"));
        }
        let count = self.inner.read(buffer)?;
        counts.taken.set(counts.taken.get() + count as u64);
        match buffer[..count].iter().rposition(|b| *b == self.line_end) {
            Some(end) => counts.line.set((count - end - 1) as u64),
            None => counts.line.set(counts.line.get() + count as u64),
        }
        let is_blank = |b: &u8| matches!(b, b'\n' | b'\r');
        match buffer[..count].iter().rposition(|b| !is_blank(b)) {
            Some(last) => counts.blank.set((count - last - 1) as u64),
            None => counts.blank.set(counts.blank.get() + count as u64),
        }
        Ok(count)
    }
}
