//! Text of screens and reports: formatted numbers, cutting and padding by display width, and removal of harmful
//! characters from data.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use crate::digits::{
    NONE, compact, count, counted, decimals_apart, ends, number, numbers_apart, percent, percent_in_cell, plural,
    rate_and_interval, rate_beside,
};
pub use crate::plain_text::clean;

/// The text with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// [`number`] with its sign even when positive: `+1,234`.
pub fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    let zero = !text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    if value.is_finite() && value > 0.0 && !zero { format!("+{text}") } else { text }
}

/// A change as a percentage with its sign: `+4.2%`.
pub fn signed_percent(fraction: f64, decimals: usize) -> String {
    if fraction.is_finite() { format!("{}%", signed(fraction * 100.0, decimals)) } else { NONE.to_owned() }
}

/// The interval of a rate as percentages: `58-64%`, `0.4-1.6%`.
pub fn percent_range(rate: f64, interval: [f64; 2]) -> String {
    let [low, high] = ends(rate, interval, 0);
    format!("{low}-{high}%")
}

/// Width of a text in columns, counted by grapheme as the screen buffer does.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    graphemes(text).map(UnicodeWidthStr::width).sum()
}

/// What the screen buffer draws, each in its own cells: it skips control characters.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true).filter(|grapheme| !grapheme.contains(char::is_control))
}

/// The text in at most `columns` columns, its end replaced by `…` if it is too long.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    clip_with(text, columns, '…')
}

/// [`clip`] with another sign (one column wide) for the cut: the theme's, for ASCII terminals.
pub fn clip_with(text: &str, columns: usize, ellipsis: char) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut clipped = String::new();
    let mut used = 0;
    for grapheme in graphemes(text) {
        used += grapheme.width();
        if used > room {
            break;
        }
        clipped.push_str(grapheme);
    }
    clipped.push(ellipsis);
    Cow::Owned(clipped)
}

/// A line that goes on: with the sign for a cut at its end, in at most `columns` columns.
pub fn goes_on(line: &str, columns: usize, ellipsis: char) -> String {
    clip_with(&format!("{line} {ellipsis}"), columns, ellipsis).into_owned()
}

/// Text wrapped into lines of at most `columns` columns; a longer word has its own line.
pub fn wrapped(words: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// The text padded with blanks on its right to `columns` columns; longer text stays as it is.
pub fn pad_right(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text padded with blanks on its left to `columns` columns; longer text stays as it is.
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_read_them() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(20_000), "20,000");
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(number(-1234.5, 2), "-1,234.50");
        assert_eq!(number(-0.001, 1), "0.0");
        assert_eq!(number(f64::NAN, 1), "-");
        assert_eq!(signed(1234.0, 0), "+1,234");
        assert_eq!(signed(-5.0, 1), "-5.0");
        assert_eq!(signed(0.01, 0), "0");
        assert_eq!(percent(0.574, 1), "57.4%");
        assert_eq!(percent(0.52, 0), "52%");
        assert_eq!(percent(f64::INFINITY, 0), "-");
    }

    #[test]
    fn text_is_cut_by_display_width() {
        assert_eq!(clip("Alexandria", 10), "Alexandria");
        assert_eq!(clip("Alexandria", 5), "Alex…");
        assert_eq!(clip("Alexandria", 1), "…");
        assert_eq!(clip("Alexandria", 0), "");
        // Each of these takes two columns, and half of one cannot be drawn.
        assert_eq!(clip("東京都市", 6), "東京…");
        assert_eq!(width(&clip("東京都市", 6)), 5);
        // A combining accent belongs to its letter.
        assert_eq!(clip("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(clip_with("Alexandria", 3, '~'), "Al~");
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad_right("東", 4), "東  ");
        assert_eq!(pad_left("Café", 6), "  Café");
        assert_eq!(pad_left("long", 2), "long");
    }
}
