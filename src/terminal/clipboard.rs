//! Copying through the terminal (OSC 52), which reaches the clipboard of the user's own machine over SSH, too. A terminal
//! does not confirm it, so the program only knows that it was sent.

use std::env;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Most bytes: some terminals drop longer texts silently (100,000 in base64 is a common limit).
pub const MOST: usize = 74_000;

/// The escape sequence that copies a text.
pub fn sequence(text: &str) -> String {
    let copy = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    // tmux passes a sequence on if it is wrapped, with each escape doubled.
    if env::var_os("TMUX").is_some() { format!("\x1bPtmux;{}\x1b\\", copy.replace('\x1b', "\x1b\x1b")) } else { copy }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar", "é\u{1b}"];
        let letters = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy", "w6kb"];
        for (text, letters) in texts.into_iter().zip(letters) {
            assert!(sequence(text).contains(&format!("]52;c;{letters}\x07")), "{text}");
        }
    }
}
