//! Text from the data means nothing but itself.

use crate::ui::text::clean;

/// Text that can stand in a paragraph, a heading or a cell of a table.
pub(super) fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // Within a word it marks nothing, and names of features are easier to read without.
            '_' if before.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric()) => {
                safe.push('_');
            }
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '#' => safe.extend(['\\', letter]),
            letter => safe.push(letter),
        }
        before = letter;
    }
    safe
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
        assert_eq!(fenced("sh", "echo '```'"), "````sh\necho '```'\n````");
    }
}
