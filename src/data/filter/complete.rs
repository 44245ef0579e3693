//! Completions for a filter that is being typed.

use std::ops::Range;

use super::comparison::{Interval, number_text};
use super::days;
use super::keys::{self, Field, KEYS, Meaning, Moment, SHOWN};
use super::name::{self, Name};
use super::terms::{Scanner, Word, ends_key};
use super::vocabulary::Vocabulary;

/// The part of the text that a completion replaces, and the completions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// In bytes, up to the cursor; on character boundaries.
    pub replace: Range<usize>,
    /// Best first: those that start with the typed text, then those that contain it.
    pub candidates: Vec<String>,
    /// Whether they are keys, not operators or values.
    pub of_keys: bool,
}

/// A longer list is narrowed by typing on.
const MOST: usize = 50;
/// Operators after a number feature, and after a day.
const COMPARISONS: [&str; 6] = [">=", "<=", ":", ">", "<", "!="];

/// The completions at the cursor (a byte of `text`).
pub fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary) -> Completion {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let typed = &text[..cursor];
    let place = place(typed);
    let of_keys = matches!(place, TypedPlace::Key(_));
    let (word, candidates) = match place {
        TypedPlace::Key(word) => {
            let keys = keys_of(vocabulary);
            (word, keys)
        }
        TypedPlace::Operator(key, at) => {
            let word = Word { span: at..cursor, ..Word::default() };
            (word, operators(&key, vocabulary))
        }
        TypedPlace::Value(key, word) => {
            let values = values(&key, vocabulary);
            (word, values)
        }
    };
    let wanted = word.text.trim_matches('*').trim().to_lowercase();
    let rank = |label: &str| {
        let label = label.to_lowercase();
        if label.starts_with(&wanted) { Some(false) } else { label.contains(&wanted).then_some(true) }
    };
    let mut ranked: Vec<(bool, String)> =
        candidates.into_iter().filter_map(|c| Some((rank(&c.label)?, c.text))).collect();
    ranked.sort_by_key(|(within, _)| *within);
    let candidates = ranked.into_iter().map(|(_, text)| text).take(MOST).collect();
    Completion { replace: word.span, candidates, of_keys }
}

/// A completion: the text to match, and the text to insert.
struct Candidate {
    label: String,
    text: String,
}

impl Candidate {
    fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { label: text.clone(), text }
    }
}

/// The context at the end of a text.
enum TypedPlace {
    /// In a key, or before one.
    Key(Word),
    /// After a key and a blank, from this byte on.
    Operator(Word, usize),
    /// In a value of a key, or before one.
    Value(Word, Word),
}

fn place(typed: &str) -> TypedPlace {
    let mut scanner = Scanner { text: typed, at: 0 };
    let here = |at| Word { span: at..at, ..Word::default() };
    while scanner.blanks() {
        scanner.eat("-");
        scanner.eat(SHOWN);
        let key = scanner.word(ends_key);
        if scanner.at == typed.len() && (key.open || !key.quoted) {
            return TypedPlace::Key(key);
        }
        if !scanner.blanks() {
            return TypedPlace::Operator(key, scanner.at);
        }
        if scanner.operator().is_none() {
            // A word alone is not a condition; the rest is read without it.
            if scanner.at == key.span.start {
                break;
            }
            continue;
        }
        loop {
            if !scanner.blanks() {
                return TypedPlace::Value(key, here(typed.len()));
            }
            let value = scanner.word(|c| c == ',');
            if scanner.at == typed.len() && (value.open || !value.quoted) {
                return TypedPlace::Value(key, value);
            }
            if !scanner.eat(",") {
                break;
            }
        }
    }
    TypedPlace::Key(here(typed.len()))
}

