//! Single files of a zip archive, streamed: what an `OpenDocument` sheet is read from, and a workbook is looked over with.

use std::io::{BufReader, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use zip::{CompressionMethod, ZipArchive};

use crate::data::budget;
use crate::data::origin::{Origin, ReadSeek};

/// A file of an archive.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn file(origin: &Origin, name: &str) -> Result<Box<dyn Read>, String> {
    let mut archive = open(origin)?;
    let index = archive.index_for_name(name).ok_or_else(|| format!("there is no {name} in it"))?;
    contents(origin, &mut archive, index).map(|(reader, _)| reader)
}

/// Refuses a workbook that would take more memory than there is: calamine takes memory for as many shared strings as are
/// claimed, and keeps all strings and styles, and a process that asks for too much is killed.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn check_counts(origin: &Origin) -> Result<(), String> {
    let mut archive = open(origin)?;
    if archive.len() > budget::ARCHIVE_PARTS {
        return Err(format!("it has {} parts; the most are {}", archive.len(), budget::ARCHIVE_PARTS));
    }
    let mut kept = 0_u64;
    for index in 0..archive.len() {
        let Some(name) = archive.name_for_index(index).and_then(Result::ok).map(|name| name.to_lowercase()) else {
            continue;
        };
        let strings = name.ends_with("sharedstrings.xml");
        if !strings && !name.ends_with("styles.xml") && !name.ends_with("sharedstrings.bin") {
            continue;
        }
        let (reader, size) = contents(origin, &mut archive, index)?;
        kept = kept.saturating_add(size);
        if kept > budget::for_reading() {
            let [size, limit] = [kept, budget::limit()].map(budget::shown);
            return Err(format!(
                "its strings and styles expand to {size}, too much for the limit of {limit} (--max-memory)"
            ));
        }
        if strings
            && let Some(count) = claimed(reader)?
            && count > size
        {
            return Err(format!("it claims {count} shared strings and is too small to hold them"));
        }
    }
    Ok(())
}

/// How many shared strings there are, by their own account.
fn claimed(reader: impl Read) -> Result<Option<u64>, String> {
    let mut xml = Reader::from_reader(BufReader::new(reader));
    let mut buffer = Vec::new();
    loop {
        match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(start) | Event::Empty(start) => {
                let count = start.try_get_attribute("uniqueCount").map_err(|e| e.to_string())?;
                let Some(count) = count else { return Ok(None) };
                let digits = count.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
                // calamine reads no number of another form.
                return Ok(match digits.trim().parse() {
                    Ok(count) => Some(count),
                    Err(_) if digits.trim().len() > 18 => Some(u64::MAX),
                    Err(_) => None,
                });
            }
            Event::Eof => return Ok(None),
            _ => buffer.clear(),
        }
    }
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
