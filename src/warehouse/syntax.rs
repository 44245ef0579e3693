//! How an engine writes names and text in a statement. The engine itself is asked, because a driver may speak to many.

use super::quoting;

/// The characters around names that are tried.
pub const QUOTES: [char; 2] = ['"', '`'];

/// The quotes and escapes of an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// The character around a name.
    pub quote: char,
    /// Whether a backslash in a text takes the character after it.
    pub has_escapes: bool,
}

/// The text in [`question`] where a backslash is a character as any other.
const PLAIN: &str = r"a\\b";
/// The same where the first backslash takes the second.
const ESCAPED: &str = r"a\b";
/// The name of the column in [`question`].
const COLUMN: &str = "n";

/// A statement whose answer tells the syntax, if names are in these quotes. Where they are around texts, it answers with the name.
pub fn question(quote: char) -> String {
    let name = format!("{quote}{COLUMN}{quote}");
    format!("SELECT {name} FROM (SELECT '{PLAIN}' AS {name}) AS t")
}

impl Syntax {
    /// The syntax by the answer: the name of its column, and its text. None if the quotes are others.
    pub fn of_answer(quote: char, column: &str, text: &str) -> Option<Self> {
        let has_escapes = match text {
            PLAIN => false,
            ESCAPED => true,
            _ => return None,
        };
        (column == COLUMN).then_some(Self { quote, has_escapes })
    }

    /// A name, whatever is in it.
    pub fn name(self, name: &str) -> String {
        quoting::name(name, self.quote)
    }

    /// A text, whatever is in it.
    pub fn text(self, text: &str) -> String {
        quoting::text(text, self.has_escapes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSI: Syntax = Syntax { quote: '"', has_escapes: false };
    const SPARK: Syntax = Syntax { quote: '`', has_escapes: true };

    #[test]
    fn the_answer_tells_the_syntax() {
        assert_eq!(question('`'), r"SELECT `n` FROM (SELECT 'a\\b' AS `n`) AS t");
        assert_eq!(Syntax::of_answer('"', "n", r"a\\b"), Some(ANSI));
        assert_eq!(Syntax::of_answer('`', "n", r"a\b"), Some(SPARK));
        // MySQL takes the name for a text.
        assert_eq!(Syntax::of_answer('"', "n", "n"), None);
    }

    #[test]
    fn nothing_in_a_name_or_a_text_ends_it() {
        assert_eq!(ANSI.name(r#"a"; DROP TABLE "b"#), r#""a""; DROP TABLE ""b""#);
        assert_eq!(SPARK.name("a`b"), "`a``b`");
        assert_eq!(ANSI.text(r"it's \' -- "), r"'it''s \'' -- '");
        assert_eq!(SPARK.text(r"it's \' ${x} -- "), r"'it\'s \\\' $\{x} -- '");
    }
}
