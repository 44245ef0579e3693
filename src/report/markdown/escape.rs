//! Escaping of text from the data in Markdown.

use crate::wording::text::clean;

/// Text within a line: a heading, a cell of a table, part of a sentence.
pub(super) fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let rest = &text[at + letter.len_utf8()..];
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // It has no meaning within a word, and names of features are easier to read without a backslash.
            '_' if before.is_alphanumeric() && rest.starts_with(char::is_alphanumeric) => safe.push('_'),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '#' => safe.extend(['\\', letter]),
            // Readers turn bare addresses into links. An entity is the same letter and starts none. GitHub looks for
            // mail addresses after it has decoded entities, so their sign is written as code.
            ':' if rest.starts_with("//") => safe.push_str("&#58;"),
            '.' if is_www(&text[..at]) => safe.push_str("&#46;"),
            '@' if before.is_ascii_alphanumeric() || "._-+".contains(before) => safe.push_str("`@`"),
            letter => safe.push(letter),
        }
        before = letter;
    }
    safe
}

/// Text on its own lines: its start makes no list, rule, underline or code block.
pub(super) fn paragraph(text: &str) -> String {
    let mut safe = escaped(text.trim_start());
    let digits = safe.len() - safe.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '+', '='] };
    if safe[digits..].starts_with(marks) {
        safe.insert(digits, '\\');
    }
    safe
}

/// Whether a dot that follows would make an address.
fn is_www(before: &str) -> bool {
    let before = before.as_bytes();
    before.len() >= 3 && before[before.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// Lines between fences that are longer than any run of backticks in them.
pub(super) fn fenced(language: &str, lines: &str) -> String {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{lines}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_marks_something_is_escaped() {
        assert_eq!(
            escaped("a|b `c` <b>*x*</b> _y_ z_z [l](u)"),
            "a\\|b \\`c\\` &lt;b&gt;\\*x\\*&lt;/b&gt; \\_y\\_ z_z \\[l\\](u)"
        );
        assert_eq!(escaped("two\nlines\u{1b}[31m"), "two␊lines␛\\[31m");
        assert_eq!(escaped("<!-- x --> ![i](u)"), "&lt;!-- x --&gt; !\\[i\\](u)");
        assert_eq!(fenced("sh", "echo '```'"), "````sh\necho '```'\n````");
    }

    #[test]
    fn addresses_are_no_links() {
        for (text, safe) in [
            ("http://a.b", "http&#58;//a.b"),
            ("see (HTTPS://a.b)", "see (HTTPS&#58;//a.b)"),
            ("www.a.b", "www&#46;a.b"),
            ("a WWW.b", "a WWW&#46;b"),
            ("me+x@a.b", "me+x`@`a.b"),
            ("mailto:me@a.b", "mailto:me`@`a.b"),
            ("12:30 @home a.b", "12:30 @home a.b"),
        ] {
            assert_eq!(escaped(text), safe);
        }
    }

    #[test]
    fn a_line_begins_no_list_and_no_code() {
        for (text, safe) in [
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("===", "\\==="),
            ("12. a", "12\\. a"),
            ("3) a", "3\\) a"),
            ("# a", "\\# a"),
            ("    a", "a"),
            ("a - 1. b", "a - 1. b"),
        ] {
            assert_eq!(paragraph(text), safe);
        }
    }
}
