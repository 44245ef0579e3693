//! Copying through the terminal (OSC 52), which reaches the clipboard of the user's own machine over SSH, too. A terminal
//! does not say whether it takes it, so that nobody can promise more than that it was sent.

use std::env;

/// Most bytes: longer texts are dropped by some terminals without a word (100,000 in base64 is a common limit).
pub const MOST: usize = 74_000;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What the terminal is sent to take a text.
pub fn sequence(text: &str) -> String {
    let copy = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    // tmux hands on what is wrapped, with each escape doubled.
    if env::var_os("TMUX").is_some() { format!("\x1bPtmux;{}\x1b\\", copy.replace('\x1b', "\x1b\x1b")) } else { copy }
}

/// RFC 4648.
fn base64(bytes: &[u8]) -> String {
    let group = |part: &[u8]| {
        let bits = part.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        let letter = move |at: usize| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
        let padded = part.len() + 1;
        (0..4).map(move |at| if at < padded { letter(at) } else { '=' })
    };
    bytes.chunks(3).flat_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        let all = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(all, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
        assert_eq!(base64("é\u{1b}".as_bytes()), "w6kb");
    }
}
