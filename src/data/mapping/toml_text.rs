//! The text of a mapping file, written key by key.

use std::fmt::{Display, Write};

use crate::plain_text::is_harmful;

/// The text so far.
#[derive(Default)]
pub struct Toml(String);

impl Toml {
    /// A key with a text.
    pub fn text(&mut self, key: impl Display, value: &str) {
        self.line(format_args!("{key} = {}", quoted(value)));
    }

    /// A key with a list of texts.
    pub fn list<'a>(&mut self, key: impl Display, values: impl IntoIterator<Item = &'a str>) {
        self.line(format_args!("{key} = [{}]", listed(values)));
    }

    /// The header of a table, below an empty line.
    pub fn table(&mut self, name: impl Display) {
        self.gap();
        self.line(format_args!("[{name}]"));
    }

    /// A comment.
    pub fn comment(&mut self, text: impl Display) {
        self.line(format_args!("# {text}"));
    }

    /// A line as it is.
    pub fn line(&mut self, line: impl Display) {
        self.0 += &line.to_string();
        self.0.push('\n');
    }

    /// An empty line, unless this is the first.
    pub fn gap(&mut self) {
        self.0.extend((!self.0.is_empty()).then_some('\n'));
    }

    /// The text.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Quoted texts, separated by commas.
pub fn listed<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    values.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A TOML string in which nothing can act on a terminal.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        // Characters that messages escape are escaped here in the way of TOML.
        if is_harmful(c) {
            let code = u32::from(c);
            // Writing to a string cannot fail.
            let _ = if code > 0xffff { write!(quoted, "\\U{code:08X}") } else { write!(quoted, "\\u{code:04X}") };
        } else {
            quoted.extend((c == '"' || c == '\\').then_some('\\'));
            quoted.push(c);
        }
    }
    quoted.push('"');
    quoted
}
