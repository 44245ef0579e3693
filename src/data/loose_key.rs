//! Loose keys: ids that differ only in case, blanks or Unicode form are equal.

use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

/// A hash that is equal for such ids (two others clash once in 2^64 pairs).
pub fn loose_fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    if text.is_ascii() {
        let letters = text.bytes().filter(|b| !b.is_ascii_whitespace());
        letters.for_each(|b| u32::from(b.to_ascii_lowercase()).hash(&mut hasher));
    } else {
        // Upper case first: `ß` and `SS` become the same, and so do the two lower-case sigmas.
        let small = text.nfc().filter(|c| !is_blank(*c)).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        small.nfc().for_each(|c| u32::from(c).hash(&mut hasher));
    }
    hasher.finish()
}

/// Whether a character is a blank or invisible.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::loose_fingerprint as of;

    #[test]
    fn what_people_take_for_one_has_one_number() {
        for (a, b) in [
            ("C 01", "c01"),
            ("Zoé", "ZOE\u{301}"),
            ("é", "e\u{301}"),
            ("Straße", "STRASSE"),
            ("a\u{a0}b", "A B"),
            ("ΣΑΣ", "σας"),
        ] {
            assert_eq!(of(a), of(b), "{a} {b}");
        }
        for (a, b) in [("C1", "C2"), ("e", "é"), ("ab", "ba")] {
            assert_ne!(of(a), of(b), "{a} {b}");
        }
    }
}
