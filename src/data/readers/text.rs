//! Decodes text: compression, encoding, byte order mark. The result is UTF-8, in which single rows may be invalid.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::encoding;
use super::expansion::{Bomb, Expansion};
use super::gzip::Members;
use super::ready::Ready;
use crate::data::error::DataError;
use crate::data::origin::Origin;
use crate::progress::Progress;

/// How much of the text is used to detect its delimiter.
const HEAD: u64 = 64 * 1024;
/// Number of places of a long file that are looked at: letters may appear that the start does not have.
const FURTHER: u64 = 16;
/// How much of it is used to detect UTF-16.
const MARK: usize = 256;
const BUFFER: usize = 256 * 1024;
/// Signatures of compression formats that are not supported.
const PACKINGS: [(&[u8], &str); 7] = [
    (b"BZh", "bzip2"),
    (b"\xFD7zXZ\0", "xz"),
    (b"\x04\x22\x4D\x18", "lz4"),
    (b"7z\xBC\xAF\x27\x1C", "7-Zip"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"\xFF\x06\0\0sNaPpY", "snappy"),
    (b"\x1F\x9D", "compress"),
];

/// Text from its start, and a copy of its first bytes.
pub struct Text {
    /// The complete text.
    pub all: Box<dyn Read + Send>,
    /// The first bytes.
    pub head: Vec<u8>,
}

/// Opens text and counts the bytes read from the file. A `given` encoding is used without detection, unless there is a
/// byte order mark.
///
/// # Errors
/// [`DataError`] if the file cannot be read or is not text.
pub fn open(origin: &Origin, given: Option<&'static Encoding>, progress: &Progress) -> Result<Text, DataError> {
    let broken = |e: io::Error| unreadable(origin, &e, "");
    let counted = Counted { inner: origin.open()?, progress: progress.clone() };
    let mut raw = BufReader::with_capacity(BUFFER, counted);
    let magic = raw.fill_buf().map_err(broken)?;
    if let Some((_, packing)) = PACKINGS.iter().find(|(start, _)| magic.starts_with(start)) {
        return Err(DataError::NotATable { path: origin.label(), found: format!("it is packed with {packing}") });
    }
    let is_packed = magic.starts_with(&[0x1F, 0x8B]) || is_zstd(magic);
    let packed = origin.size();
    let plain: Box<dyn Read + Send> = if magic.starts_with(&[0x1F, 0x8B]) {
        Box::new(Expansion::new(Members::new(raw), packed))
    } else if is_zstd(magic) {
        Box::new(Expansion::new(zstd::stream::read::Decoder::with_buffer(raw).map_err(broken)?, packed))
    } else {
        Box::new(raw)
    };
    let (start, plain) = peek(plain, encoding::SEEN).map_err(broken)?;
    let text: Box<dyn Read + Send> = match start.as_slice() {
        [0xFF, 0xFE, ..] => Box::new(Decoded::new(plain, UTF_16LE.new_decoder_with_bom_removal())),
        [0xFE, 0xFF, ..] => Box::new(Decoded::new(plain, UTF_16BE.new_decoder_with_bom_removal())),
        [0xEF, 0xBB, 0xBF, ..] => Box::new(skip(plain, 3).map_err(broken)?),
        unmarked => {
            let mark = &unmarked[..unmarked.len().min(MARK)];
            let is_all = is_packed || unmarked.len() as u64 == packed;
            let further = || if is_all { Vec::new() } else { origin.middles(FURTHER, encoding::SEEN) };
            let found = given.or_else(|| unmarked_utf16(mark)).or_else(|| encoding::guess(unmarked, &further()));
            match found.filter(|encoding| *encoding != UTF_8) {
                Some(encoding) => Box::new(Decoded::new(plain, encoding.new_decoder_without_bom_handling())),
                None => plain,
            }
        }
    };
    let (head, all) = peek(text, HEAD).map_err(broken)?;
    if is_binary(&head) {
        return Err(DataError::NotATable { path: origin.label(), found: "its start is not text".to_owned() });
    }
    Ok(Text { all, head })
}

/// Why text cannot be read, and where.
pub fn unreadable(origin: &Origin, error: &io::Error, place: &str) -> DataError {
    let path = origin.label();
    match error.get_ref().and_then(|cause| cause.downcast_ref()) {
        Some(Bomb(what)) => {
            let remedy = "Give more with --max-memory, or unpack it first";
            DataError::TooLarge { path, what: what.clone(), remedy }
        }
        None => DataError::Broken { path, place: place.to_owned(), reason: error.to_string() },
    }
}

/// Whether these are the first bytes of a zstd file: of a frame, or of a skippable frame.
fn is_zstd(magic: &[u8]) -> bool {
    matches!(magic, [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

/// Whether there are zeros in the first line, or many. A crash can leave a few at the end of a file.
fn is_binary(head: &[u8]) -> bool {
    let zeros = |bytes: &[u8]| bytes.split(|b| *b == 0).count() - 1;
    let first_line = head.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    zeros(first_line) > 0 || zeros(head) * 10 > head.len()
}

/// The byte order of UTF-16 without a mark, if it is UTF-16: every other byte of mostly Latin text is zero.
fn unmarked_utf16(start: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let many = start.len() / 4;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        _ => None,
    }
}

/// The first bytes of a stream, and the complete stream again.
fn peek(mut stream: Box<dyn Read + Send>, count: u64) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    stream.by_ref().take(count).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(stream))))
}

fn skip(mut stream: Box<dyn Read + Send>, count: usize) -> io::Result<Box<dyn Read + Send>> {
    stream.read_exact(&mut vec![0; count])?;
    Ok(stream)
}

/// Counts bytes for the progress bar.
struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.progress.advance(count as u64);
        Ok(count)
    }
}

/// Text of another encoding as UTF-8, a buffer at a time.
struct Decoded<R> {
    inner: BufReader<R>,
    decoder: Decoder,
    text: Ready,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    fn new(inner: R, decoder: Decoder) -> Self {
        let inner = BufReader::with_capacity(BUFFER, inner);
        Self { inner, decoder, text: Ready::default(), ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let text = self.text.renew();
        text.resize(BUFFER, 0);
        let input = self.inner.fill_buf()?;
        let last = input.is_empty();
        let (result, read, written, _) = self.decoder.decode_to_utf8(input, text, last);
        self.inner.consume(read);
        text.truncate(written);
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.text.is_empty() && !self.ended {
            self.refill()?;
        }
        self.text.take(buffer)
    }
}
