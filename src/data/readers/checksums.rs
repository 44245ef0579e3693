//! Damage in a zip archive is found before any value in it is used: the XML of a workbook with one wrong bit is usually
//! valid, but with another value. A part is verified against its checksum while it is scanned, and its two headers, before
//! it and in the directory at the end, must agree.
//!
//! An old `.xls` is no archive and has no checksum of any kind, nor has plain text, nor a Parquet file written without them:
//! damage there is found only where it breaks the file's structure.

use std::io::{self, Read, SeekFrom, Take};

use flate2::Crc;

use super::archive::{self, Archive};
use super::little_endian::{u16_at, u32_at};
use super::odd_xml::Scan;
use crate::data::origin::{Origin, ReadSeek};

/// The lengths of both headers of a part before its name.
const LOCAL: usize = 30;
const CENTRAL: usize = 46;
/// How a header in the directory begins.
const CENTRAL_START: &[u8] = b"PK\x01\x02";
/// The flag of a part that is encrypted.
const ENCRYPTED: u16 = 1;
/// The flag of a part whose checksum and sizes follow it, zeros standing in its header.
const FOLLOWED: u16 = 8;
/// The value of a size that does not fit into a header.
const ELSEWHERE: u32 = u32::MAX;

/// Compares the two headers of a part; returns where its header in the directory ends.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn check_headers(archive: &mut Archive, index: usize, raw: &mut impl ReadSeek) -> Result<u64, String> {
    let part = archive.by_index_raw(index).map_err(|e| e.to_string())?;
    let (place, directory_place) = (part.header_start(), part.central_header_start());
    drop(part);
    let two = |bytes: &[u8], at| u16_at(bytes, at).unwrap_or_default();
    let four = |bytes: &[u8], at| u32_at(bytes, at).unwrap_or_default();
    let local = read_at(raw, place, LOCAL).map_err(|e| e.to_string())?;
    let central = read_at(raw, directory_place, CENTRAL).map_err(|e| e.to_string())?;
    let lengths = (two(&local, 26), [28, 30, 32].map(|at| two(&central, at)));
    let (name_length, [directory_name_length, extra, comment]) = lengths;
    let name = read_at(raw, place + LOCAL as u64, name_length.into()).map_err(|e| e.to_string())?;
    let listed =
        read_at(raw, directory_place + CENTRAL as u64, directory_name_length.into()).map_err(|e| e.to_string())?;
    let label = String::from_utf8_lossy(&listed).into_owned();
    let differs = |what: &str| Err(format!("the part {label} and the directory disagree about its {what}"));
    if name != listed {
        return differs("name");
    }
    let (flags, listed_flags) = (two(&local, 6), two(&central, 8));
    if (flags ^ listed_flags) & ENCRYPTED != 0 {
        return differs("encryption");
    }
    if two(&local, 8) != two(&central, 10) {
        return differs("compression");
    }
    for (what, at) in [("checksum", 14), ("packed size", 18), ("size", 22)] {
        let (here, there) = (four(&local, at), four(&central, at + 2));
        let elsewhere = (here == 0 && flags & FOLLOWED != 0) || (at > 14 && (here == ELSEWHERE || there == ELSEWHERE));
        if here != there && !elsewhere {
            return differs(what);
        }
    }
    let length = CENTRAL as u64 + u64::from(directory_name_length) + u64::from(extra) + u64::from(comment);
    Ok(directory_place + length)
}

/// Too small a count would hide the last parts; `end` is where the last counted header ends.
///
/// # Errors
/// The error that there are more.
pub fn check_count(raw: &mut impl ReadSeek, end: u64) -> Result<(), String> {
    if read_at(raw, end, CENTRAL_START.len()).unwrap_or_default() == CENTRAL_START {
        return Err("its directory lists more parts than it counts".to_owned());
    }
    Ok(())
}

/// A part that is being read, once.
pub struct CheckedPart {
    contents: Take<Box<dyn Read>>,
    /// How long it is, and its checksum, by the directory.
    pub size: u64,
    expected: u32,
    crc: Crc,
    scan: Scan,
    count: u64,
}

impl CheckedPart {
    /// Opens a part of the archive.
    ///
    /// # Errors
    /// What is wrong with the archive, in words.
    pub fn open(origin: &Origin, archive: &mut Archive, index: usize) -> Result<Self, String> {
        let part = archive.by_index_raw(index).map_err(|e| e.to_string())?;
        let (size, expected) = (part.size(), part.crc32());
        drop(part);
        // One byte more than declared is enough to detect it.
        let contents = archive::contents(origin, archive, index)?.take(size.saturating_add(1));
        Ok(Self { contents, size, expected, crc: Crc::new(), scan: Scan::default(), count: 0 })
    }

    /// Reads the rest, and verifies it; returns whether calamine would misread it.
    ///
    /// # Errors
    /// What the part does.
    pub fn finish(mut self) -> Result<bool, String> {
        io::copy(&mut self, &mut io::sink()).map_err(|e| format!("cannot be unpacked: {e}"))?;
        if self.count != self.size {
            return Err("has another size than the archive says".to_owned());
        }
        if self.crc.sum() != self.expected {
            return Err("does not match its checksum".to_owned());
        }
        Ok(self.scan.is_odd())
    }
}

impl Read for CheckedPart {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.contents.read(buffer)?;
        self.count += count as u64;
        self.crc.update(&buffer[..count]);
        self.scan.add(&buffer[..count]);
        Ok(count)
    }
}

fn read_at(raw: &mut impl ReadSeek, at: u64, count: usize) -> io::Result<Vec<u8>> {
    raw.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; count];
    raw.read_exact(&mut bytes)?;
    Ok(bytes)
}
