//! A column of text: codes of one byte, for as long as it has few different words.

use super::cell::Cell;
use super::date_text::is_date;

/// A column with more different words than this is read as names, not as categories.
const MOST_WORDS: usize = 20;
/// The least average number of rows per word: words that hardly repeat are names.
const FEWEST_ROWS_A_WORD: usize = 2;
/// Among numbers, more different words than this are typing errors, not categories.
const MOST_AMONG_NUMBERS: usize = 5;
/// The code of a row without a word.
const NO_WORD: u8 = u8::MAX;

/// A column of a few words.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// The words, in alphabetical order.
    pub words: Vec<String>,
    /// One index into [`Words::words`] per row; none where there is no value.
    pub codes: Vec<Option<u8>>,
}

/// A column of text, filled row by row.
#[derive(Debug, Default)]
pub struct WordColumn {
    words: Vec<String>,
    codes: Vec<u8>,
    too_many: bool,
}

impl WordColumn {
    /// Adds a cell.
    pub fn push(&mut self, cell: Cell<'_>) {
        if self.too_many {
            return;
        }
        match cell.present() {
            Cell::Empty => self.codes.push(NO_WORD),
            Cell::Text(word) => self.add(word),
            other => self.add(&other.to_string()),
        }
    }

    fn add(&mut self, word: &str) {
        let at = self.words.iter().position(|known| known == word).unwrap_or(self.words.len());
        if at == MOST_WORDS {
            // The collected words are no longer needed.
            *self = Self { too_many: true, ..Self::default() };
            return;
        }
        if at == self.words.len() {
            self.words.push(word.to_owned());
        }
        self.codes.push(at as u8);
    }

    /// The column, where it has at least two words and they repeat; a column of days is none of words.
    pub fn finish(self) -> Option<Words> {
        let are_days = self.words.iter().all(|word| is_date(word));
        (!are_days).then(|| self.of_codes()).flatten()
    }

    /// The same of a column of codes, which are no days though their digits may be those of one.
    pub fn of_codes(self) -> Option<Words> {
        let rows = self.codes.iter().filter(|code| **code != NO_WORD).count();
        let few = self.words.len() >= 2 && rows >= FEWEST_ROWS_A_WORD * self.words.len();
        few.then(|| self.sorted())
    }

    /// The words among the numbers of a column, if there are few different ones.
    pub fn few(self) -> Option<Words> {
        (1..=MOST_AMONG_NUMBERS).contains(&self.words.len()).then(|| self.sorted())
    }

    fn sorted(self) -> Words {
        let mut words = self.words.clone();
        words.sort_unstable();
        let sorted: Vec<Option<u8>> =
            self.words.iter().map(|word| words.binary_search(word).ok().map(|at| at as u8)).collect();
        let codes = self.codes.iter().map(|code| sorted.get(usize::from(*code)).copied().flatten()).collect();
        Words { words, codes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column<'a>(cells: impl IntoIterator<Item = Cell<'a>>) -> Option<Words> {
        let mut column = WordColumn::default();
        cells.into_iter().for_each(|cell| column.push(cell));
        column.finish()
    }

    fn texts(cells: &[&'static str]) -> Option<Words> {
        column(cells.iter().map(|text| Cell::Text(text)))
    }

    #[test]
    fn words_are_coded_in_alphabetical_order() {
        let words = texts(&["silver", " gold ", "", "gold", "n/a", "silver"]);
        let codes = vec![Some(1), Some(0), None, Some(0), None, Some(1)];
        assert_eq!(words, Some(Words { words: vec!["gold".to_owned(), "silver".to_owned()], codes }));
        let yes = column([true, false, true, false].map(Cell::Bool));
        assert_eq!(yes.map(|y| y.words), Some(vec!["false".to_owned(), "true".to_owned()]));
    }

    #[test]
    fn names_days_and_a_single_word_are_no_kinds() {
        assert_eq!(texts(&["Ann", "Ben", "Cid", "Ann", "Ben"]), None, "five rows of three words");
        assert_eq!(texts(&["same"; 9]), None);
        assert_eq!(texts(&["2024-01-01", "2024-02-01", "2024-01-01", "2024-02-01"]), None);
        assert_eq!(texts(&[]), None);
    }

    #[test]
    fn twenty_words_are_few_and_one_more_is_too_many() {
        let names: Vec<String> = (0..21).map(|i| format!("word {i}")).collect();
        let twice = |n: usize| column(names[..n].iter().chain(&names[..n]).map(|name| Cell::Text(name)));
        assert_eq!(twice(20).map(|words| words.words.len()), Some(20));
        assert_eq!(twice(21), None);
    }
}
