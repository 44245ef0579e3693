//! Checks how far the pages of a Parquet file expand, from their headers, before a page is read: the reader allocates
//! what a page declares, and repeats a value of a dictionary in every row of a batch.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use parquet::basic::Type;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

use super::refusal::Refusal;
use crate::data::budget;
use crate::data::origin::Origin;

/// Rows read at once, unless they are too large. In tests they are few, so that small files have several batches.
const BATCH: u64 = if cfg!(test) { 100 } else { 16 * 1024 };
/// The type of a dictionary page.
const DICTIONARY: u64 = 2;
/// Deepest nesting of headers.
const DEEPEST: u32 = 16;

/// How many rows may be read at once from the `wanted` columns (leaves of the schema).
///
/// # Errors
/// The error that a page is too large.
pub fn batch(origin: &Origin, metadata: &ParquetMetaData, wanted: impl Fn(usize) -> bool) -> Result<usize, Refusal> {
    let most = budget::for_reading() / 4;
    let mut file = BufReader::new(origin.open().map_err(|e| e.to_string())?);
    // The largest dictionary of each text column, an upper limit of its longest value.
    let mut dictionaries: Vec<u64> = Vec::new();
    for group in metadata.row_groups() {
        dictionaries.resize(dictionaries.len().max(group.num_columns()), 0);
        for (at, column) in group.columns().iter().enumerate().filter(|(at, _)| wanted(*at)) {
            let largest = pages(&mut file, column, |page| {
                if page.expanded > most {
                    let name = column.column_path().string();
                    let what = format!("a page of the column {name} expands to");
                    return Err(Refusal::over_budget(&what, page.expanded));
                }
                Ok(if page.kind == DICTIONARY { page.expanded } else { 0 })
            })?;
            if column.column_type() == Type::BYTE_ARRAY {
                dictionaries[at] = dictionaries[at].max(largest);
            }
        }
    }
    let row = dictionaries.iter().fold(1, |sum: u64, bytes| sum.saturating_add(*bytes));
    Ok((most / row).clamp(1, BATCH) as usize)
}

/// The content of a page header.
#[derive(Default)]
struct Page {
    kind: u64,
    expanded: u64,
    packed: u64,
}

/// Passes all pages of a column to `each`; returns the largest of its results. An invalid header ends the loop: the
/// reader reports what is wrong with it.
fn pages(
    file: &mut (impl Read + Seek),
    column: &ColumnChunkMetaData,
    each: impl Fn(&Page) -> Result<u64, Refusal>,
) -> Result<u64, Refusal> {
    let first = column.dictionary_page_offset().filter(|at| *at > 0).unwrap_or_else(|| column.data_page_offset());
    let mut at = u64::try_from(first).unwrap_or(u64::MAX);
    let end = at.saturating_add(column.compressed_size().try_into().unwrap_or(0));
    let mut largest = 0;
    while at < end && file.seek(SeekFrom::Start(at)).is_ok() {
        let mut header = Header { bytes: &mut *file, count: 0 };
        let Ok(page) = header.page() else { break };
        largest = largest.max(each(&page)?);
        at = at.saturating_add(header.count).saturating_add(page.packed);
    }
    Ok(largest)
}

/// A header in the compact protocol of Thrift.
struct Header<R> {
    bytes: R,
    /// Number of bytes read.
    count: u64,
}

impl<R: Read> Header<R> {
    fn page(&mut self) -> io::Result<Page> {
        let mut page = Page::default();
        let mut id = 0;
        loop {
            let kind = self.field(&mut id)?;
            match (id, kind) {
                (_, 0) => return Ok(page),
                (1, 5) => page.kind = self.number()?,
                (2, 5) => page.expanded = self.number()?,
                (3, 5) => page.packed = self.number()?,
                (_, kind) => self.skip(kind, 0)?,
            }
        }
    }

    /// The type of the next field, 0 at the end, and its number in `id`.
    fn field(&mut self, id: &mut u64) -> io::Result<u8> {
        let byte = self.byte()?;
        *id = match byte >> 4 {
            0 if byte != 0 => self.number()?,
            more => *id + u64::from(more),
        };
        Ok(byte & 0x0F)
    }

