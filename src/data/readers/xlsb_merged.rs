//! The merged cells of a sheet of an `.xlsb`, which calamine does not give: they are records after those of the cells.

use std::io::{self, BufReader, Read};

use calamine::Dimensions;

use super::archive;
use super::little_endian::u32_at;
use super::records::{self, SHEET, WORKBOOK};
use crate::data::origin::Origin;

/// The record of one block: the first and the last row, the first and the last column.
const BLOCK: u16 = 0xB0 | (0x01 << 8);
const BLOCK_BYTES: u64 = 16;
/// Where a record of the workbook begins to say which sheet it is, after its state and number.
const SHEET_START: usize = 8;
/// A record of a sheet is no longer than this.
const LONGEST: u64 = 4096;
/// A list of parts is no longer than this.
const LONGEST_LIST: u64 = 1 << 20;

/// The blocks of a sheet; none if its part cannot be found or read: reading its rows then reports the error.
pub fn merged(origin: &Origin, sheet: &str) -> Vec<Dimensions> {
    let part = |name: &str| archive::file(origin, name).ok();
    let found = || {
        let id = sheet_id(part(WORKBOOK)?, sheet)?;
        let mut list = String::new();
        part("xl/_rels/workbook.bin.rels")?.take(LONGEST_LIST).read_to_string(&mut list).ok()?;
        let target = target(&list, &id)?;
        blocks(part(&target)?).ok()
    };
    found().unwrap_or_default()
}

/// The id of a sheet in the workbook.
fn sheet_id(workbook: impl Read, sheet: &str) -> Option<String> {
    let mut found = None;
    each(workbook, SHEET, LONGEST, |record| {
        let id = text(record, SHEET_START);
        let name = id.as_ref().and_then(|(_, end)| text(record, *end));
        if let (Some((id, _)), Some((name, _))) = (id, name)
            && name == sheet
        {
            found = Some(id);
        }
    })
    .ok()?;
    found
}

/// The part with that id in the list of parts of the workbook.
fn target(list: &str, id: &str) -> Option<String> {
    let entry = list.split('<').find(|entry| attribute(entry, "Id") == Some(id))?;
    let target = attribute(entry, "Target")?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), ToOwned::to_owned))
}

fn attribute<'x>(entry: &'x str, name: &str) -> Option<&'x str> {
    let (_, value) = entry.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

fn blocks(sheet: impl Read) -> io::Result<Vec<Dimensions>> {
    let mut blocks = Vec::new();
    each(sheet, BLOCK, BLOCK_BYTES, |record| {
        let place = |at: usize| u32_at(record, 4 * at);
        if let (Some(top), Some(bottom), Some(left), Some(right)) = (place(0), place(1), place(2), place(3))
            && top <= bottom
            && left <= right
        {
            blocks.push(Dimensions { start: (top, left), end: (bottom, right) });
        }
    })?;
    Ok(blocks)
}

/// Passes the start of each record of a kind to `take`.
fn each(part: impl Read, wanted: u16, longest: u64, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut part = BufReader::new(part);
    let mut record = Vec::new();
    while let Some((kind, length, _)) = records::header(&mut part)? {
        record.clear();
        if kind == wanted {
            part.by_ref().take(length.min(longest)).read_to_end(&mut record)?;
            take(&record);
        }
        io::copy(&mut part.by_ref().take(length.saturating_sub(record.len() as u64)), &mut io::sink())?;
    }
    Ok(())
}

/// A text with its number of UTF-16 units before it, and where it ends.
fn text(record: &[u8], at: usize) -> Option<(String, usize)> {
    let units = usize::try_from(u32_at(record, at)?).ok()?;
    let end = (at + 4).checked_add(units.checked_mul(2)?)?;
    let units = record.get(at + 4..end)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some((char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(), end))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &[u8::try_from(bytes.len()).unwrap()], bytes].concat()
    }

    fn counted(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u32::try_from(units.len()).unwrap().to_le_bytes();
        length.into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect()
    }

    #[test]
    fn a_sheet_is_found_by_its_name() {
        let sheet = |id: &str, name: &str| record(SHEET, &[vec![0; SHEET_START], counted(id), counted(name)].concat());
        let workbook = [record(0x81 | (1 << 8), &[]), sheet("rId1", "Jan"), sheet("rId7", "Märkte")].concat();
        assert_eq!(sheet_id(workbook.as_slice(), "Märkte").as_deref(), Some("rId7"));
        assert_eq!(sheet_id(workbook.as_slice(), "Feb"), None);
        let list = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/><Relationship Target="/xl/worksheets/sheet2.bin" Id="rId7"/></Relationships>"#;
        assert_eq!(target(list, "rId1").as_deref(), Some("xl/worksheets/sheet1.bin"));
        assert_eq!(target(list, "rId7").as_deref(), Some("xl/worksheets/sheet2.bin"));
        assert_eq!(target(list, "rId9"), None);
    }

    #[test]
    fn blocks_are_read_after_the_cells() {
        let block = |numbers: [u32; 4]| record(BLOCK, &numbers.map(u32::to_le_bytes).concat());
        let sheet = [
            record(0x81 | (1 << 8), &[1, 2, 3]),
            block([1, 3, 0, 0]),
            block([5, 4, 0, 0]),
            block([7, 7, 2, 3]),
            vec![0xB0],
        ];
        let found: Vec<((u32, u32), (u32, u32))> =
            blocks(sheet.concat().as_slice()).unwrap().into_iter().map(|block| (block.start, block.end)).collect();
        assert_eq!(found, [((1, 0), (3, 0)), ((7, 2), (7, 3))]);
    }
}
