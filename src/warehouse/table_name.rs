//! The name of a table as it is typed: `marketing.segments`, with quotes as in SQL.

use std::fmt::{self, Display, Formatter};
use std::iter::Peekable;
use std::str::{Chars, FromStr};

/// What around a name makes it one, whatever is in it.
const QUOTES: [char; 2] = ['"', '`'];

/// A schema, if one is given, and a table. Letters keep their case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableName {
    /// The schema; without it the engine takes that of the connection.
    pub schema: Option<String>,
    /// The table.
    pub name: String,
}

impl FromStr for TableName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refusal = || "give a table such as marketing.segments, or \"my schema\".\"my table\"".to_owned();
        let mut parts = parts(text.trim()).ok_or_else(refusal)?;
        let name = parts.pop().ok_or_else(refusal)?;
        let schema = parts.pop();
        if parts.is_empty() { Ok(Self { schema, name }) } else { Err(refusal()) }
    }
}

/// The names between dots; none if the text is not a row of names.
fn parts(text: &str) -> Option<Vec<String>> {
    let mut rest = text.chars().peekable();
    let mut parts = Vec::new();
    loop {
        let part = match rest.next_if(|c| QUOTES.contains(c)) {
            Some(quote) => quoted(&mut rest, quote)?,
            None => plain(&mut rest)?,
        };
        if part.is_empty() || part.contains(char::is_control) {
            return None;
        }
        parts.push(part);
        match rest.next() {
            None => return Some(parts),
            Some('.') => {}
            Some(_) => return None,
        }
    }
}

/// A name up to its closing quote, in which a doubled quote is one; none without the closing quote.
fn quoted(rest: &mut Peekable<Chars<'_>>, quote: char) -> Option<String> {
    let mut name = String::new();
    loop {
        let c = rest.next()?;
        if c == quote && rest.next_if_eq(&quote).is_none() {
            return Some(name);
        }
        name.push(c);
    }
}

/// A name without quotes, up to the next dot; none if it has a quote in it.
fn plain(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut name = String::new();
    while let Some(c) = rest.next_if(|c| *c != '.') {
        name.push(c);
    }
    (!name.contains(QUOTES)).then_some(name)
}

impl Display for TableName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, part) in self.schema.iter().chain([&self.name]).enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            if part.chars().all(|c| c != '.' && !QUOTES.contains(&c) && !c.is_whitespace()) {
                f.write_str(part)?;
            } else {
                write!(f, "\"{}\"", part.replace('"', "\"\""))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart_and_shown_as_they_can_be_typed() {
        for (typed, schema, name, shown) in [
            ("segments", None, "segments", "segments"),
            (" Marketing.Segments ", Some("Marketing"), "Segments", "Marketing.Segments"),
            ("\"my schema\".\"x.y\"", Some("my schema"), "x.y", "\"my schema\".\"x.y\""),
            ("`my schema`.t", Some("my schema"), "t", "\"my schema\".t"),
            ("\"a\"\"b\"", None, "a\"b", "\"a\"\"b\""),
            ("t; DROP TABLE x --", None, "t; DROP TABLE x --", "\"t; DROP TABLE x --\""),
            ("Kunden_größe", None, "Kunden_größe", "Kunden_größe"),
        ] {
            let table: TableName = typed.parse().unwrap();
            assert_eq!((table.schema.as_deref(), table.name.as_str()), (schema, name), "{typed}");
            assert_eq!(table.to_string(), shown);
            assert_eq!(shown.parse::<TableName>().unwrap(), table);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for typed in ["", " ", ".", "a.", ".b", "a..b", "a.b.c", "\"a", "\"a\"b", "a\"b", "\"\"", "a.\"\"", "a\u{0}b"] {
            let why = typed.parse::<TableName>().unwrap_err();
            assert!(why.contains("marketing.segments"), "{typed}: {why}");
        }
    }
}
