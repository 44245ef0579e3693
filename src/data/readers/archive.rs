//! Single files of a zip archive, streamed: what an `OpenDocument` sheet is read from, and a workbook is looked over with.

use std::io::{Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::data::origin::{Origin, ReadSeek};

/// As far into the shared strings as their count is looked for.
const HEAD: u64 = 4096;

/// A file of an archive.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn file(origin: &Origin, name: &str) -> Result<Box<dyn Read>, String> {
    let mut archive = open(origin)?;
    let index = archive.index_for_name(name).ok_or_else(|| format!("there is no {name} in it"))?;
    contents(origin, &mut archive, index).map(|(reader, _)| reader)
}

/// Refuses a workbook that claims more shared strings than it has room for: calamine takes memory for as many as are
/// claimed, and a process that asks for too much of it is killed.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn check_counts(origin: &Origin) -> Result<(), String> {
    let mut archive = open(origin)?;
    for index in 0..archive.len() {
        let named = |name: &str| name.to_lowercase().ends_with("sharedstrings.xml");
        if !archive.name_for_index(index).and_then(Result::ok).is_some_and(|name| named(&name)) {
            continue;
        }
        let (reader, size) = contents(origin, &mut archive, index)?;
        let mut head = Vec::new();
        reader.take(HEAD).read_to_end(&mut head).map_err(|e| e.to_string())?;
        let head = String::from_utf8_lossy(&head);
        let digits = head.split_once("uniqueCount=").map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
        let count = digits.and_then(|d| d.split(|c: char| !c.is_ascii_digit()).next()).unwrap_or_default();
        if count.len() > 18 || count.parse().is_ok_and(|n: u64| n > size) {
            return Err(format!("it claims {count} shared strings and is too small to hold them"));
        }
    }
    Ok(())
}

/// The archive itself.
///
/// # Errors
/// What is wrong with it, in words.
pub fn open(origin: &Origin) -> Result<ZipArchive<Box<dyn ReadSeek>>, String> {
    ZipArchive::new(origin.open().map_err(|e| e.to_string())?).map_err(|e| e.to_string())
}

/// The contents of a file of the archive, which outlive it, and how long they are.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn contents(
    origin: &Origin,
    archive: &mut ZipArchive<Box<dyn ReadSeek>>,
    index: usize,
) -> Result<(Box<dyn Read>, u64), String> {
    let file = archive.by_index_raw(index).map_err(|e| e.to_string())?;
    let start = file.data_start().ok_or("a file in it has no beginning")?;
    let (packed, size, method) = (file.compressed_size(), file.size(), file.compression());
    let mut raw = origin.open().map_err(|e| e.to_string())?;
    raw.seek(SeekFrom::Start(start)).map_err(|e| e.to_string())?;
    let raw = raw.take(packed);
    Ok((
        match method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(raw)),
            other => return Err(format!("it is packed with {other}")),
        },
        size,
    ))
}
