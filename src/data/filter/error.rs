//! What is wrong with a filter, and where.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::plain_text::is_harmful;

/// A filter that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// What is wrong and what would be right, in a sentence without control characters.
    pub message: String,
    /// Where in the text, in bytes; on the borders of characters.
    pub span: Range<usize>,
}

/// Which part of a condition is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// One of the values.
    Value(usize),
}

/// A condition that the data cannot answer: a name that nothing has, a column that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Mismatch {
    /// What is wrong and what there is, in a sentence without control characters.
    pub message: String,
    /// Which condition of the filter.
    pub condition: usize,
    /// Which part of it.
    pub part: Part,
}

/// Columns of the text that are shown before and after the place of an error.
const CONTEXT: usize = 60;

impl FilterError {
    /// The text with carets under the word at fault, in two lines, each indented by two columns.
    pub fn pointing(&self, text: &str) -> String {
        let before = |at: usize| text.get(..at).unwrap_or(text);
        let (start, end) = (before(self.span.start), before(self.span.end));
        let within = end.get(start.len()..).unwrap_or_default();
        // A text longer than a line is shown around the place.
        let cut = start.chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev();
        let (lead, shown_start) = (if start.chars().nth(CONTEXT).is_some() { "…" } else { "" }, cut);
        let mut line = format!("  {lead}");
        let mut columns = 2 + lead.chars().count();
        for c in shown_start {
            columns += push(&mut line, c);
        }
        let carets: usize = within.chars().take(CONTEXT).map(|c| push(&mut line, c)).sum();
        for c in text[end.len()..].chars().take(CONTEXT).take_while(|_| carets < CONTEXT) {
            push(&mut line, c);
        }
        format!("{}\n{}{}", line.trim_end(), " ".repeat(columns), "^".repeat(carets.max(1)))
    }
}

/// Adds a character as it can be shown, and tells its columns; one that cannot is a dot, so that carets stay in place.
fn push(line: &mut String, c: char) -> usize {
    let shown = c.width().filter(|w| *w > 0 && !is_harmful(c)).map_or('·', |_| c);
    line.push(shown);
    shown.width().unwrap_or(1)
}

/// Longer words have no neighbours: comparing takes the product of their lengths.
const LONGEST: usize = 40;

/// Up to three of the names that `word` may be a misspelling of, the nearest first.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.trim().to_lowercase();
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return Vec::new();
    }
    let distance = |name: &str| {
        let name = name.to_lowercase();
        if name.chars().count() > LONGEST {
            return None;
        }
        let typed_in_part = length >= 3 && name.contains(&word);
        let distance = if typed_in_part { 1 } else { strsim::damerau_levenshtein(&word, &name) };
        (distance <= length.div_ceil(3)).then_some(distance)
    };
    let mut near: Vec<(usize, &str)> = names.into_iter().filter_map(|name| Some((distance(name)?, name))).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}
