//! The lexer of filters: keys, operators and values, each with its position in the text.

use std::ops::Range;

use super::error::FilterError;
use super::keys::SHOWN;
use crate::data::tally::escape;

/// An operator between a key and its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// The operators, longer ones before their prefixes.
const OPERATORS: [(&str, Operator); 7] = [
    ("!=", Operator::IsNot),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<", Operator::Below),
    (">", Operator::Above),
    (":", Operator::Is),
    ("=", Operator::Is),
];

/// A word, without its quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// In bytes, including quotes.
    pub span: Range<usize>,
    pub quoted: bool,
    /// Whether its quote is not closed at the end of the text.
    pub open: bool,
    /// Whether it starts with a `*`, and whether it ends with one; a `\*` in quotes is an ordinary character.
    pub stars: (bool, bool),
}

/// A condition as words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub negated: bool,
    /// Whether `shown.` comes before the key.
    pub shown: bool,
    pub key: Word,
    pub operator: Operator,
    pub operator_span: Range<usize>,
    pub values: Vec<Word>,
}

/// Splits a filter into its conditions.
///
/// # Errors
/// The first word in a wrong position.
pub(super) fn terms(text: &str) -> Result<Vec<Term>, FilterError> {
    let mut scanner = Scanner { text, at: 0 };
    let mut terms = Vec::new();
    while scanner.blanks() {
        terms.push(scanner.term()?);
    }
    Ok(terms)
}

/// Whether a character ends a bare key.
pub(super) fn ends_key(c: char) -> bool {
    ":=!<>".contains(c)
}

/// Reads one word after the other; never leaves the text, whatever it contains.
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Skips blanks; false at the end of the text.
    pub fn blanks(&mut self) -> bool {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.at < self.text.len()
    }

    /// Skips this word if it is next.
    pub fn eat(&mut self, word: &str) -> bool {
        let next = self.rest().starts_with(word);
        self.at += if next { word.len() } else { 0 };
        next
    }

    pub fn operator(&mut self) -> Option<Operator> {
        OPERATORS.iter().find(|(word, _)| self.eat(word)).map(|(_, operator)| *operator)
    }

    /// A bare word up to a blank or a character that `ends` it, or a quoted word.
    pub fn word(&mut self, ends: impl Fn(char) -> bool) -> Word {
        let start = self.at;
        let mut chars = self.rest().chars();
        let mut word = Word::default();
        // The text, and whether a `*` is a wildcard.
        let push = |word: &mut Word, c: char, plain: bool| {
            word.stars = (if word.text.is_empty() { plain && c == '*' } else { word.stars.0 }, plain && c == '*');
            word.text.push(c);
        };
        let length = if let Some(quote) = chars.next().filter(|c| matches!(c, '"' | '\'')) {
            (word.quoted, word.open) = (true, true);
            while let Some(c) = chars.next() {
                if c == quote {
                    word.open = false;
                    break;
                }
                let escaped = if c == '\\' { chars.next() } else { None };
                push(&mut word, escaped.unwrap_or(c), escaped.is_none());
            }
            self.rest().len() - chars.as_str().len()
        } else {
            let bare = self.rest().split(|c: char| c.is_whitespace() || ends(c)).next().unwrap_or_default();
            bare.chars().for_each(|c| push(&mut word, c, true));
            bare.len()
        };
        self.at += length;
        word.span = start..self.at;
        word
    }

    /// A condition; blanks are allowed around its operator and after its commas.
    fn term(&mut self) -> Result<Term, FilterError> {
        let start = self.at;
        let negated = self.eat("-");
        let shown = self.eat(SHOWN);
        let key = self.closed_word(ends_key)?;
        if key.text.trim().is_empty() {
            let message = "a key is missing here, such as city in city:Cairo".to_owned();
            return Err(FilterError { message, span: start..self.next_end(self.at.max(start)) });
        }
        self.blanks();
        let operator_start = self.at;
        let Some(operator) = self.operator() else {
            let message = format!(
                "`{0}` is not a condition: it needs an operator and a value, as in city:Cairo or age>=30",
                escape(&key.text)
            );
            return Err(FilterError { message, span: key.span });
        };
        let operator_span = operator_start..self.at;
        let mut values = Vec::new();
        loop {
            self.blanks();
            let value = self.closed_word(|c| c == ',')?;
            if value.text.trim().is_empty() {
                let message =
                    format!("a value is missing after `{}`", escape(&self.text[key.span.start..operator_span.end]));
                return Err(FilterError { message, span: key.span.start..self.at });
            }
            values.push(value);
            if !self.eat(",") {
                break;
            }
        }
        Ok(Term { negated, shown, key, operator, operator_span, values })
    }

    /// A word whose quote, if any, is closed and followed by nothing else.
    fn closed_word(&mut self, ends: impl Fn(char) -> bool) -> Result<Word, FilterError> {
        let word = self.word(&ends);
        if word.open {
            return Err(FilterError { message: "this quote is never closed".to_owned(), span: word.span });
        }
        match self.rest().chars().next() {
            Some(c) if word.quoted && !c.is_whitespace() && !ends(c) => {
                let message = "a space is missing after this quote".to_owned();
                Err(FilterError { message, span: word.span })
            }
            _ => Ok(word),
        }
    }

    /// The end of the character after a place.
    fn next_end(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }
}