    fn skip(&mut self, kind: u8, depth: u32) -> io::Result<()> {
        if depth > DEEPEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        match kind {
            1 | 2 => Ok(()),
            3 => self.byte().map(drop),
            4..=6 => self.varint().map(drop),
            7 => self.pass(8),
            8 => {
                let length = self.varint()?;
                self.pass(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                // A truth value takes a byte only within a list.
                let kind = if matches!(head & 0x0F, 1 | 2) { 3 } else { head & 0x0F };
                (0..count).try_for_each(|_| self.skip(kind, depth + 1))
            }
            12 => {
                let mut id = 0;
                loop {
                    match self.field(&mut id)? {
                        0 => return Ok(()),
                        kind => self.skip(kind, depth + 1)?,
                    }
                }
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    fn pass(&mut self, count: u64) -> io::Result<()> {
        let passed = io::copy(&mut self.bytes.by_ref().take(count), &mut io::sink())?;
        self.count += passed;
        if passed == count { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// A number that is not negative; a negative one is damage, and the reader says so.
    fn number(&mut self) -> io::Result<u64> {
        let coded = self.varint()?;
        if coded & 1 == 0 { Ok(coded >> 1) } else { Err(io::ErrorKind::InvalidData.into()) }
    }

    fn varint(&mut self) -> io::Result<u64> {
        let mut number = 0;
        for place in 0..10 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F).checked_shl(7 * place).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(io::ErrorKind::InvalidData.into())
    }

    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.bytes.read_exact(&mut byte)?;
        self.count += 1;
        Ok(byte[0])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use arrow_array::{RecordBatch, StringArray};
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::ArrowReaderMetadata;

    use super::*;

    fn file(value: &str, rows: usize) -> Vec<u8> {
        let values: StringArray = std::iter::repeat_n(Some(value), rows).collect();
        let batch = RecordBatch::try_from_iter([("name", Arc::new(values) as Arc<dyn arrow_array::Array>)]).unwrap();
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.into_inner().unwrap()
    }

    fn walked(bytes: Vec<u8>) -> Vec<(u64, u64)> {
        let bytes = bytes::Bytes::from(bytes);
        let metadata =
            ArrowReaderMetadata::load(&bytes, parquet::arrow::arrow_reader::ArrowReaderOptions::new()).unwrap();
        let found = std::cell::RefCell::new(Vec::new());
        let mut file = io::Cursor::new(bytes.clone());
        pages(&mut file, metadata.metadata().row_group(0).column(0), |page| {
            found.borrow_mut().push((page.kind, page.expanded));
            Ok(0)
        })
        .unwrap();
        let origin = Origin::Memory(PathBuf::from("x.parquet"), bytes);
        assert!(batch(&origin, metadata.metadata(), |_| true).unwrap() > 0);
        found.into_inner()
    }

    #[test]
    fn a_dictionary_and_its_pages_are_walked() {
        let found = walked(file(&"x".repeat(1000), 50_000));
        assert_eq!(found[0], (DICTIONARY, 1004));
        assert!(
            found.len() > 1 && found[1..].iter().all(|(kind, bytes)| *kind != DICTIONARY && *bytes < 1000),
            "{found:?}"
        );
    }

    #[test]
    fn a_header_is_read_to_its_end() {
        // Field 4, a checksum, is written with its number in full; field 5 is a structure with a text, a list and a truth value.
        let bytes = [
            0x15, 0x04, 0x15, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0x15, 0x02, 0x05, 0x08, 0x02, 0x1C, 0x18, 0x01, b'x', 0x19,
            0x25, 0x02, 0x02, 0x11, 0x00, 0x00,
        ];
        let mut header = Header { bytes: bytes.as_slice(), count: 0 };
        let page = header.page().unwrap();
        assert_eq!((page.kind, page.expanded, page.packed), (2, (1 << 31) - 1, 1));
        assert_eq!(header.count, bytes.len() as u64);
        assert!(Header { bytes: [0x15, 0x03].as_slice(), count: 0 }.page().is_err(), "negative");
        assert!(Header { bytes: [0x1C; 100].as_slice(), count: 0 }.page().is_err(), "too deep");
    }
}
