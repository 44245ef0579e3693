//! Workbooks as archives: what a fuzzer writes are parts of a sound one, so that it gets past names and checksums.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What separates the parts of an input. No XML has it, and binary parts rarely all of it.
const SEPARATOR: &[u8] = b"\0---\0";

/// A sound archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, stored).expect("a name");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// The parts of an input, each in place of the default at its position.
pub fn parts<'a, const N: usize>(input: &'a [u8], defaults: [&'a [u8]; N]) -> [&'a [u8]; N] {
    let mut parts = defaults;
    let mut rest = input;
    for part in &mut parts {
        let at = rest.windows(SEPARATOR.len()).position(|w| w == SEPARATOR);
        let own = &rest[..at.unwrap_or(rest.len())];
        if !own.is_empty() {
            *part = own;
        }
        let Some(at) = at else { break };
        rest = &rest[at + SEPARATOR.len()..];
    }
    parts
}
