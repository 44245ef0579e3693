//! Checks a compound file (`.xls`, and any workbook with a password) before calamine opens it: calamine would follow a
//! cycle of sectors forever, and it allocates the rectangle between the outermost cells of a sheet at once.

use std::io::Read;

use calamine::Data;

use super::little_endian::{u16_at, u32_at, u64_at};
use super::refusal::Refusal;
use super::xls_text;
use crate::data::budget;
use crate::data::origin::Origin;

/// Most cells: the rectangle of a full sheet of the largest kind.
const SHEET: u64 = 65_536 * 256;
/// A rectangle of this size is always accepted, and a larger one if this share of it is filled.
const SPARSE: u64 = 4_000_000;
const FILLED: u64 = 20;
/// The names of the stream that holds the sheets.
const STREAMS: [&str; 2] = ["workbook", "book"];
const RESERVED: u32 = 0xFFFF_FFFA;
/// How many copies of the file are in memory while it is read.
const COPIES: u64 = 4;
/// Shorter streams are packed into small sectors.
const SMALL: u64 = 4096;

/// Record types of a sheet with a cell at the row and column at their start, and with the size of the sheet.
const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
const MANY_NUMBERS: u16 = 0x00BD;
const DIMENSIONS: u16 = 0x0200;
const SHEET_POSITION: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const CONTINUED: u16 = 0x003C;
const SHARED_STRING: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
const NAME: u16 = 0x0018;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// Refuses a file that would make calamine fail or hang.
///
/// # Errors
/// What is wrong with it, or too large in it.
pub fn check(origin: &Origin) -> Result<(), Refusal> {
    let held = origin.size().saturating_mul(COPIES);
    if held > budget::for_reading() {
        return Err(Refusal::over_budget("reading it takes", held));
    }
    let mut bytes = Vec::new();
    let mut file = origin.open().map_err(|e| Refusal::Damaged(e.to_string()))?;
    file.read_to_end(&mut bytes).map_err(|e| Refusal::Damaged(e.to_string()))?;
    let workbook = Compound::new(&bytes)?.workbook()?;
    check_sheets(&workbook)
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    /// The next sector of each sector.
    next: Vec<u32>,
}

impl<'a> Compound<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let sector_size = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err("its sectors have no known size".into()),
        };
        let mut file = Self { bytes, sector_size, next: Vec::new() };
        let mut tables: Vec<u32> = numbers(bytes.get(76..512).unwrap_or_default()).collect();
        let mut more = u32_at(bytes, 68).unwrap_or(RESERVED);
        for _ in 0..=file.sectors() {
            if more >= RESERVED {
                break;
            }
            tables.extend(numbers(file.sector(more)?));
            more = tables.pop().unwrap_or(RESERVED);
        }
        for table in tables.into_iter().filter(|id| *id < RESERVED) {
            let following: Vec<u32> = numbers(file.sector(table)?).collect();
            file.next.extend(following);
        }
        if file.next.len() > bytes.len() {
            return Err("its sectors are listed more than once".into());
        }
        Ok(file)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector_size
    }

    fn sector(&self, id: u32) -> Result<&'a [u8], Refusal> {
        let start = (id as usize + 1) * self.sector_size;
        let rest = self.bytes.get(start..).ok_or("a sector lies beyond its end")?;
        Ok(&rest[..rest.len().min(self.sector_size)])
    }

    /// The content of the chain of sectors from `first`.
    fn chain(&self, first: u32) -> Result<Vec<u8>, Refusal> {
        let mut contents = Vec::new();
        let mut id = first;
        while id < RESERVED {
            contents.extend_from_slice(self.sector(id)?);
            if contents.len() > self.bytes.len() + self.sector_size {
                return Err("its sectors follow each other in a circle".into());
            }
            id = *self.next.get(id as usize).ok_or("a sector has none that follows it")?;
        }
        Ok(contents)
    }

    /// The stream of the sheets; empty if there is none.
    fn workbook(&self) -> Result<Vec<u8>, Refusal> {
        let directory = self.chain(u32_at(self.bytes, 48).unwrap_or(RESERVED))?;
        let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
        let small_next: Vec<u32> = numbers(&self.chain(u32_at(self.bytes, 60).unwrap_or(RESERVED))?).collect();
        let small = entries.first().and_then(|root| u32_at(root, 116)).map_or(Ok(Vec::new()), |id| self.chain(id))?;
        let named = |entry: &&&[u8]| STREAMS.contains(&name(entry).as_str());
        let Some(entry) = entries.iter().find(named) else {
            return Ok(Vec::new());
        };
        let size = if self.sector_size == 512 { u32_at(entry, 120).map(u64::from) } else { u64_at(entry, 120) };
        let (first, size) = (u32_at(entry, 116).unwrap_or(RESERVED), size.unwrap_or_default());
        if size >= SMALL {
            return self.chain(first);
        }
        let mut contents = Vec::new();
        let mut id = first;
        while id < RESERVED {
            let start = id as usize * 64;
            contents.extend_from_slice(small.get(start..start + 64).ok_or("a small sector lies beyond the end")?);
            if contents.len() as u64 > size + 64 {
                return Err("its small sectors follow each other in a circle".into());
            }
            id = *small_next.get(id as usize).ok_or("a small sector has none that follows it")?;
        }
        Ok(contents)
    }
}

