//! An `.xls` of the simplest kind: a compound file with the stream of a workbook.

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const TABLE: u32 = 0xFFFF_FFFD;

/// A record: its type, its length and its data.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A workbook with one sheet, `transactions`, of these records, and shared strings that all have a single byte per unit.
pub fn xls_of(strings: &[String], cells: &[u8]) -> Vec<u8> {
    const BOOK: [u8; 16] = [0, 6, 5, 0, 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0];
    const SHEET: [u8; 16] = [0, 6, 0x10, 0, 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0];
    let globals = |position: u32| {
        let mut globals = record(0x0809, &BOOK);
        let name = b"transactions";
        let sheet = [&position.to_le_bytes()[..], &[0, 0, name.len() as u8, 0], name].concat();
        globals.extend(record(0x0085, &sheet));
        let mut parts =
            strings.iter().map(|text| [&(text.len() as u16).to_le_bytes()[..], &[0], text.as_bytes()].concat());
        let count = (strings.len() as u32).to_le_bytes();
        let first = parts.next().unwrap_or_default();
        globals.extend(record(0x00FC, &[&count[..], &count, &first].concat()));
        parts.for_each(|part| globals.extend(record(0x003C, &part)));
        globals.extend(record(0x000A, &[]));
        globals
    };
    let position = globals(0).len() as u32;
    let mut stream = globals(position);
    stream.extend(record(0x0809, &SHEET));
    stream.extend(cells);
    stream.extend(record(0x000A, &[]));
    compound(&stream)
}

/// A compound file with one stream, `Workbook`.
fn compound(stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().max(4096).div_ceil(SECTOR);
    let tables = (1..=sectors + 1).find(|tables| tables * SECTOR / 4 > tables + 1 + sectors).expect("a number");
    assert!(tables <= 109, "the header has no room for more tables");
    // The tables of sectors come first, then the directory, then the stream.
    let mut next = vec![TABLE; tables];
    next.push(END);
    next.extend((0..sectors).map(|at| if at + 1 == sectors { END } else { (tables + 2 + at) as u32 }));
    next.resize(tables * SECTOR / 4, FREE);

    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    for half in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        file.extend(half.to_le_bytes());
    }
    file.resize(44, 0);
    for word in [tables as u32, tables as u32, 0, 4096, END, 0, END, 0] {
        file.extend(word.to_le_bytes());
    }
    file.extend((0..109).flat_map(|at| if at < tables { at as u32 } else { FREE }.to_le_bytes()));
    file.extend(next.into_iter().flat_map(u32::to_le_bytes));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend((name.len() as u16 * 2 + 2).to_le_bytes());
        entry.extend([kind, 1]);
        for id in [FREE, FREE, child] {
            entry.extend(id.to_le_bytes());
        }
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((size as u64).to_le_bytes());
        entry
    };
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry("Workbook", 2, FREE, tables as u32 + 1, sectors * SECTOR));
    file.resize(SECTOR * (2 + tables), 0);
    file.extend(stream);
    file.resize(SECTOR * (2 + tables + sectors), 0);
    file
}
