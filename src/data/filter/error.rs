//! Errors of a filter, with their position.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::plain_text::is_harmful;

/// A filter that cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// The error and the valid forms, in a sentence without control characters.
    pub message: String,
    /// The position in the text, in bytes; on character boundaries.
    pub span: Range<usize>,
}

/// The part of a condition with the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionPart {
    /// The key.
    Key,
    /// One of the values.
    Value(usize),
}

/// A condition that does not fit the data: an unknown name or a missing column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Mismatch {
    /// The error and the available names, in a sentence without control characters.
    pub message: String,
    /// The index of the condition in the filter.
    pub condition: usize,
    /// Which part of it.
    pub part: ConditionPart,
}

/// Columns of the text that are shown before and after the error.
const CONTEXT: usize = 60;

impl FilterError {
    /// The text with carets below the wrong word, in two lines, each indented by two columns.
    pub fn pointing(&self, text: &str) -> String {
        let before = |at: usize| text.get(..at).unwrap_or(text);
        let (start, end) = (before(self.span.start), before(self.span.end));
        let within = end.get(start.len()..).unwrap_or_default();
        // Of a text longer than a line, the part around the error is shown.
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

/// Adds a printable character, and returns its columns; others become a dot, so that carets stay in place.
fn push(line: &mut String, c: char) -> usize {
    let shown = c.width().filter(|w| *w > 0 && !is_harmful(c)).map_or('·', |_| c);
    line.push(shown);
    shown.width().unwrap_or(1)
}

/// Longer words have no suggestions: comparing costs the product of the lengths.
const LONGEST: usize = 40;

/// Up to three names that `word` may be a misspelling of, the nearest first.
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
