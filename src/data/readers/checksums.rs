//! Damage in a zip archive is found before any value in it is believed: the XML of a workbook with one wrong bit mostly reads
//! well, with another value. Every part that holds values is unpacked once and compared with its checksum, and what is written
//! of a part twice, before it and in the directory at the end, must agree.
//!
//! An old `.xls` is no archive and has no checksum of any kind, nor has plain text, nor a Parquet file written without them:
//! damage there is found only where it breaks the file's structure.

use std::io::{self, Read, SeekFrom};

use flate2::Crc;
use zip::ZipArchive;

use super::{archive, odd_xml};
use crate::data::origin::{Origin, ReadSeek};

/// Endings of the parts that hold values, or say where they are. Pictures and thumbnails are not looked at.
const READ: [&str; 3] = [".xml", ".rels", ".bin"];
const BUFFER: usize = 64 * 1024;

/// The lengths of both headers of a part before its name.
const LOCAL: usize = 30;
const CENTRAL: usize = 46;
/// How a header in the directory begins.
const CENTRAL_START: &[u8] = b"PK\x01\x02";
/// The flag of a part that is encrypted.
const ENCRYPTED: u16 = 1;
/// The flag of a part whose checksum and sizes follow it, zeros standing in its header.
const FOLLOWED: u16 = 8;
/// Stands for a size that a header has no room for.
const ELSEWHERE: u32 = u32::MAX;

/// Compares all parts with their checksums; gives the indexes of those whose XML calamine would misread.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn check(origin: &Origin) -> Result<Vec<usize>, String> {
    let mut archive = archive::open(origin)?;
    let mut raw = origin.open().map_err(|e| e.to_string())?;
    let (mut odd, mut end) = (Vec::new(), 0);
    for index in 0..archive.len() {
        let directory_end = check_headers(&mut archive, index, &mut raw)?;
        end = end.max(directory_end);
        let name = name(&archive, index);
        if READ.iter().any(|ending| name.to_lowercase().ends_with(ending)) && check_part(origin, &mut archive, index)? {
            odd.push(index);
        }
    }
    // A count that says too little would hide the last parts.
    let beyond = read_at(&mut raw, end, 4).unwrap_or_default();
    if beyond == CENTRAL_START {
        return Err("its directory lists more parts than it counts".to_owned());
    }
    Ok(odd)
}

/// Compares what the archive says of a part in two places; gives where its header in the directory ends.
fn check_headers(
    archive: &mut ZipArchive<Box<dyn ReadSeek>>,
    index: usize,
    raw: &mut impl ReadSeek,
) -> Result<u64, String> {
    let part = archive.by_index_raw(index).map_err(|e| e.to_string())?;
    let (place, directory_place) = (part.header_start(), part.central_header_start());
    drop(part);
    let local = read_at(raw, place, LOCAL).map_err(|e| e.to_string())?;
    let central = read_at(raw, directory_place, CENTRAL).map_err(|e| e.to_string())?;
    let lengths = (u16_at(&local, 26), [28, 30, 32].map(|at| u16_at(&central, at)));
    let (name_length, [directory_name_length, extra, comment]) = lengths;
    let name = read_at(raw, place + LOCAL as u64, name_length.into()).map_err(|e| e.to_string())?;
    let listed =
        read_at(raw, directory_place + CENTRAL as u64, directory_name_length.into()).map_err(|e| e.to_string())?;
    let label = String::from_utf8_lossy(&listed).into_owned();
    let differs = |what: &str| Err(format!("the part {label} and the directory disagree about its {what}"));
    if name != listed {
        return differs("name");
    }
    let (flags, listed_flags) = (u16_at(&local, 6), u16_at(&central, 8));
    if (flags ^ listed_flags) & ENCRYPTED != 0 {
        return differs("encryption");
    }
    if u16_at(&local, 8) != u16_at(&central, 10) {
        return differs("compression");
    }
    for (what, at) in [("checksum", 14), ("packed size", 18), ("size", 22)] {
        let (here, there) = (u32_at(&local, at), u32_at(&central, at + 2));
        let elsewhere = (here == 0 && flags & FOLLOWED != 0) || (at > 14 && (here == ELSEWHERE || there == ELSEWHERE));
        if here != there && !elsewhere {
            return differs(what);
        }
    }
    let length = CENTRAL as u64 + u64::from(directory_name_length) + u64::from(extra) + u64::from(comment);
    Ok(directory_place + length)
}

/// Compares a part with its checksum; gives whether its XML is odd.
fn check_part(origin: &Origin, archive: &mut ZipArchive<Box<dyn ReadSeek>>, index: usize) -> Result<bool, String> {
    let expected = archive.by_index_raw(index).map_err(|e| e.to_string())?.crc32();
    let (contents, size) = archive::contents(origin, archive, index)?;
    let damaged = |why: &str| format!("the part {} {why}", name(archive, index));
    let (mut crc, mut count, mut scan) = (Crc::new(), 0, odd_xml::Scan::default());
    // One byte more than there should be is enough to tell.
    let mut contents = contents.take(size.saturating_add(1));
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = contents.read(&mut buffer).map_err(|e| damaged(&format!("cannot be unpacked: {e}")))?;
        if read == 0 {
            break;
        }
        count += read as u64;
        crc.update(&buffer[..read]);
        scan.add(&buffer[..read]);
    }
    if count != size {
        return Err(damaged("has another size than the archive says"));
    }
    if crc.sum() != expected {
        return Err(damaged("does not match its checksum"));
    }
    Ok(scan.is_odd())
}

fn name(archive: &ZipArchive<Box<dyn ReadSeek>>, index: usize) -> String {
    archive.name_for_index(index).and_then(Result::ok).map(Into::into).unwrap_or_default()
}

fn read_at(raw: &mut impl ReadSeek, at: u64, count: usize) -> io::Result<Vec<u8>> {
    raw.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; count];
    raw.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_le_bytes(*two))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four))
}
