//! Bytes that a stream has produced but not yet passed on.

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

    /// The buffer, emptied to be filled again.
    pub fn renew(&mut self) -> &mut Vec<u8> {
        self.taken = 0;
        &mut self.bytes
    }

    /// Moves the next ones into a buffer.
    ///
    /// # Errors
    /// Never fails: they are in memory.
    pub fn take(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (&self.bytes[self.taken..]).read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}
