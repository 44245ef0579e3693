//! A name or id as a filter writes it: without regard to case, with `*` at its ends for anything.

use std::fmt::{self, Display, Formatter, Write};

use super::comparison::{Interval, read_numbers};

/// A pattern for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// There is none: the key is null or unmatched.
    None,
    /// The name or the id is this text.
    Text {
        /// Whether anything may come before it.
        before: bool,
        /// The text, trimmed.
        text: String,
        /// Whether anything may come after it.
        after: bool,
    },
}

impl Name {
    /// This name alone.
    pub fn exactly(name: &str) -> Self {
        Self::Text { before: false, text: name.trim().to_owned(), after: false }
    }

    /// The number or numbers that it can be read as.
    pub fn numbers(&self) -> Option<Interval<f64>> {
        match self {
            Self::Text { before: false, text, after: false } => read_numbers(text),
            _ => None,
        }
    }

    /// A test whether a name matches; it may be called for millions of names.
    pub fn test(&self) -> impl Fn(&str) -> bool {
        let pattern = match self {
            Self::None => None,
            Self::Text { before, text, after } => Some((*before, fold(text).collect::<String>(), *after)),
        };
        move |name| {
            let Some((before, text, after)) = &pattern else { return false };
            let name = name.trim();
            match (before, after) {
                (false, false) => fold(name).eq(text.chars()),
                (false, true) => fold(name).collect::<String>().starts_with(text),
                (true, false) => fold(name).collect::<String>().ends_with(text),
                (true, true) => fold(name).collect::<String>().contains(text),
            }
        }
    }
}

/// The characters in lower case.
fn fold(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self::Text { before, text, after } = self else { return f.write_str("none") };
        if text.is_empty() && *before && *after {
            return f.write_str("*");
        }
        let star = |is: &bool| if *is { "*" } else { "" };
        let word = if is_plain(text) { text.clone() } else { escaped(text) };
        let quote = if is_plain(text) && !(is_none(text) && !before && !after) { "" } else { "\"" };
        write!(f, "{quote}{}{word}{}{quote}", star(before), star(after))
    }
}

/// The name as a value of a text column: in quotes if it would be read as a number.
pub(super) fn as_word(name: &Name) -> String {
    match name {
        Name::Text { before: false, text, after: false } if is_number(text) => quoted(text),
        name => name.to_string(),
    }
}

/// Whether an unquoted value is a number, or two with `..` between.
pub(super) fn is_number(word: &str) -> bool {
    read_numbers(word).is_some()
}

/// Whether an unquoted word means a missing name.
pub(super) fn is_none(word: &str) -> bool {
    word.eq_ignore_ascii_case("none") || word.eq_ignore_ascii_case("(none)")
}

/// Whether a value can do without quotes.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != ',';
    let first = text.chars().next();
    first.is_some_and(|c| !"\"'=".contains(c))
        && text.chars().all(plain)
        && !text.starts_with('*')
        && !text.ends_with('*')
}

/// A text as it is written between quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\"\\*".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(out, "\"{}\"", escaped(text));
    out
}
