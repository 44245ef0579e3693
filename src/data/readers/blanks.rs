//! Text whose columns are aligned with blanks: each run of blanks is reduced to one.

use std::io::{self, BufRead, BufReader, Read};

use super::ready::Ready;
use crate::data::amount_text::is_number;
use crate::data::date_text::is_date;

/// Lines with fewer words than this have no columns.
const FEWEST: usize = 3;
/// Lines looked at.
const LINES: usize = 40;

/// Whether columns are separated by blanks alone: the first complete lines have the same number of words, and each but the
/// first has a number or a date.
pub fn are_columns(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let whole = text.rfind('\n').map_or(&*text, |end| &text[..end]);
    let lines: Vec<Vec<&str>> = whole
        .lines()
        .map(|line| line.split_ascii_whitespace().collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .take(LINES)
        .collect();
    let has_value = |words: &Vec<&str>| words.iter().any(|word| is_number(word) || is_date(word));
    let Some((first, others)) = lines.split_first() else { return false };
    !whole.contains('"')
        && first.len() >= FEWEST
        && !others.is_empty()
        && others.iter().all(|words| words.len() == first.len() && has_value(words))
}

/// The same text with one blank for each run of blanks, and none at the ends of lines.
pub struct Blanks<R> {
    inner: BufReader<R>,
    ready: Ready,
    /// Whether nothing but blanks came since the line began, and whether some came since the last word.
    at_start: bool,
    pending: bool,
}

impl<R: Read> Blanks<R> {
    /// Of a stream.
    pub fn new(inner: R) -> Self {
        Self { inner: BufReader::new(inner), ready: Ready::default(), at_start: true, pending: false }
    }

    fn refill(&mut self) -> io::Result<bool> {
        let ready = self.ready.renew();
        ready.clear();
        let input = self.inner.fill_buf()?;
        let length = input.len();
        for &byte in input {
            match byte {
                b' ' | b'\t' => self.pending = true,
                b'\n' | b'\r' => {
                    (self.at_start, self.pending) = (true, false);
                    ready.push(byte);
                }
                _ => {
                    if self.pending && !self.at_start {
                        ready.push(b' ');
                    }
                    (self.at_start, self.pending) = (false, false);
                    ready.push(byte);
                }
            }
        }
        self.inner.consume(length);
        Ok(length > 0)
    }
}

impl<R: Read> Read for Blanks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        self.ready.take(buffer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lined_up_by_blanks() {
        assert!(are_columns(b" 00001 19970101  1   11.77\n 00002 19970112 10  222.00\n"));
        assert!(are_columns(b"id   day        sum\n1    2024-01-31   5\n2    2024-02-01  17\n"));
        for text in ["a b c\n", "one two three\nfour five six\n", "name of it\nAnn Smith 5 6\n", "a b\n1 2\n", ""] {
            assert!(!are_columns(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn one_blank_is_left_of_each_run() {
        let text = b"  1  \t 2 \r\n\n 3   4".as_slice();
        let mut all = String::new();
        Blanks::new(text).read_to_string(&mut all).unwrap();
        assert_eq!(all, "1 2\r\n\n3 4");
    }
}
