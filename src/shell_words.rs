//! Quoting of words for a shell.

use std::ffi::{OsStr, OsString};
use std::fmt::Write;
use std::path::Path;

use crate::plain_text::is_harmful;

/// A path that cannot be read as an option.
pub fn operand(path: &Path) -> OsString {
    let option = path.as_os_str().len() > 1 && path.as_os_str().as_encoded_bytes().starts_with(b"-");
    if option { Path::new(".").join(path).into_os_string() } else { path.as_os_str().to_owned() }
}

/// A word that every POSIX shell reads back, dash and zsh too, with visible characters only.
///
/// `$'...'` would be shorter, but dash reads it as a `$` and a quoted word with another end.
pub fn quoted(word: &OsStr) -> String {
    // zsh replaces `=word` by the path of a command.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
    match word.to_str() {
        Some(text) if !text.is_empty() && !text.starts_with('=') && text.chars().all(plain) => text.to_owned(),
        Some(text) if !text.chars().any(is_harmful) => format!("'{}'", text.replace('\'', "'\\''")),
        _ => printed(word.as_encoded_bytes()),
    }
}

/// A word that `printf` writes, byte by byte if they are not plain: `"$(printf 'a\033b')"`.
fn printed(word: &[u8]) -> String {
    // A shell removes line breaks at the end of a command's output, so these are in quotes.
    let end = word.iter().rposition(|byte| *byte != b'\n').map_or(0, |last| last + 1);
    let (word, breaks) = word.split_at(end);
    let mut text = String::from("\"$(printf '");
    for (at, byte) in word.iter().enumerate() {
        // A leading `-` starts an option of printf.
        let plain = byte.is_ascii_alphanumeric() || b"_./:=,+@ ".contains(byte) || (*byte == b'-' && at > 0);
        let _ = if plain { write!(text, "{}", char::from(*byte)) } else { write!(text, "\\{byte:03o}") };
    }
    text.push_str("')\"");
    if !breaks.is_empty() {
        let _ = write!(text, "'{}'", "\n".repeat(breaks.len()));
    }
    text
}

/// An option with its value, after a blank. A value that looks like an option needs to be in the same word.
pub fn option(name: &str, value: &OsStr) -> String {
    let joint = if value.as_encoded_bytes().starts_with(b"-") { '=' } else { ' ' };
    format!(" --{name}{joint}{}", quoted(value))
}
