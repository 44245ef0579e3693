//! Digits of other scripts, which spreadsheets of those languages write: `٢٠٢٤`, `२०२४`, `２０２４`.

use std::borrow::Cow;

/// The zeros of the decimal digits of Unicode that are in use; the nine digits that follow each are in order.
const ZEROS: [u32; 20] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810, 0x1946, 0xFF10,
];

/// The text with digits and number marks of other scripts as those of ASCII.
pub fn ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|c| ascii(c) != c) {
        return Cow::Borrowed(text);
    }
    text.chars().map(ascii).collect()
}

fn ascii(c: char) -> char {
    let code = u32::from(c);
    match c {
        '\0'..='\u{65f}' => c,
        // The Arabic decimal and thousands marks, and the full-width ones.
        '\u{66b}' | '．' => '.',
        '\u{66c}' | '，' => ',',
        '／' => '/',
        '－' => '-',
        '：' => ':',
        _ => {
            let digit = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
            digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_digits() {
        for text in ["٢٠٢٤", "۲۰۲۴", "२०२४", "২০২৪", "๒๐๒๔", "２０２４", "2024"] {
            assert_eq!(ascii_digits(text), "2024", "{text}");
        }
        assert_eq!(ascii_digits("١٬٢٣٤٫٥ ج.م"), "1,234.5 ج.م");
        assert!(matches!(ascii_digits("Kraków"), Cow::Borrowed(_)));
    }
}
