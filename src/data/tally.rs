//! Counts for a finding: its rows, and the first few as examples.

use super::cell::Cell;
use super::findings::{Check, Finding};
use super::schema::Table;
use crate::plain_text::spelt_out;

const EXAMPLES: usize = 5;
const EXAMPLE_WIDTH: usize = 60;

/// Rows of a finding, with up to five examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of rows.
    pub rows: u64,
    /// Their row numbers. Rows without a cell are counted without one.
    numbers: Vec<u32>,
    /// The first of them as text.
    pub examples: Vec<String>,
    /// The row of each example.
    example_rows: Vec<u32>,
}

impl Tally {
    /// Counts a row; `words` describe the problem and are called for the first few only.
    pub fn add(&mut self, row: u64, words: impl FnOnce() -> String) {
        self.rows += 1;
        // Codes of rows are 32 bits wide, too; a file with more rows is not read.
        let number = u32::try_from(row).unwrap_or(u32::MAX);
        self.numbers.push(number);
        if self.examples.len() < EXAMPLES {
            let words = words();
            let colon = if words.is_empty() { "" } else { ": " };
            self.examples.push(format!("row {row}{colon}{words}"));
            self.example_rows.push(number);
        }
    }

    /// Counts a row with a wrong cell.
    pub fn add_cell(&mut self, row: u64, cell: Cell<'_>) {
        self.add(row, || quote(cell));
    }

    /// Counts a row with a missing value.
    pub fn add_row(&mut self, row: u64) {
        self.add(row, String::new);
    }

    /// Counts rows without numbers.
    pub fn add_unnumbered(&mut self, rows: u64) {
        self.rows += rows;
    }

    /// Adds the rows of the next part.
    pub fn append(&mut self, mut next: Self) {
        self.rows += next.rows;
        self.numbers.append(&mut next.numbers);
        let room = EXAMPLES - self.examples.len();
        self.examples.extend(next.examples.into_iter().take(room));
        self.example_rows.extend(next.example_rows.into_iter().take(room));
    }

    /// The finding, if there are any rows.
    pub fn finding(mut self, check: Check, table: Table, column: Option<&str>) -> Option<Finding> {
        self.numbers.sort_unstable();
        (self.rows > 0).then(|| Finding {
            check,
            table,
            column: column.map(str::to_owned),
            rows: self.rows,
            row_numbers: self.numbers.into(),
            examples: self.examples,
            example_rows: self.example_rows,
            in_database: false,
        })
    }
}

/// A cell for an example: quoted, escaped, cut to about sixty characters.
pub fn quote(cell: Cell<'_>) -> String {
    match cell {
        Cell::Empty => "no value".to_owned(),
        Cell::Text(text) => format!("\"{}\"", escape(text)),
        other => format!("\"{other}\""),
    }
}

/// Text for a message: cut to sixty characters, with harmful ones escaped.
pub fn escape(text: &str) -> String {
    match text.char_indices().nth(EXAMPLE_WIDTH) {
        Some((end, _)) => format!("{}…", spelt_out(&text[..end])),
        None => spelt_out(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_safe_to_show_and_short() {
        assert_eq!(quote(Cell::Text("a\x1b[31mb\n")), r#""a\u{1b}[31mb\u{a}""#);
        assert_eq!(escape(&"é".repeat(100)).chars().count(), 61);
        assert_eq!(quote(Cell::Int(-3)), "\"-3\"");
    }

    #[test]
    fn a_tally_of_parts_is_that_of_all_rows() {
        let tally = |rows: std::ops::Range<u64>| {
            let mut tally = Tally::default();
            rows.for_each(|row| tally.add(row, || row.to_string()));
            tally
        };
        for cut in 0..=9 {
            let mut parts = tally(0..cut);
            parts.append(tally(cut..9));
            assert_eq!(parts, tally(0..9), "{cut}");
        }
    }

    #[test]
    fn a_tally_keeps_five_examples() {
        let mut tally = Tally::default();
        assert_eq!(tally.clone().finding(Check::NullId, Table::Cities, None), None);
        (0..9).for_each(|row| tally.add_row(row));
        tally.add_unnumbered(2);
        let finding = tally.finding(Check::NullId, Table::Cities, None);
        let shown = finding.map(|f| (f.rows, f.row_numbers.len(), f.examples.len()));
        assert_eq!(shown, Some((11, 9, 5)));
    }
}
