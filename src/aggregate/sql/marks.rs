//! Where names and texts in quotes end, so that nothing in them is taken for a part of the statement.

use crate::warehouse::Dialect;

/// How a dialect ends what is in quotes.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// Whether a backslash takes the character after it into a text.
    has_escapes: bool,
}

impl Marks {
    /// Those of a dialect.
    pub fn of(dialect: Dialect) -> Self {
        Self { has_escapes: dialect.has_escapes() }
    }

    /// Where the quotes at the beginning of a text are closed. A doubled quote ends them too, but begins the next at once.
    pub fn end(self, text: &str) -> Option<usize> {
        let mut characters = text.char_indices();
        let (_, quote) = characters.next()?;
        let has_escapes = self.has_escapes && quote == '\'';
        while let Some((at, character)) = characters.next() {
            if character == quote {
                return Some(at + quote.len_utf8());
            }
            if has_escapes && character == '\\' {
                characters.next();
            }
        }
        None
    }

    /// Where the bracket at the beginning of a text is closed.
    pub fn closing(self, text: &str) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, character) in self.outside(text) {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    /// The arguments of a call: a semicolon within an inner call is no separator.
    pub fn parts(self, text: &str) -> Vec<&str> {
        let (mut depth, mut from, mut parts) = (0_i32, 0, Vec::new());
        for (at, character) in self.outside(text) {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ';' if depth == 0 => {
                    parts.push(&text[from..at]);
                    from = at + 1;
                }
                _ => {}
            }
        }
        parts.push(&text[from..]);
        parts
    }

    /// The characters that are not in quotes, with their places.
    fn outside(self, text: &str) -> impl Iterator<Item = (usize, char)> {
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                let (at, rest) = (next, text.get(next..)?);
                let character = rest.chars().next()?;
                let quoted = if matches!(character, '\'' | '"' | '`') { self.end(rest) } else { None };
                next += quoted.unwrap_or(character.len_utf8());
                if quoted.is_none() {
                    return Some((at, character));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    use super::super::macros::Macros;
    use super::*;

    proptest! {
        /// Whatever a name or a word is, it is in the statement as it is, and what is around it is expanded.
        #[test]
        fn no_name_or_word_is_a_macro(value in r#"(['"`\\;:{}a\n]|\{date:x\}|\{double\}|\{base\}|\\'|\{day:){0,8}"#) {
            for dialect in Dialect::iter() {
                let mut macros = Macros::of(dialect);
                let (name, text) = (dialect.quoted(&value), dialect.text(&value));
                macros.set("base", format!("{{date:{name}}} AS {name}, {{month:{text}}} IN ({text}, {{double}})"));
                // Letters alone are nothing else than themselves.
                let mut plain = Macros::of(dialect);
                plain.set("base", "{date:QQ} AS QQ, {month:ZZ} IN (ZZ, {double})".to_owned());
                let expected = plain.expanded("WITH {base} {days_between:QQ;ZZ} {double}");
                let written = macros.expanded(&format!("WITH {{base}} {{days_between:{name};{text}}} {{double}}"));
                let expected = expected.split("QQ").map(|part| part.replace("ZZ", &text)).collect::<Vec<_>>().join(&name);
                prop_assert_eq!(written, expected, "{}", dialect);
            }
        }
    }
}
