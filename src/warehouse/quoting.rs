//! Names and text in statements, whatever is in them.

/// A name in quotes; a quote inside is doubled.
pub fn name(name: &str, quote: char) -> String {
    format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")))
}

/// A text as a literal. Where a backslash takes the character after it, the engine is Spark or one like it, which replaces variables in
/// braces even there.
pub fn text(text: &str, has_escapes: bool) -> String {
    let text = if has_escapes {
        text.replace('\\', r"\\").replace('\'', r"\'").replace("${", r"$\{")
    } else {
        text.replace('\'', "''")
    };
    format!("'{text}'")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::iter::Peekable;
    use std::str::Chars;

    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    use super::super::Dialect;

    /// The value of what is in quotes, as the engine reads it; none where it has no end.
    fn read(rest: &mut Peekable<Chars<'_>>, quote: char, has_escapes: bool) -> Option<String> {
        let mut value = String::new();
        (rest.next()? == quote).then_some(())?;
        loop {
            match rest.next()? {
                '\\' if has_escapes => value.push(match rest.next()? {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    '0' => '\0',
                    'Z' => '\u{1a}',
                    other => other,
                }),
                // Sail reads two texts side by side as one, without the mark between them.
                next if next == quote && (has_escapes || rest.next_if_eq(&quote).is_none()) => return Some(value),
                next => value.push(next),
            }
        }
    }

    proptest! {
        #[test]
        fn names_and_texts_are_read_as_they_are(
            value in r#"(['"`\\;{}$\-/*%?:\n\r\t\x01\x1b a-z0-9é]|\PC|\$1|\$\{x\}|\{date:x\}|--){0,12}"#,
            rest in "[ ,);x]{1,3}",
        ) {
            for dialect in Dialect::iter() {
                let is_spark = dialect == Dialect::Spark;
                let text = dialect.text(&value);
                // Spark replaces variables before it reads anything.
                let has_variables = text.contains("${");
                prop_assert!(!is_spark || !has_variables);
                let name = dialect.quoted(&value);
                let (mark, text, name) = (if is_spark { '`' } else { '"' }, text + &rest, name + &rest);
                for (written, quote, has_escapes) in [(&text, '\'', is_spark), (&name, mark, false)] {
                    let mut characters = written.chars().peekable();
                    prop_assert_eq!(read(&mut characters, quote, has_escapes), Some(value.clone()), "{}", written);
                    prop_assert_eq!(characters.collect::<String>(), rest.clone(), "{}", written);
                }
            }
        }
    }
}
