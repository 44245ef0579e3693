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
    // zsh replaces `=word` with the path of a command.
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(
            ["my data", "-x.csv", "-"].map(|path| quoted(&operand(path.as_ref()))),
            ["'my data'", "./-x.csv", "-"]
        );
        let quoted = |word: &str| quoted(OsStr::new(word));
        assert_eq!(quoted("it's $HOME"), "'it'\\''s $HOME'");
        assert_eq!(quoted("a\nb\u{1b}'%-"), "\"$(printf 'a\\012b\\033\\047\\045-')\"");
        assert_eq!(quoted("-\u{202e}\n"), "\"$(printf '\\055\\342\\200\\256')\"'\n'");
        assert_eq!((quoted(""), quoted("=ls")), ("''".to_owned(), "'=ls'".to_owned()));
        assert_eq!(option("date-format", OsStr::new("-x y")), " --date-format='-x y'");
    }

    /// Names of every kind of byte, most of them special characters of shells; the same on every run.
    #[cfg(unix)]
    fn nasty() -> Vec<OsString> {
        use std::os::unix::ffi::OsStringExt;
        let signs = b"\x1b'\"\\$`;&|<>()[]{}*?!#~=%^- \t\r\n\x07\x7f\x80\x9b\xc2\xe2\xff019axn.\xe2\x80\xae";
        let mut state = 13_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let random = (0..400).map(|_| (0..=next(24)).map(|_| signs[next(signs.len())]).collect::<Vec<u8>>());
        let every = (1..=255_u8).flat_map(|byte| [vec![byte], vec![b'a', byte, b'7'], vec![byte, byte]]);
        let known = [&b"\x1b';touch PWNED;#x.csv"[..], b"\n\n", b"", b"a\n", b"\x1b$(id)", b"-e\x1b", b"%s\x1b%n"];
        random.chain(every).chain(known.map(<[u8]>::to_vec)).map(OsString::from_vec).collect()
    }

    #[cfg(unix)]
    #[test]
    fn every_shell_reads_every_name_back() {
        use std::os::unix::ffi::OsStrExt;
        use std::process::Command;
        let names = nasty();
        let lines: Vec<String> = names.iter().map(|name| format!("printf '%s\\0' {}\n", quoted(name))).collect();
        let script = lines.concat();
        for shell in ["sh", "dash", "bash", "zsh"] {
            // Not every machine has all of them.
            let Ok(output) = Command::new(shell).args(["-c", &script]).output() else { continue };
            let read: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
            assert_eq!(read.len(), names.len() + 1, "{shell}: {}", String::from_utf8_lossy(&output.stderr));
            for (read, name) in read.into_iter().zip(&names) {
                assert_eq!(read, name.as_bytes(), "{shell}: {}", quoted(name));
            }
        }
        for name in &names {
            assert!(!quoted(name).chars().any(|c| is_harmful(c) && c != '\n'), "{name:?}");
        }
    }
}
