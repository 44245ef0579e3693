//! Digits of other scripts in spreadsheets of those languages: `٢٠٢٤`, `२०२४`, `２０２４`, with their separators and
//! blanks.

use std::borrow::Cow;

/// The zeros of the decimal digits in Unicode that are in use; the other nine follow each.
const ZEROS: [u32; 20] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810, 0x1946, 0xFF10,
];

/// The text with digits, separators and blanks in ASCII, and without direction marks.
pub fn ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|c| ascii(c) != Some(c)) {
        return Cow::Borrowed(text);
    }
    text.chars().filter_map(ascii).collect()
}

fn ascii(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\u{7f}' => c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            return None;
        }
        // The Arabic decimal and thousands separators, and the full-width ones.
        '\u{66b}' | '．' => '.',
        '\u{66c}' | '،' | '，' | '、' => ',',
        '／' => '/',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '٪' | '％' => '%',
        '－' | '−' | '‐' | '‑' | '‒' | '–' | '﹣' => '-',
        '’' | '‘' | 'ʼ' | '´' | '＇' => '\'',
        c if c.is_whitespace() => ' ',
        c => digit(c).unwrap_or(c),
    })
}

fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
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
        assert_eq!(ascii_digits("\u{200f}31\u{200f}/1\u{200f}/2024"), "31/1/2024");
        assert_eq!(ascii_digits("1\u{202f}234 −5"), "1 234 -5");
        assert!(matches!(ascii_digits("Kraków"), Cow::Borrowed(_)));
    }
}
