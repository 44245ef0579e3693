//! What engines write differently, and the values of one data set, in place of `{name}` and `{name:argument;argument}`.

use std::collections::BTreeMap;

use super::marks::Marks;
use crate::data::format_day;
use crate::warehouse::{Dialect, with_arguments};

/// Texts by name.
#[derive(Clone, Debug)]
pub struct Macros {
    texts: BTreeMap<String, String>,
    marks: Marks,
}

impl Macros {
    /// Those of a dialect.
    pub fn of(dialect: Dialect) -> Self {
        Self { texts: dialect.texts().clone(), marks: Marks::of(dialect) }
    }

    /// Sets a value.
    pub fn set(&mut self, name: &str, text: String) {
        self.texts.insert(name.to_owned(), text);
    }

    /// Sets a date.
    pub fn set_day(&mut self, name: &str, day: i32) {
        self.set(name, format!("{{day:{}}}", format_day(day)));
    }

    /// The text with each macro in its place, from the inside out. A name that is not known stays as it is, and so does text between
    /// quotes: a name or a word of the data is no macro.
    pub fn expanded(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(['{', '\'', '"', '`']) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let end = if from.starts_with('{') { self.call(from, &mut out) } else { self.marks.end(from) };
            match end {
                Some(end) if from.starts_with('{') => rest = &from[end..],
                end => {
                    let end = end.unwrap_or(1);
                    out.push_str(&from[..end]);
                    rest = &from[end..];
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// Writes what the call at the beginning of a text stands for; gives where the call ends. None if it is none.
    fn call(&self, text: &str, out: &mut String) -> Option<usize> {
        let end = self.marks.closing(text)?;
        let inner = &text[1..end];
        let (name, arguments) = inner.split_once(':').unwrap_or((inner, ""));
        let own = self.texts.get(name)?;
        if arguments.is_empty() {
            out.push_str(&self.expanded(own));
        } else {
            let arguments = self.marks.parts(arguments).into_iter().map(|part| self.expanded(part)).collect::<Vec<_>>();
            out.push_str(&with_arguments(own, &arguments));
        }
        Some(end + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_expanded_from_the_inside_out() {
        let mut macros = Macros::of(Dialect::Spark);
        macros.set_day("horizon", 0);
        assert_eq!(
            macros.expanded("{days_between:{month:x};{horizon}} + 1"),
            "DATEDIFF(DATE '1970-01-01', TRUNC(x, 'MONTH')) + 1"
        );
        assert_eq!(Macros::of(Dialect::Postgresql).expanded("{unknown} {month"), "{unknown} {month");
    }

    #[test]
    fn names_and_words_of_the_data_are_no_macros() {
        let mut macros = Macros::of(Dialect::Postgresql);
        macros.set("base", r#"c AS (SELECT "{date:a}" FROM x WHERE y = '{double}')"#.to_owned());
        assert_eq!(macros.expanded("WITH {base}"), r#"WITH c AS (SELECT "{date:a}" FROM x WHERE y = '{double}')"#);
    }
}
