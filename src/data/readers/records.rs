//! Checks the records of an `.xlsb`: calamine trusts their lengths and allocates a record before it reads it.

use std::io::{self, BufReader, Read};

use super::little_endian::u32_at;
use super::pieces;
use super::refusal::Refusal;
use super::xls_text;

/// The part that makes a workbook one of records, as [`super::parts`] compares names.
pub const WORKBOOK: &str = "xl/workbook.bin";
/// The other parts that calamine reads as records, and the folder of the sheets.
const OTHERS: [&str; 2] = ["xl/styles.bin", "xl/sharedstrings.bin"];
const SHEETS: &str = "xl/worksheets/";

/// Whether calamine reads a part as records.
pub fn has_records(name: &str) -> bool {
    name == WORKBOOK || OTHERS.contains(&name) || (name.starts_with(SHEETS) && !name.contains("/_rels/"))
}

/// The records of a sheet's name and of a name for a formula.
pub const SHEET: u16 = 0x9C | (0x01 << 8);
const NAME: u16 = 0x27;
/// The most UTF-16 units that a name may have.
const LONGEST_NAME: u64 = 255;
/// What else a sheet's record has.
const SHEET_BYTES: u64 = 2 * LONGEST_NAME + 64;

/// Refuses a part of `size` bytes with a record that is longer than the part, or longer than may be held, and names that
/// are too long: calamine writes them out wherever a formula mentions them. Returns how long these formulas are as text.
///
/// # Errors
/// What is wrong with it.
pub fn check(part: impl Read, size: u64) -> Result<u64, Refusal> {
    let mut part = BufReader::new(part);
    let most = pieces::most();
    let (mut left, mut formulas) = (size, 0);
    while let Some((kind, length, header)) = header(&mut part).map_err(|e| e.to_string())? {
        left = left.saturating_sub(header);
        if length > left {
            return Err("a record in it is longer than the part".into());
        }
        if length > most {
            return Err(Refusal::over_budget("a record in it takes", length));
        }
        let mut start = Vec::new();
        if kind == NAME {
            part.by_ref().take(length.min(13)).read_to_end(&mut start).map_err(|e| e.to_string())?;
            formulas += length;
        }
        let name = u32_at(&start, 9).map_or(0, u64::from);
        if name > LONGEST_NAME || (kind == SHEET && length > SHEET_BYTES + 2 * LONGEST_NAME) {
            return Err(Refusal::TooLarge(
                format!("a name in it has more than {LONGEST_NAME} characters"),
                "Shorten it",
            ));
        }
        let rest = length - start.len() as u64;
        io::copy(&mut part.by_ref().take(rest), &mut io::sink()).map_err(|e| e.to_string())?;
        left -= length;
    }
    Ok(xls_text::of_formula(formulas, LONGEST_NAME))
}

/// The type and length of the next record, and the length of its header: a type of one or two bytes, and a length of one to four, each with seven bits
/// of the number and one that says whether more follow. None at the end.
///
/// # Errors
/// The error of reading.
pub fn header(part: &mut impl Read) -> io::Result<Option<(u16, u64, u64)>> {
    let mut byte = || {
        let mut byte = [0];
        Ok::<_, io::Error>(if part.read(&mut byte)? == 0 { None } else { Some(byte[0]) })
    };
    let Some(kind) = byte()? else { return Ok(None) };
    let (mut kind, mut count) = (u16::from(kind), 1);
    if kind & 0x80 != 0 {
        let Some(more) = byte()? else { return Ok(None) };
        kind |= u16::from(more) << 8;
        count += 1;
    }
    let mut length = 0;
    for place in 0..4 {
        let Some(part) = byte()? else { return Ok(None) };
        count += 1;
        length |= u64::from(part & 0x7F) << (7 * place);
        if part & 0x80 == 0 {
            break;
        }
    }
    Ok(Some((kind, length, count)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn records_are_walked_to_the_end() {
        let sound = [0x81, 0x01, 0x03, 1, 2, 3, 0x02, 0x00];
        assert!(check(sound.as_slice(), sound.len() as u64).is_ok());
        let long = [0x02, 0x04, 1, 2, 3];
        assert!(matches!(check(long.as_slice(), long.len() as u64), Err(Refusal::Damaged(_))));
        let longest = [0x02, 0xFF, 0xFF, 0xFF, 0x7F, 1];
        assert_eq!(header(&mut longest.as_slice()).unwrap(), Some((2, (1 << 28) - 1, 5)));
        let name =
            |units: u32, bytes: usize| [&[0x27, 0x7F][..], &[0; 9], &units.to_le_bytes(), &vec![0; bytes]].concat();
        let (short, long) = (name(3, 114), name(256, 114));
        assert_eq!(check(short.as_slice(), short.len() as u64).unwrap(), 127 * 154);
        assert!(matches!(check(long.as_slice(), long.len() as u64), Err(Refusal::TooLarge(..))));
        let sheet = [&[0x9C, 0x01, 0xFF, 0x7F][..], &[0; 16_383]].concat();
        assert!(matches!(check(sheet.as_slice(), sheet.len() as u64), Err(Refusal::TooLarge(..))));
        // calamine reports a header that is cut off.
        assert!(check([0x81].as_slice(), 1).is_ok() && check([0x02, 0x80].as_slice(), 2).is_ok());
    }
}