/// Keys, with their operator if they have only one, and features.
fn keys_of(vocabulary: &Vocabulary) -> Vec<Candidate> {
    let known = |meaning| match meaning {
        Meaning::Names(Field::Customer) => true,
        Meaning::Names(field) => !vocabulary.names(field).is_empty(),
        Meaning::Days(Moment::Joined) => vocabulary.joined,
        Meaning::Sizes(size) => vocabulary.sizes.contains(&size),
        Meaning::Days(Moment::FirstClaim | Moment::Date) | Meaning::Since | Meaning::Until => {
            vocabulary.claims.is_some()
        }
    };
    let keys = KEYS.iter().filter(|spec| known(spec.meaning)).map(|spec| {
        let operator = if matches!(spec.meaning, Meaning::Days(_) | Meaning::Sizes(_)) { "" } else { ":" };
        Candidate { label: spec.word.to_owned(), text: format!("{}{operator}", spec.word) }
    });
    let column = |name: &String, text| Candidate { label: name.clone(), text };
    let numbers = vocabulary.features.iter().map(|(name, ..)| column(name, keys::feature_text(name)));
    let words = vocabulary.words.iter().map(|(name, _)| column(name, format!("{}:", keys::feature_text(name))));
    keys.chain(numbers).chain(words).collect()
}

fn meaning(key: &Word) -> Option<Meaning> {
    keys::find(&key.text).filter(|_| !key.quoted).map(|spec| spec.meaning)
}

fn operators(key: &Word, vocabulary: &Vocabulary) -> Vec<Candidate> {
    let words: &[&str] = match meaning(key) {
        Some(Meaning::Names(_)) => &[":", "!="],
        Some(Meaning::Since | Meaning::Until) => &[":"],
        Some(Meaning::Days(_) | Meaning::Sizes(_)) => &COMPARISONS,
        None if feature(key, vocabulary).is_some() => &COMPARISONS,
        None if words(key, vocabulary).is_some() => &[":", "!="],
        None => &[],
    };
    words.iter().map(|word| Candidate::new(*word)).collect()
}

fn feature<'a>(key: &Word, vocabulary: &'a Vocabulary) -> Option<&'a (String, f64, f64)> {
    vocabulary.features.iter().find(|(name, ..)| name.eq_ignore_ascii_case(key.text.trim()))
}

fn words<'a>(key: &Word, vocabulary: &'a Vocabulary) -> Option<&'a [String]> {
    let of = vocabulary.words.iter().find(|(name, _)| name.eq_ignore_ascii_case(key.text.trim()))?;
    Some(&of.1)
}

fn values(key: &Word, vocabulary: &Vocabulary) -> Vec<Candidate> {
    let written = |name: &String| Candidate { label: name.clone(), text: Name::exactly(name).to_string() };
    let day = |day: i32| Candidate::new(days::text(Interval::at(day)));
    match meaning(key) {
        Some(Meaning::Names(field)) => {
            let names = vocabulary.names(field).iter().map(written);
            let none = (!matches!(field, Field::Status | Field::Customer)).then(|| Candidate::new("none"));
            names.chain(none).collect()
        }
        Some(Meaning::Days(Moment::Joined) | Meaning::Sizes(_)) => Vec::new(),
        Some(Meaning::Days(Moment::FirstClaim | Moment::Date)) => {
            vocabulary.claims.into_iter().flat_map(|(a, b)| [day(b), day(a)]).collect()
        }
        Some(Meaning::Since) => vocabulary.claims.map(|(first, _)| day(first)).into_iter().collect(),
        Some(Meaning::Until) => vocabulary.claims.map(|(_, last)| day(last)).into_iter().collect(),
        None if let Some(words) = words(key, vocabulary) => {
            let word = |word: &String| Candidate { label: word.clone(), text: name::as_word(&Name::exactly(word)) };
            words.iter().map(word).chain([Candidate::new("none")]).collect()
        }
        None => {
            let range = feature(key, vocabulary).map(|(_, low, high)| [*low, *high]);
            let number = |n| Candidate::new(number_text(Interval::at(n)));
            range.into_iter().flatten().map(number).collect()
        }
    }
}
