//! Parsing: words become a condition.

use super::comparison::{Comparison, Interval, read_numbers};
use super::condition::{Condition, Scope, Test};
use super::days;
use super::error::FilterError;
use super::keys::{self, Field, Meaning, Moment, SHOWN};
use super::name::{self, Name};
use super::terms::{Operator, Term, Word};
use crate::data::tally::escape;

/// The condition of a term.
///
/// # Errors
/// An unknown key, an operator that does not fit the key, a value of the wrong kind.
pub(super) fn condition(term: &Term) -> Result<Condition, FilterError> {
    let key = if term.key.quoted { None } else { keys::find(&term.key.text) };
    let of_clustering = !term.key.quoted && keys::of_clustering(term.key.text.trim());
    let test = match key.map(|spec| spec.meaning) {
        Some(Meaning::Names(field)) => Test::Name(field, names(term, field)?),
        Some(Meaning::Days(moment)) => {
            Test::Day(moment, comparison(term, day).map_err(|error| or_column(error, term))?)
        }
        Some(Meaning::Sizes(size)) => Test::Size(size, feature(term)?),
        Some(Meaning::Since) => Test::Day(Moment::Date, Comparison::AtLeast(boundary(term)?.first)),
        Some(Meaning::Until) => Test::Day(Moment::Date, Comparison::AtMost(boundary(term)?.last)),
        None if of_clustering => Test::Number(term.key.text.trim().to_ascii_lowercase(), feature(term)?),
        None if has_words(term) => {
            Test::Word(term.key.text.trim().to_owned(), term.values.iter().map(read_name).collect())
        }
        None => Test::Number(term.key.text.trim().to_owned(), feature(term)?),
    };
    let negated = term.negated != (term.operator == Operator::IsNot);
    let shown = term.shown || of_clustering;
    let condition = Condition { negated, shown: false, test };
    if shown && condition.scope() == Scope::Rows {
        return error(
            format!("{SHOWN} works with conditions on customers, but {} is about rows", escape(&term.key.text)),
            &term.key,
        );
    }
    // A segment only narrows what is shown.
    Ok(Condition { shown: shown && condition.scope() == Scope::Customers, ..condition })
}

fn error<T>(message: String, word: &Word) -> Result<T, FilterError> {
    Err(FilterError { message, span: word.span.clone() })
}

fn names(term: &Term, field: Field) -> Result<Vec<Name>, FilterError> {
    if !matches!(term.operator, Operator::Is | Operator::IsNot) {
        let key = field.word();
        let message = format!("{key} is not counted: write {key}:NAME, {key}!=NAME or -{key}:NAME");
        return Err(FilterError { message, span: term.operator_span.clone() });
    }
    Ok(term.values.iter().map(read_name).collect())
}

/// Whether the values are words: one value that is not a number makes all of them words, as in `size:4,5+`.
fn has_words(term: &Term) -> bool {
    let is_word = |value: &Word| value.quoted || !(name::is_none(&value.text) || name::is_number(&value.text));
    matches!(term.operator, Operator::Is | Operator::IsNot) && term.values.iter().any(is_word)
}

fn read_name(word: &Word) -> Name {
    if !word.quoted && name::is_none(&word.text) {
        return Name::None;
    }
    let (before, after) = word.stars;
    let text = if before { &word.text[1..] } else { &word.text };
    let text = if after { text.strip_suffix('*').unwrap_or(text) } else { text };
    Name::Text { before, text: text.trim().to_owned(), after }
}

/// The one value of `since` and `until`.
fn boundary(term: &Term) -> Result<Interval<i32>, FilterError> {
    let key = &term.key.text;
    match (term.operator, term.values.as_slice()) {
        (Operator::Is, [value]) if let Some(day) = day(value)? => Ok(day),
        (Operator::Is, [value]) => error(format!("{key} needs a day"), value),
        (Operator::Is, [_, second, ..]) => error(format!("{key} takes one day"), second),
        _ => {
            let message = format!("{key} takes `:` only: write {key}:2024-03-31, or date with another operator");
            Err(FilterError { message, span: term.operator_span.clone() })
        }
    }
}

