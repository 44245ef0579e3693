//! Text in columns of fixed width, as mainframes and database clients print it: each column begins at the same place of every line.

use std::io::{self, BufRead, BufReader, Read};

use super::bounded::LONGEST;
use super::ready::Ready;

/// Lines looked at.
const LINES: usize = 200;
/// Fewer lines than this show no columns.
const FEWEST: usize = 3;
/// Number of lines with a blank in one place that shows a border; with fewer lines, two blanks side by side show it.
const ENOUGH: usize = 8;
/// The separator between columns for the reader: an ASCII control character that text does not contain.
pub const BORDER: u8 = 0x1F;

/// Where the columns begin, in characters; none where the text is not laid out so. The first line has a name for each of them.
pub fn columns(head: &[u8]) -> Option<Vec<usize>> {
    let text = String::from_utf8_lossy(head);
    let complete = text.rfind('\n').map_or(&*text, |end| &text[..end]);
    let lines: Vec<Vec<char>> = complete
        .lines()
        .filter(|line| !line.trim().is_empty() && !is_rule(line))
        .take(LINES)
        .map(|line| line.trim_end().chars().collect())
        .collect();
    let width = lines.iter().map(Vec::len).max()?;
    if lines.len() < FEWEST || text.contains('\t') || text.contains(char::from(BORDER)) {
        return None;
    }
    let is_blank = |at: usize| lines.iter().all(|line| line.get(at).is_none_or(|c| *c == ' '));
    let blank: Vec<bool> = (0..width).map(is_blank).collect();
    let mut starts = Vec::new();
    let mut gap = ENOUGH;
    for (at, blank) in blank.iter().enumerate() {
        if *blank {
            gap += 1;
            continue;
        }
        if gap >= 2 || (gap == 1 && lines.len() >= ENOUGH) {
            starts.push(at);
        }
        gap = 0;
    }
    let ends = starts.iter().skip(1).copied().chain([width]);
    let is_named = |(start, end): (&usize, usize)| lines[0].iter().take(end).skip(*start).any(|c| *c != ' ');
    let names: String = lines[0].iter().collect();
    let has_value = |line: &Vec<char>| line.iter().any(char::is_ascii_digit);
    let is_table = starts.len() > 1
        && starts.iter().zip(ends).all(is_named)
        && !names.contains([',', ';', '|', '"'])
        && lines.iter().skip(1).all(has_value);
    is_table.then_some(starts)
}

/// Whether a line is drawn: dashes, and what crosses them.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim();
    (line.contains("---") || line.contains("==="))
        && line.chars().all(|c| matches!(c, '-' | '=' | '+' | '|' | ' ' | '_'))
}

/// The same text with a border between the columns, and without blanks around them.
pub struct Fixed<R> {
    inner: BufReader<R>,
    starts: Vec<usize>,
    line: Vec<u8>,
    ready: Ready,
}

impl<R: Read> Fixed<R> {
    /// Of a stream whose columns start there.
    pub fn new(inner: R, starts: Vec<usize>) -> Self {
        Self { inner: BufReader::new(inner), starts, line: Vec::new(), ready: Ready::default() }
    }

    fn refill(&mut self) -> io::Result<bool> {
        self.line.clear();
        let ready = self.ready.renew();
        ready.clear();
        // A longer line comes in pieces, and is refused as a row that is too long.
        if self.inner.by_ref().take(LONGEST).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(false);
        }
        let text = String::from_utf8_lossy(&self.line);
        let line = text.trim_end();
        if !line.trim().is_empty() {
            let mut places = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            let mut seen = 0;
            let mut from = 0;
            for start in self.starts.iter().skip(1) {
                let to = places.nth(start - seen).unwrap_or(line.len());
                seen = start + 1;
                ready.extend_from_slice(line.get(from..to).unwrap_or_default().trim().as_bytes());
                ready.push(BORDER);
                from = to;
            }
            ready.extend_from_slice(line.get(from..).unwrap_or_default().trim().as_bytes());
        }
        if self.line.ends_with(b"\n") {
            ready.push(b'\n');
        }
        Ok(true)
    }
}

impl<R: Read> Read for Fixed<R> {
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
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ORDERS: &str = "CUSTOMER    NO    DATE        AMOUNT\n----------  ----  ----------  ------\nAnn Lee     1001  2024-01-03   12.50\n\
                          Zoë Ray-Fu  1002  2024-01-04  112.50\nBob Ray     1003  2024-01-05\n";

    #[test]
    fn columns_begin_where_nothing_is_before_them() {
        assert_eq!(columns(ORDERS.as_bytes()), Some(vec![0, 12, 18, 30]));
        for text in [
            "id\nAnn Lee 1\nBob Ray 2\nEve Roy 3\n",
            "a,b\n1,2\n3,4\n5,6\n",
            "one\n1\n2\n",
            "",
            "x  y\nAnn  Lee\nBob  Ray\n",
        ] {
            assert_eq!(columns(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_read_in_pieces() {
        let mut lines = Fixed::new(io::repeat(b'x'), vec![0, 12]);
        assert!(lines.refill().unwrap() && lines.line.len() as u64 == LONGEST);
    }

    #[test]
    fn lines_are_split_where_columns_begin() {
        let mut all = String::new();
        Fixed::new(ORDERS.as_bytes(), vec![0, 12, 18, 30]).read_to_string(&mut all).unwrap();
        let lines: Vec<Vec<&str>> = all.lines().map(|line| line.split('\u{1f}').collect()).collect();
        assert_eq!(lines[3], ["Zoë Ray-Fu", "1002", "2024-01-04", "112.50"]);
        assert_eq!(lines[4], ["Bob Ray", "1003", "2024-01-05", ""]);
        assert_eq!(all.lines().count(), ORDERS.lines().count());
    }
}
