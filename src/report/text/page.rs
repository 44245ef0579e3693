//! A page of text, written line by line.

use crate::wording::text::{clean, clip, width, wrapped};

/// The narrowest page.
const NARROWEST: usize = 40;

/// Lines of at most `width` columns.
pub(super) struct Page {
    width: usize,
    text: String,
    /// Whether the last line is the heading of a section.
    below_heading: bool,
}

impl Page {
    /// An empty page.
    pub fn new(width: usize) -> Self {
        Self { width: width.max(NARROWEST), text: String::new(), below_heading: false }
    }

    /// Its columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    /// One line, cut where it is too long.
    pub fn line(&mut self, line: &str) {
        // Nothing from the data moves the cursor.
        self.text.push_str(clip(&clean(line), self.width).trim_end());
        self.text.push('\n');
        self.below_heading = false;
    }

    /// A blank line, except directly below a heading.
    pub fn space(&mut self) {
        if !self.below_heading {
            self.line("");
        }
    }

    /// Lines without changes.
    pub fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.line(&line);
        }
    }

    /// One line with text at both ends; the left text is cut first.
    pub fn ends(&mut self, left: &str, right: &str) {
        let left = clean(left);
        let left = clip(&left, self.width.saturating_sub(width(right) + 2));
        let gap = " ".repeat(self.width.saturating_sub(width(&left) + width(right)));
        self.line(&format!("{left}{gap}{right}"));
    }

    /// The heading of a section.
    pub fn heading(&mut self, heading: &str) {
        self.line("");
        self.ruled(heading, '═', "");
        self.below_heading = true;
    }

    /// The title of a table or chart, with its unit at the end of the line, or below if there is no room; nothing
    /// without a title.
    pub fn title(&mut self, title: &str, unit: &str) {
        if title.is_empty() {
            return;
        }
        let (title, unit) = (clean(title), clean(unit));
        self.space();
        let rule = 3;
        if width(&title) + width(&unit) + rule + 2 <= self.width {
            self.ruled(&title, '─', &unit);
        } else {
            self.ruled(&title, '─', "");
            self.wrapped("  ", &unit);
        }
    }

    fn ruled(&mut self, title: &str, rule: char, unit: &str) {
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        let rule: String =
            std::iter::repeat_n(rule, self.width.saturating_sub(width(title) + width(&unit) + 1)).collect();
        self.line(&format!("{title} {rule}{unit}"));
    }

    /// Text over as many lines as it needs, each after `indent`; nothing for an empty text.
    pub fn wrapped(&mut self, indent: &str, words: &str) {
        if words.is_empty() {
            return;
        }
        for line in wrapped(&clean(words), self.width.saturating_sub(width(indent))) {
            self.line(&format!("{indent}{line}"));
        }
    }
}
