//! A column of status words, as codes: the words of the schema, and those of a mapping, which come first.

use std::collections::HashMap;

use polars::prelude::PlRandomState;

use super::cell::Cell;
use super::kind::Kind;
use super::recent::Recent;
use super::rows::RowNumbers;
use super::schema::{counts_uses, has_other_codes, says_unused, status_in, taken_back, yes_or_no};
use super::status;
use super::tally::Tally;

/// The largest number of different words; a column with more is not a status.
const MOST_WORDS: usize = 1000;

/// The numbers that may be no and yes, with the codes that they have until all numbers of the column are seen.
const NUMBERS: [(&str, u8); 2] = [("0", 100), ("1", 101)];
/// The code of coupons that were not used, until all words of the column are seen.
const UNUSED: u8 = 102;

/// Words with their codes, in small letters, that go before those of the schema.
pub type StatusWords = [(String, u8)];

/// A column of status words, filled row by row.
#[derive(Debug)]
pub struct StatusColumn<'a> {
    words: &'a StatusWords,
    kind: Kind,
    /// Whether the words are numbers of uses.
    counts: bool,
    /// The status that yes means, in columns such as `is_cancelled`.
    yes: Option<u8>,
    codes: Vec<u8>,
    /// The words with their codes and rows, and where each of them is.
    seen: Vec<(String, u8, u64)>,
    places: HashMap<Box<str>, usize, PlRandomState>,
    recent: Recent<usize>,
    unknown: Tally,
}

/// The finished column: codes, rows with a word that is not known, and every word with its code and rows, most first.
pub type Statuses = (Vec<u8>, Tally, Vec<(String, u8, u64)>);

impl<'a> StatusColumn<'a> {
    /// An empty column of events of this kind, in which `words` mean what they say.
    pub fn new(words: &'a StatusWords, kind: Kind) -> Self {
        let (codes, seen, places, recent, unknown) = Default::default();
        Self { words, kind, counts: false, yes: None, codes, seen, places, recent, unknown }
    }

    /// The same column; its header says whether it counts uses, or what yes means.
    #[must_use]
    pub fn called(self, header: &str) -> Self {
        let is_of_coupons = self.kind == Kind::Coupons;
        let yes = taken_back(header).filter(|_| !is_of_coupons);
        Self { counts: is_of_coupons && counts_uses(header), yes, ..self }
    }