/// Refuses sheets whose cells are too far apart, or have too much text.
fn check_sheets(workbook: &[u8]) -> Result<(), Refusal> {
    let globals = || records(workbook).take_while(|(kind, _)| *kind != END);
    let positions = globals().filter(|(kind, _)| *kind == SHEET_POSITION).filter_map(|(_, data)| u32_at(data, 0));
    let strings = shared_strings(globals());
    // The length of a name is the fourth byte of its record, that of a sheet's name the seventh.
    let length = |(kind, data): (u16, &[u8])| match kind {
        NAME => data.get(3).copied(),
        SHEET_POSITION => data.get(6).copied(),
        _ => None,
    };
    let longest = globals().filter_map(length).max().map_or(0, u64::from);
    let (mut total, mut filled, mut text) = (0, 0, 0_u64);
    for position in positions {
        let sheet = workbook.get(position as usize..).unwrap_or_default();
        let (mut depth, mut rows, mut columns) = (0_u32, None, None);
        for (kind, data) in records(sheet) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS if declared(data) > SHEET => {
                    return Err("a sheet claims more cells than there are".into());
                }
                kind if CELLS.contains(&kind) && depth <= 1 => {
                    let (row, column) = (u16_at(data, 0).unwrap_or_default(), u16_at(data, 2).unwrap_or_default());
                    widen(&mut rows, row);
                    widen(&mut columns, column);
                    if kind == MANY_NUMBERS {
                        widen(&mut columns, u16_at(data, data.len().saturating_sub(2)).unwrap_or_default());
                    }
                    filled += 1;
                    text = text.saturating_add(match kind {
                        SHARED_STRING => {
                            u32_at(data, 6).and_then(|at| strings.get(at as usize)).map_or(0, |l| u64::from(*l))
                        }
                        FORMULA => xls_text::of_formula(data.len() as u64, longest),
                        _ => 0,
                    });
                }
                _ => {}
            }
        }
        total += span(rows) * span(columns);
        if total > SPARSE.max(filled * FILLED) {
            return Err(Refusal::Sparse);
        }
        let held = total.saturating_mul(size_of::<Data>() as u64).saturating_add(text);
        if held > budget::for_reading() {
            return Err(Refusal::over_budget("its cells take", held));
        }
    }
    Ok(())
}

/// The length of each shared string.
fn shared_strings<'a>(globals: impl Iterator<Item = (u16, &'a [u8])>) -> Vec<u32> {
    let mut globals = globals.skip_while(|(kind, _)| *kind != SHARED_STRINGS);
    let Some((_, list)) = globals.next() else { return Vec::new() };
    xls_text::of_shared_strings(list, globals.take_while(|(kind, _)| *kind == CONTINUED).map(|(_, data)| data))
}

/// The records of a stream: type and data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

/// The number of cells that a sheet declares.
fn declared(data: &[u8]) -> u64 {
    let wide = |at| u32_at(data, at).map_or(0, u64::from);
    let narrow = |at| u16_at(data, at).map_or(0, u64::from);
    let (top, bottom, right) =
        if data.len() == 10 { (narrow(0), narrow(2), narrow(6)) } else { (wide(0), wide(4), narrow(10)) };
    if top > bottom { u64::MAX } else { (bottom - top) * right }
}

fn widen(range: &mut Option<(u16, u16)>, at: u16) {
    let (first, last) = range.unwrap_or((at, at));
    *range = Some((first.min(at), last.max(at)));
}

fn span(range: Option<(u16, u16)>) -> u64 {
    range.map_or(0, |(first, last)| u64::from(last - first) + 1)
}

/// The name of a directory entry, in lower case.
fn name(entry: &[u8]) -> String {
    let units = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&name).to_ascii_lowercase()
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}
