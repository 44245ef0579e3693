//! A page of text that is written line by line.

use crate::report::table::Table;
use crate::wording::text::{NONE, clean, clip, count, percent, percent_range, width, wrapped};

/// The narrowest page.
const NARROWEST: usize = 40;

/// Lines of at most `width` columns.
pub(super) struct Page {
    width: usize,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(width: usize) -> Self {
        Self { width: width.max(NARROWEST), text: String::new() }
    }

    /// Its columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.text
    }

    /// One line, cut where it is too long.
    pub fn line(&mut self, line: &str) {
        // Whatever it is made of, nothing from the data moves the cursor.
        self.text.push_str(clip(&clean(line), self.width).trim_end());
        self.text.push('\n');
    }

    /// One line with words at both ends; those on the left are cut first.
    pub fn ends(&mut self, left: &str, right: &str) {
        let room = self.width.saturating_sub(width(right) + 2);
        let left = clip(left, room).into_owned();
        let gap = " ".repeat(self.width.saturating_sub(width(&left) + width(right)));
        self.line(&format!("{left}{gap}{right}"));
    }

    /// A heading with a rule and, at its end, a note such as the unit and n.
    pub fn title(&mut self, title: &str, note: &str) {
        let title = clean(title);
        let note = if note.is_empty() { String::new() } else { format!(" {note}") };
        let rule = "─".repeat(self.width.saturating_sub(width(&title) + width(&note) + 1));
        self.text.push('\n');
        self.line(&format!("{title} {rule}{note}"));
    }

    /// A table.
    pub fn table(&mut self, table: &Table) {
        for line in table.lines(self.width) {
            self.line(&line);
        }
    }

    /// Words over as many lines as they need, each after `indent`.
    pub fn wrapped(&mut self, indent: &str, words: &str) {
        for line in wrapped(words, self.width.saturating_sub(width(indent))) {
            self.line(&format!("{indent}{line}"));
        }
    }
}

/// The note of a list of which only the first rows are printed: `20 of 313, 5,000 claims`.
pub(super) fn listed(rows: usize, unit: &str) -> String {
    if rows <= super::LISTED {
        return unit.to_owned();
    }
    format!("{} of {}, {unit}", super::LISTED, count(rows as u64))
}

/// A rate as a percentage; `-` where there is none.
pub(super) fn rate(rate: Option<f64>) -> String {
    percent(rate.unwrap_or(f64::NAN), 1)
}

/// The interval that a rate may lie in: `58-64 %`.
pub(super) fn interval(interval: Option<[f64; 2]>) -> String {
    interval.map_or_else(|| NONE.to_owned(), percent_range)
}
