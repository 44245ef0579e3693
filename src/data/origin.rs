//! The source of bytes: a file, or memory (the built-in sample, standard input).

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;

use super::error::{DataError, shown};
use crate::warehouse::Table;

/// Bytes that can be read again from the start.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Bytes in memory, with a file name.
    Memory(PathBuf, Bytes),
    /// A table of a database, which has no bytes.
    Table(Arc<Table>),
}

/// Bytes at each of the places of a long file.
const MIDDLE: u64 = 32 * 1024;

/// The reader's input.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// The properties that show whether a file has changed: its size and time of modification.
pub type Stamp = (u64, Option<SystemTime>);

impl Origin {
    /// The path, or the name.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Memory(path, _) => path,
            Self::Table(table) => table.label(),
        }
    }

    /// The path for a message.
    pub fn label(&self) -> String {
        shown(self.path())
    }

    /// The file's own name.
    pub fn file_name(&self) -> String {
        if let Self::Table(table) = self {
            return table.name.clone();
        }
        self.path().file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Opens it at the start.
    ///
    /// # Errors
    /// [`DataError`] if the file does not exist or is not readable.
    pub fn open(&self) -> Result<Box<dyn ReadSeek>, DataError> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path).map_err(|e| DataError::io(path, e))?),
            Self::Memory(_, bytes) => Box::new(Cursor::new(bytes.clone())),
            Self::Table(_) => Box::new(Cursor::new(Bytes::new())),
        })
    }

    /// The number of bytes.
    pub fn size(&self) -> u64 {
        self.stamp().0
    }

    /// The stamp to compare later, to see whether the file has changed.
    pub fn stamp(&self) -> Stamp {
        match self {
            Self::File(path) => std::fs::metadata(path).map_or((0, None), |m| (m.len(), m.modified().ok())),
            Self::Memory(_, bytes) => (bytes.len() as u64, None),
            Self::Table(_) => (0, None),
        }
    }

    /// The first bytes, at most `count`.
    ///
    /// # Errors
    /// [`DataError`] if they cannot be read.
    pub fn head(&self, count: u64) -> Result<Vec<u8>, DataError> {
        let mut head = Vec::new();
        self.open()?.take(count).read_to_end(&mut head).map_err(|e| DataError::io(self.path(), e))?;
        Ok(head)
    }

    /// Lines at a number of places after `start`, evenly spread; none where they cannot be read.
    pub fn middles(&self, places: u64, start: u64) -> Vec<u8> {
        let mut lines = Vec::new();
        let (Ok(mut file), size) = (self.open(), self.size()) else { return lines };
        for place in 0..places {
            let from = start + (size.saturating_sub(start)) / places * place;
            let mut bytes = Vec::new();
            if file.seek(SeekFrom::Start(from)).is_err() || (&mut *file).take(MIDDLE).read_to_end(&mut bytes).is_err() {
                break;
            }
            // Whole lines only: a character may be cut.
            let ends = |b: &u8| *b == b'\n';
            if let (Some(first), Some(last)) = (bytes.iter().position(ends), bytes.iter().rposition(ends)) {
                lines.extend_from_slice(&bytes[(first + 1).min(last)..=last]);
            }
        }
        lines
    }

    /// The file name without format endings, which often names a table.
    pub fn stem(&self) -> String {
        if let Self::Table(table) = self {
            return table.name.clone();
        }
        without_endings(&self.file_name()).to_owned()
    }
}

/// A file name without format endings.
pub fn without_endings(name: &str) -> &str {
    let mut stem = name;
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        if !ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending)) {
            break;
        }
        stem = rest;
    }
    stem
}

/// Whether a file has a data ending.
pub fn has_data_ending(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(&ending))
}

/// Endings of data files in a folder.
pub const ENDINGS: [&str; 19] = [
    "csv", "tsv", "tab", "txt", "prn", "asc", "gz", "zst", "parquet", "pq", "xlsx", "xlsm", "xlsb", "xls", "ods",
    "psv", "json", "jsonl", "ndjson",
];
