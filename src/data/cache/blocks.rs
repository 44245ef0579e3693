//! Arrays of numbers in a file, as they are in memory (little-endian), each with a checksum.

use std::fs::File;
use std::io::{self, ErrorKind, Write};

use serde::{Deserialize, Serialize};

use super::checksum::Checksum;
use crate::progress::Progress;

/// Values that are converted at once: their bytes stay in the cache of a core.
const PIECE: usize = 1 << 15;

/// An array in the file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Block {
    at: u64,
    /// Its number of values.
    pub count: usize,
    sum: u64,
}

/// A number with a fixed size in bytes.
pub trait Number: Copy + Send + Sync {
    /// Its size.
    const SIZE: usize;
    /// Its bytes.
    fn write(self, to: &mut [u8]);
    /// The number of these bytes.
    fn read(from: &[u8]) -> Self;
}

macro_rules! number {
    ($($kind:ty),+) => {$(
        impl Number for $kind {
            const SIZE: usize = size_of::<$kind>();
            fn write(self, to: &mut [u8]) {
                to.copy_from_slice(&self.to_le_bytes());
            }
            fn read(from: &[u8]) -> Self {
                from.try_into().map(Self::from_le_bytes).unwrap_or_default()
            }
        }
    )+};
}
number!(u8, u32, i32, i64, f64);

/// Writes arrays one after the other.
pub struct Writer<W> {
    out: W,
    at: u64,
    limit: u64,
    bytes: Vec<u8>,
}

impl<W: Write> Writer<W> {
    /// A file that may have at most `limit` bytes.
    pub fn new(out: W, limit: u64) -> Self {
        Self { out, at: 0, limit, bytes: Vec::new() }
    }

    /// Writes an array.
    ///
    /// # Errors
    /// If the disk is full, or the file becomes too large.
    pub fn put<T: Number>(&mut self, values: &[T]) -> io::Result<Block> {
        let at = self.at;
        let mut checksum = Checksum::default();
        let mut bytes = std::mem::take(&mut self.bytes);
        for piece in values.chunks(PIECE) {
            bytes.resize(piece.len() * T::SIZE, 0);
            piece.iter().zip(bytes.chunks_exact_mut(T::SIZE)).for_each(|(value, to)| value.write(to));
            checksum.add(&bytes);
            self.raw(&bytes)?;
        }
        self.bytes = bytes;
        Ok(Block { at, count: values.len(), sum: checksum.sum() })
    }

    /// Writes bytes without a checksum.
    ///
    /// # Errors
    /// As [`Writer::put`].
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        if self.at > self.limit {
            return Err(io::Error::other("it takes more than the limit. Give more with --cache-limit"));
        }
        self.out.write_all(bytes)
    }
}

/// Reads arrays, several at once.
pub struct Reader<'a> {
    file: &'a File,
    size: u64,
    progress: &'a Progress,
}

impl<'a> Reader<'a> {
    /// A file that was written by a [`Writer`].
    ///
    /// # Errors
    /// If its size is not known.
    pub fn new(file: &'a File, progress: &'a Progress) -> io::Result<Self> {
        Ok(Self { file, size: file.metadata()?.len(), progress })
    }

    /// Its bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Reads an array.
    ///
    /// # Errors
    /// If it is damaged or cannot be read, or the load was cancelled.
    pub fn get<T: Number>(&self, block: &Block) -> io::Result<Vec<T>> {
        let bytes = (block.count as u64).saturating_mul(T::SIZE as u64);
        if block.at.saturating_add(bytes) > self.size {
            return Err(damaged("it is cut short"));
        }
        let mut values = Vec::with_capacity(block.count);
        let mut checksum = Checksum::default();
        let mut buffer = vec![0; PIECE.min(block.count) * T::SIZE];
        let mut at = block.at;
        while values.len() < block.count {
            if self.progress.is_cancelled() {
                return Err(io::Error::other("cancelled"));
            }
            let piece = &mut buffer[..PIECE.min(block.count - values.len()) * T::SIZE];
            self.raw(at, piece)?;
            checksum.add(piece);
            values.extend(piece.chunks_exact(T::SIZE).map(T::read));
            at += piece.len() as u64;
            self.progress.advance(piece.len() as u64);
        }
        if checksum.sum() == block.sum { Ok(values) } else { Err(damaged("a checksum is wrong")) }
    }

    /// Reads bytes at a place.
    ///
    /// # Errors
    /// If they are not there.
    pub fn raw(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        read_exact_at(self.file, bytes, at)
    }
}

/// The error of a file that is not as it was written.
pub fn damaged(why: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, at)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => (bytes, at) = (&mut bytes[count..], at + count as u64),
        }
    }
    Ok(())
}
