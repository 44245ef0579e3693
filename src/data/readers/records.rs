//! The records of an `.xlsb`, whose lengths calamine believes: it takes memory for a record before it reads it.

use std::io::{self, BufReader, Read};

use super::pieces;
use super::refusal::Refusal;

/// The part that makes a workbook one of records, as [`super::parts`] compares names.
pub const WORKBOOK: &str = "xl/workbook.bin";
/// The other parts that calamine reads as records, and the folder of the sheets.
const OTHERS: [&str; 2] = ["xl/styles.bin", "xl/sharedstrings.bin"];
const SHEETS: &str = "xl/worksheets/";

/// Whether calamine reads a part as records.
pub fn has_records(name: &str) -> bool {
    name == WORKBOOK || OTHERS.contains(&name) || (name.starts_with(SHEETS) && !name.contains("/_rels/"))
}

/// Refuses a part of `size` bytes with a record that is longer than the part, or longer than may be held.
///
/// # Errors
/// What is wrong with it.
pub fn check(part: impl Read, size: u64) -> Result<(), Refusal> {
    let mut part = BufReader::new(part);
    let most = pieces::most();
    let mut left = size;
    while let Some((length, header)) = header(&mut part).map_err(|e| e.to_string())? {
        left = left.saturating_sub(header);
        if length > left {
            return Err("a record in it is longer than the part".into());
        }
        if length > most {
            return Err(Refusal::over_budget("a record in it takes", length));
        }
        io::copy(&mut part.by_ref().take(length), &mut io::sink()).map_err(|e| e.to_string())?;
        left -= length;
    }
    Ok(())
}

/// The length of the next record and of its header: a type of one or two bytes, and a length of one to four, each with seven bits
/// of the number and one that says whether more follow. None at the end.
fn header(part: &mut impl Read) -> io::Result<Option<(u64, u64)>> {
    let mut byte = || {
        let mut byte = [0];
        Ok::<_, io::Error>(if part.read(&mut byte)? == 0 { None } else { Some(byte[0]) })
    };
    let Some(kind) = byte()? else { return Ok(None) };
    let mut count = 1;
    if kind & 0x80 != 0 {
        let Some(_) = byte()? else { return Ok(None) };
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
    Ok(Some((length, count)))
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
        assert_eq!(header(&mut longest.as_slice()).unwrap(), Some(((1 << 28) - 1, 5)));
        // What is cut off within a header is for calamine to say.
        assert!(check([0x81].as_slice(), 1).is_ok() && check([0x02, 0x80].as_slice(), 2).is_ok());
    }
}
