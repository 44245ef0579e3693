//! Streams single files of a zip archive: for `OpenDocument` sheets, and for checks of workbooks.

use std::io::{Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::data::origin::{Origin, ReadSeek};

/// An opened archive.
pub type Archive = ZipArchive<Box<dyn ReadSeek>>;

/// A file of an archive.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn file(origin: &Origin, name: &str) -> Result<Box<dyn Read>, String> {
    let mut archive = open(origin)?;
    let index = archive.index_for_name(name).ok_or_else(|| format!("there is no {name} in it"))?;
    contents(origin, &mut archive, index)
}

/// The archive itself.
///
/// # Errors
/// What is wrong with it, in words.
pub fn open(origin: &Origin) -> Result<Archive, String> {
    ZipArchive::new(origin.open().map_err(|e| e.to_string())?).map_err(|e| e.to_string())
}

/// The content of a file of the archive, which outlives it.
///
/// # Errors
/// What is wrong with the archive, in words.
pub fn contents(origin: &Origin, archive: &mut Archive, index: usize) -> Result<Box<dyn Read>, String> {
    let file = archive.by_index_raw(index).map_err(|e| e.to_string())?;
    let start = file.data_start().ok_or("a file in it has no beginning")?;
    let (packed, method) = (file.compressed_size(), file.compression());
    let mut raw = origin.open().map_err(|e| e.to_string())?;
    raw.seek(SeekFrom::Start(start)).map_err(|e| e.to_string())?;
    let raw = raw.take(packed);
    Ok(match method {
        CompressionMethod::Stored => Box::new(raw),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(raw)),
        other => return Err(format!("it is packed with {other}")),
    })
}
