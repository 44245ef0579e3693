//! A compound file (the container of `.xls`) with one stream, sound whatever the stream holds.

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;
const FREE: u32 = 0xFFFF_FFFF;
/// Shorter streams would be in small sectors.
const SMALLEST: usize = 4096;

/// The file: header, sectors of the table, one sector of entries, the stream.
pub fn compound_file(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    let size = stream.len().max(SMALLEST);
    stream.resize(size.next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    // Each sector of the table lists 128 sectors, its own among them.
    let tables = (1..).find(|n| n * 128 >= n + 1 + sectors).expect("few sectors");
    let mut table: Vec<u32> = vec![TABLE; tables];
    table.push(END);
    let first = tables as u32 + 1;
    table.extend((1..sectors as u32).map(|n| first + n));
    table.push(END);
    table.resize(tables * 128, FREE);

    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    for half in [0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
        file.extend(half.to_le_bytes());
    }
    for word in [0, tables as u32, tables as u32, 0, SMALLEST as u32, END, 0, END, 0] {
        file.extend(word.to_le_bytes());
    }
    for n in 0..109 {
        file.extend((if n < tables as u32 { n } else { FREE }).to_le_bytes());
    }
    file.truncate(SECTOR);
    file.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry(name, 2, FREE, first, size as u32));
    file.resize((tables + 2) * SECTOR, 0);
    file.extend(stream);
    file
}

fn entry(name: &str, kind: u8, child: u32, first: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = entry.len() as u16 + 2;
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    for word in [FREE, FREE, child] {
        entry.extend(word.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(first.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}
