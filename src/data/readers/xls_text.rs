//! The length of the text in an `.xls` as calamine holds it: a shared string is copied into every cell that uses it,
//! and the names in a formula are expanded.

use super::little_endian::{u16_at, u32_at};

/// A formula of five bytes can refer to one name.
const REFERENCE: u64 = 5;
/// Most UTF-8 bytes of a UTF-16 unit.
const UNIT: u64 = 3;
/// Flags of a shared string.
const WIDE: u8 = 1;
const PHONETIC: u8 = 4;
const RICH: u8 = 8;

/// The length of the text of each shared string in memory, at most. The list continues in the following records.
pub fn of_shared_strings<'a>(list: &'a [u8], continued: impl Iterator<Item = &'a [u8]>) -> Vec<u32> {
    let mut pieces = Pieces { rest: list.get(8..).unwrap_or_default(), more: continued };
    let mut lengths = Vec::new();
    while let Some(length) = pieces.string() {
        lengths.push(length);
    }
    lengths
}

/// The length as text of a formula with this number of bytes, if no name in the workbook has more UTF-16 units than `longest`.
pub fn of_formula(bytes: u64, longest: u64) -> u64 {
    bytes.saturating_mul(1 + longest * UNIT / REFERENCE)
}

/// The content of consecutive records.
struct Pieces<'a, I> {
    rest: &'a [u8],
    more: I,
}

impl<'a, I: Iterator<Item = &'a [u8]>> Pieces<'a, I> {
    /// The length of the next string; `None` at the end.
    fn string(&mut self) -> Option<u32> {
        if self.rest.is_empty() {
            self.rest = self.more.next()?;
        }
        let (units, mut flags) = (u16_at(self.rest, 0)?, *self.rest.get(2)?);
        let mut at = 3;
        let runs = if flags & RICH != 0 { u16_at(self.rest, at)? } else { 0 };
        at += if flags & RICH != 0 { 2 } else { 0 };
        let phonetic = if flags & PHONETIC != 0 { u32_at(self.rest, at)? } else { 0 };
        at += if flags & PHONETIC != 0 { 4 } else { 0 };
        self.rest = self.rest.get(at..)?;
        let (mut left, mut length) = (usize::from(units), 0);
        loop {
            let width = if flags & WIDE != 0 { 2 } else { 1 };
            let here = left.min(self.rest.len() / width);
            self.rest = &self.rest[here * width..];
            length += here as u32 * if width == 2 { UNIT as u32 } else { 2 };
            left -= here;
            if left == 0 {
                break;
            }
            // A string that continues in the next record repeats the width of its units there.
            let next = self.more.next()?;
            flags = *next.first()?;
            self.rest = &next[1..];
        }
        self.skip(usize::from(runs) * 4 + phonetic as usize)?;
        Some(length)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.rest.len() {
            bytes -= self.rest.len();
            self.rest = self.more.next()?;
        }
        self.rest = &self.rest[bytes..];
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_in_the_next_record() {
        let mut list = vec![2, 0, 0, 0, 3, 0, 0, 0];
        list.extend([3, 0, 0, b'a', b'b', b'c']);
        // Four wide units: one here, the others narrow and in the next record.
        list.extend([4, 0, WIDE, b'x', 0]);
        let next = [0, b'y', b'y', b'y', 2, 0, RICH, 1, 0, b'p', b'q', 9];
        let last = [9, 9, 9, 1, 0, PHONETIC, 2, 0, 0, 0, b'z', 7, 7];
        let lengths = of_shared_strings(&list, [&next[..], &last[..]].into_iter());
        assert_eq!(lengths, [6, 9, 4, 2]);
        assert_eq!(of_shared_strings(&[1, 2, 3], std::iter::empty()), [0; 0]);
        assert_eq!(
            of_shared_strings(&list[..12], std::iter::empty()),
            [0; 0],
            "what is cut off is for calamine to say"
        );
    }
}
