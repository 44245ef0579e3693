//! Bytes that a stream has made and not yet passed on.

use std::io::{self, Read};

/// The bytes, and how many of them were taken.
#[derive(Debug, Default)]
pub struct Ready {
    bytes: Vec<u8>,
    taken: usize,
}

impl Ready {
    /// Whether all were taken.
    pub fn is_empty(&self) -> bool {
        self.taken == self.bytes.len()
    }

    /// The bytes, none of them taken, to make others in their place.
    pub fn renew(&mut self) -> &mut Vec<u8> {
        self.taken = 0;
        &mut self.bytes
    }

    /// Moves the next ones into a buffer.
    ///
    /// # Errors
    /// None: they are in memory.
    pub fn take(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (&self.bytes[self.taken..]).read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}
