//! A stream with a limit for one record: otherwise an unclosed bracket, or a file without line breaks, would be read into
//! memory completely.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Most bytes in one record.
pub const LONGEST: u64 = 16 << 20;

/// The bytes taken of a record, shared by the stream and the counter of records.
#[derive(Clone, Debug, Default)]
pub struct Bound(Rc<Cell<u64>>);

impl Bound {
    /// A record was finished.
    pub fn renew(&self) {
        self.0.set(0);
    }

    /// Whether the record was cut off.
    pub fn is_reached(&self) -> bool {
        self.0.get() >= LONGEST
    }

    /// The stream, cut off if a record takes too much.
    pub fn around(&self, inner: Box<dyn Read>) -> Box<dyn Read> {
        Box::new(Bounded { inner, bound: self.clone() })
    }
}

struct Bounded {
    inner: Box<dyn Read>,
    bound: Bound,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bound.is_reached() {
            return Err(io::Error::other("a row is too long"));
        }
        let count = self.inner.read(buffer)?;
        self.bound.0.set(self.bound.0.get() + count as u64);
        Ok(count)
    }
}
