//! Detects compression bombs. Text is read row by row and may be larger than memory, but a table is not hundreds of
//! times smaller when it is compressed.

use std::fmt;
use std::io::{self, Read};

use crate::data::budget;

/// Text that expands by a larger factor is not a table.
const MOST: u64 = 200;

/// The stream, stopped if it is larger than the memory and expands too far.
pub struct Expansion<R> {
    inner: R,
    packed: u64,
    count: u64,
}

/// Why it was stopped.
#[derive(Debug)]
pub struct Bomb(pub String);

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Bomb {}

impl<R> Expansion<R> {
    /// The decompressed stream of a file of `packed` bytes.
    pub fn new(inner: R, packed: u64) -> Self {
        Self { inner, packed, count: 0 }
    }
}

impl<R: Read> Read for Expansion<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let limit = budget::limit();
        if self.count > limit.max(self.packed.saturating_mul(MOST)) {
            let limit = budget::shown(limit);
            let what = format!("it expands to more than the limit of {limit} and {MOST} times its size");
            return Err(io::Error::other(Bomb(what)));
        }
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_than_memory_may_expand_but_not_without_end() {
        let mut bomb = Expansion { inner: io::repeat(b'x'), packed: 1 << 10, count: budget::limit() };
        assert_eq!(bomb.read(&mut [0; 10]).unwrap(), 10);
        assert!(bomb.read(&mut [0; 10]).unwrap_err().to_string().contains("200 times its size"));
        let mut text = Expansion { inner: io::repeat(b'x'), packed: budget::limit(), count: budget::limit() };
        assert!(text.read(&mut [0; 10]).is_ok() && text.read(&mut [0; 10]).is_ok());
    }
}