    /// Adds the cell of row `row`; gives its code.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) -> u8 {
        let again = if let Cell::Text(text) = cell { self.recent.get(text) } else { None };
        let seen = || match cell.present() {
            Cell::Empty => Err(status::OTHER),
            Cell::Text(word) => self.place(word),
            number => self.place(&number.to_string()),
        };
        let place = again.map_or_else(seen, Ok);
        let code = place.map_or_else(
            |code| code,
            |place| {
                let (_, code, rows) = &mut self.seen[place];
                *rows += 1;
                *code
            },
        );
        if code == status::OTHER {
            self.unknown.add_cell(row, cell);
        }
        if let (Cell::Text(text), Ok(place), None) = (cell, place, again) {
            self.recent.put(text, place);
        }
        self.codes.push(code);
        // Until they are distinguished from codes, they count as yes and no.
        let number = NUMBERS.iter().find(|(_, provisional)| *provisional == code);
        let known = number.map_or(code, |(word, _)| status_in(self.kind, word).unwrap_or(status::OTHER));
        if known == UNUSED { status::EXPIRED } else { known }
    }

    /// The index of a word among those seen; its code if there are too many words.
    fn place(&mut self, word: &str) -> Result<usize, u8> {
        if let Some(place) = self.places.get(word) {
            return Ok(*place);
        }
        let small = word.to_lowercase();
        let given = self.words.iter().find(|(known, _)| *known == small).map(|(_, code)| *code);
        let number = || NUMBERS.iter().find(|(number, _)| *number == word && status_in(self.kind, word).is_some());
        let uses = || word.parse::<f64>().ok().filter(|n| self.counts && *n >= 0.0 && n.is_finite());
        let used = || uses().map(|n| if n > 0.0 { status::BURNT } else { status::OPEN });
        let back = || self.yes.and_then(|yes| yes_or_no(word).map(|is_so| if is_so { yes } else { status::COMPLETED }));
        let unused = || (self.kind == Kind::Coupons && says_unused(word)).then_some(UNUSED);
        let known = given
            .or_else(used)
            .or_else(back)
            .or_else(|| number().map(|(_, code)| *code))
            .or_else(unused)
            .or_else(|| status_in(self.kind, word));
        let code = known.unwrap_or(status::OTHER);
        let place = self.seen.len();
        if place == MOST_WORDS {
            return Err(code);
        }
        self.seen.push((word.to_owned(), code, 0));
        self.places.insert(word.into(), place);
        Ok(place)
    }

    /// Adds a row whose status is known from elsewhere.
    pub fn push_code(&mut self, code: u8) -> u8 {
        self.codes.push(code);
        code
    }

    /// Decides what 0 and 1 are: yes and no, or, where there are other numbers, codes that are not known.
    fn settle_numbers(&mut self, rows: &RowNumbers) {
        let is_coded = has_other_codes(self.seen.iter().map(|(word, ..)| word.as_str()));
        for (word, provisional) in NUMBERS {
            let known = status_in(self.kind, word).filter(|_| !is_coded);
            for (at, code) in self.codes.iter_mut().enumerate().filter(|(_, code)| **code == provisional) {
                *code = known.unwrap_or(status::OTHER);
                if known.is_none() {
                    self.unknown.add_cell(rows.get(at), Cell::Text(word));
                }
            }
            if let Some((_, code, _)) = self.seen.iter_mut().find(|(_, code, _)| *code == provisional) {
                *code = known.unwrap_or(status::OTHER);
            }
        }
    }

    /// Decides what coupons are that were not used: open where other words say which expired and none says which are open, otherwise
    /// expired.
    fn settle_unused(&mut self) {
        let says = |wanted: u8| self.seen.iter().any(|(_, code, _)| *code == wanted);
        let is_open = says(status::EXPIRED) && !says(status::OPEN);
        let known = if is_open { status::OPEN } else { status::EXPIRED };
        let words = self.seen.iter_mut().map(|(_, code, _)| code);
        words.chain(&mut self.codes).filter(|code| **code == UNUSED).for_each(|code| *code = known);
    }

    /// The content of the column.
    pub fn finish(mut self, rows: &RowNumbers) -> Statuses {
        self.settle_numbers(rows);
        self.settle_unused();
        let mut words = self.seen;
        words.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
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
        let (_, unknown, words) = column.finish(&RowNumbers::default());
        assert_eq!(unknown.rows, 2);
        assert!(words.contains(&("lost".to_owned(), status::OTHER, 1)) && words.len() == 4);
    }

    #[test]
    fn a_coupon_that_was_used_at_all_is_burnt() {
        let mut column = StatusColumn::new(&[], Kind::Coupons).called("Redeemed Quantity");
        let codes = [Cell::Int(0), Cell::Text("3"), Cell::Float(1.0), Cell::Text("x")].map(|cell| column.push(2, cell));
        assert_eq!(codes, [status::OPEN, status::BURNT, status::BURNT, status::OTHER]);
    }

    #[test]
    fn coupons_that_were_not_used_are_open_where_others_expired() {
        let codes = |words: &[&str]| {
            let mut column = StatusColumn::new(&[], Kind::Coupons);
            for word in words {
                column.push(2, Cell::Text(word));
            }
            column.finish(&RowNumbers::default()).0
        };
        assert_eq!(codes(&["未使用", "已使用", "已过期"]), [status::OPEN, status::BURNT, status::EXPIRED]);
        assert_eq!(codes(&["Unused", "Used"]), [status::EXPIRED, status::BURNT]);
        assert_eq!(codes(&["unused", "expired", "issued"]), [status::EXPIRED, status::EXPIRED, status::OPEN]);
    }

    #[test]
    fn yes_takes_an_order_back_where_the_header_says_so() {
        let mut column = StatusColumn::new(&[], Kind::Purchases).called("Refunded?");
        let codes = [Cell::Int(1), Cell::Text("0"), Cell::Bool(true), Cell::Text("x")].map(|cell| column.push(2, cell));
        assert_eq!(codes, [status::RETURNED, status::COMPLETED, status::RETURNED, status::OTHER]);
    }

    #[test]
    fn numbers_other_than_0_and_1_are_codes() {
        let statuses = |numbers: &[i64]| {
            let (mut column, mut rows) = (StatusColumn::new(&[], Kind::Coupons), RowNumbers::default());
            for (row, number) in (2..).zip(numbers) {
                rows.push(row);
                column.push(row, Cell::Int(*number));
            }
            let (codes, unknown, words) = column.finish(&rows);
            (codes, unknown.examples, words.len())
        };
        assert_eq!(statuses(&[0, 1, 1]), (vec![status::OPEN, status::BURNT, status::BURNT], vec![], 2));
        let unknown = ["row 2: \"1\"", "row 3: \"2\"", "row 4: \"3\""];
        let (codes, mut examples, words) = statuses(&[1, 2, 3]);
        examples.sort_unstable();
        assert_eq!((codes, examples, words), (vec![status::OTHER; 3], unknown.map(str::to_owned).to_vec(), 3));
    }

    #[test]
    fn the_words_are_bounded() {
        let mut column = StatusColumn::new(&[], Kind::Coupons);
        for i in 0..3000 {
            column.push(i, Cell::Text(&format!("word {i}")));
        }
        let (codes, unknown, words) = column.finish(&RowNumbers::default());
        assert_eq!((codes.len(), unknown.rows, words.len()), (3000, 3000, MOST_WORDS));
    }
}