/// The comparison of a key with the values that `read` parses.
fn comparison<T: Copy>(
    term: &Term,
    read: impl Fn(&Word) -> Result<Option<Interval<T>>, FilterError>,
) -> Result<Comparison<T>, FilterError> {
    let compare: fn(Interval<T>) -> Comparison<T> = match term.operator {
        Operator::Is | Operator::IsNot => {
            return Ok(Comparison::AnyOf(term.values.iter().map(read).collect::<Result<_, _>>()?));
        }
        Operator::Below => |i| Comparison::Below(i.first),
        Operator::AtMost => |i| Comparison::AtMost(i.last),
        Operator::Above => |i| Comparison::Above(i.last),
        Operator::AtLeast => |i| Comparison::AtLeast(i.first),
    };
    match term.values.as_slice() {
        [value] if value.text.contains("..") => error("a range needs `:`".to_owned(), value),
        [value] => match read(value)? {
            Some(interval) => Ok(compare(interval)),
            None => error("a missing value cannot be compared; select it with `:none`".to_owned(), value),
        },
        [_, second, ..] => error("several values need `:`".to_owned(), second),
        [] => Err(FilterError { message: "a value is missing".to_owned(), span: term.operator_span.clone() }),
    }
}

/// A word for a missing value, or for the values that `read` finds in it.
fn interval<T: Copy + PartialOrd>(
    word: &Word,
    read: impl Fn(&str) -> Option<Interval<T>>,
    unreadable: impl FnOnce() -> String,
) -> Result<Option<Interval<T>>, FilterError> {
    let text = word.text.trim();
    if name::is_none(text) {
        return Ok(None);
    }
    match read(text) {
        Some(values) if values.first <= values.last => Ok(Some(values)),
        Some(_) => error(format!("{} ends before it begins", escape(text)), word),
        None => error(unreadable(), word),
    }
}

fn day(word: &Word) -> Result<Option<Interval<i32>>, FilterError> {
    interval(word, days::read_range, || format!("`{}` is not a date: write {}", escape(&word.text), days::EXAMPLES))
}

/// The same error of a key that compares days, where its value may be that of a column with this name.
fn or_column(error: FilterError, term: &Term) -> FilterError {
    match term.values.first() {
        Some(value) if value.text.starts_with(char::is_alphabetic) => {
            let (key, value) = (escape(&term.key.text), escape(&value.text));
            let message = format!("{}. If {key} is a column, write \"{key}\":{value}", error.message);
            FilterError { message, ..error }
        }
        _ => error,
    }
}

/// A word that is neither a key nor compared with numbers is a misspelt key; one with an inequality that is similar to
/// no key is a feature with a wrong value.
fn feature(term: &Term) -> Result<Comparison<f64>, FilterError> {
    let key = escape(&term.key.text);
    let counted = !matches!(term.operator, Operator::Is | Operator::IsNot) && keys::near(&term.key.text).is_empty();
    let numeric = counted || term.values.iter().any(|v| v.text.starts_with(|c: char| c.is_ascii_digit()));
    comparison(term, |word| {
        interval(word, read_numbers, || format!("{key} needs a number, but `{}` is not one", escape(&word.text)))
    })
    .map_err(|error| if numeric || term.key.quoted { error } else { unknown_key(&term.key) })
}

fn unknown_key(key: &Word) -> FilterError {
    let meant = match keys::near(&key.text).as_slice() {
        [] => String::new(),
        near => format!(" Did you mean {}?", near.join(" or ")),
    };
    let message = format!(
        "`{}` is not a key.{meant} The keys are {}, and numeric features with a number, such as age>=30",
        escape(&key.text),
        keys::listed()
    );
    FilterError { message, span: key.span.clone() }
}
