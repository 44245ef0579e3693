//! A column of status words, as codes: the words of the schema, and those of a mapping, which come first.

use std::collections::HashMap;

use super::cell::Cell;
use super::kind::Kind;
use super::schema::status_in;
use super::status;
use super::tally::Tally;

/// As many different words are counted; data with more has no status column but something else.
const MOST_WORDS: usize = 1000;

/// Words with their codes, in small letters, that go before those of the schema.
pub type StatusWords = [(String, u8)];

/// A column of status words, filled row by row.
#[derive(Debug)]
pub struct StatusColumn<'a> {
    words: &'a StatusWords,
    kind: Kind,
    codes: Vec<u8>,
    seen: HashMap<Box<str>, (u8, u64)>,
    unknown: Tally,
}

/// The finished column: codes, rows with a word that is not known, and every word with its code and rows, most first.
pub type Statuses = (Vec<u8>, Tally, Vec<(String, u8, u64)>);

impl<'a> StatusColumn<'a> {
    /// An empty column of events of this kind, in which `words` mean what they say.
    pub fn new(words: &'a StatusWords, kind: Kind) -> Self {
        Self { words, kind, codes: Vec::new(), seen: HashMap::new(), unknown: Tally::default() }
    }

    /// Adds the cell of row `row`; gives its code.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) -> u8 {
        let code = match cell.present() {
            Cell::Empty => status::OTHER,
            Cell::Text(word) => self.code(word),
            number => self.code(&number.to_string()),
        };
        if code == status::OTHER {
            self.unknown.add_cell(row, cell);
        }
        self.codes.push(code);
        code
    }

    fn code(&mut self, word: &str) -> u8 {
        if let Some((code, rows)) = self.seen.get_mut(word) {
            *rows += 1;
            return *code;
        }
        let small = word.to_lowercase();
        let given = self.words.iter().find(|(known, _)| *known == small).map(|(_, code)| *code);
        let code = given.or_else(|| status_in(self.kind, word)).unwrap_or(status::OTHER);
        if self.seen.len() < MOST_WORDS {
            self.seen.insert(word.into(), (code, 1));
        }
        code
    }

    /// Adds a row whose status is known from elsewhere.
    pub fn push_code(&mut self, code: u8) -> u8 {
        self.codes.push(code);
        code
    }

    /// What the column holds.
    pub fn finish(self) -> Statuses {
        let mut words: Vec<_> = self.seen.into_iter().map(|(word, (code, rows))| (word.into(), code, rows)).collect();
        words.sort_by(|a: &(String, u8, u64), b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
        (self.codes, self.unknown, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_words_go_before_known_ones() {
        let given = [("used".to_owned(), status::OPEN), ("1".to_owned(), status::BURNT)];
        let mut column = StatusColumn::new(&given, Kind::Coupons);
        let cells = [Cell::Text("Used"), Cell::Float(1.0), Cell::Text("burned"), Cell::Text("lost"), Cell::Empty];
        let codes: Vec<u8> = cells.into_iter().map(|cell| column.push(2, cell)).collect();
        assert_eq!(codes, [status::OPEN, status::BURNT, status::BURNT, status::OTHER, status::OTHER]);
        let (_, unknown, words) = column.finish();
        assert_eq!(unknown.rows, 2);
        assert!(words.contains(&("lost".to_owned(), status::OTHER, 1)) && words.len() == 4);
    }

    #[test]
    fn the_words_are_bounded() {
        let mut column = StatusColumn::new(&[], Kind::Coupons);
        for i in 0..3000 {
            column.push(i, Cell::Text(&format!("word {i}")));
        }
        let (codes, unknown, words) = column.finish();
        assert_eq!((codes.len(), unknown.rows, words.len()), (3000, 3000, MOST_WORDS));
    }
}
