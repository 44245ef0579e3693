//! Which characters of a text act on a terminal, turn the direction of writing or cannot be seen, and the ways to write
//! them so that they do nothing and can be seen: one set for messages, screens and files.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character acts on a terminal, turns the direction of writing, ends a line or cannot be seen.
///
/// Control characters, separators of lines, noncharacters, and what Unicode lists as `Default_Ignorable_Code_Point`: soft
/// hyphen, marks of direction, fillers, tags, further variation selectors. Those that shape the letter beside them stay: the
/// joiners U+200C and U+200D, the variation selectors of emoji and of Mongolian.
pub fn is_harmful(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// Text for a screen: control characters become their symbols (`␛`, `␊`), others are escaped: `\u{202e}`.
pub fn clean(text: &str) -> Cow<'_, str> {
    written(text, is_harmful, |out, character| match character {
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(character))),
        '\u{7f}' => out.push('␡'),
        _ => spell(out, character),
    })
}

/// Text for a message: every harmful character is escaped, `\u{1b}`.
pub fn spelt_out(text: &str) -> Cow<'_, str> {
    written(text, is_harmful, spell)
}

/// A complete output for a terminal: as [`spelt_out`], except that lines and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    written(text, |character| is_harmful(character) && !matches!(character, '\n' | '\t'), spell)
}

/// A JSON document with the same values whose strings have no harmful characters.
pub fn in_json(document: &str) -> Cow<'_, str> {
    // The serializer escapes C0 characters: any that is left is between values.
    written(
        document,
        |character| is_harmful(character) && character >= '\u{7f}',
        |out, character| {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        },
    )
}

fn spell(out: &mut String, character: char) {
    out.extend(character.escape_unicode());
}

fn written(text: &str, is_written: impl Fn(char) -> bool, write: impl Fn(&mut String, char)) -> Cow<'_, str> {
    // The usual case, on every frame.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(&is_written) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_written(character) {
            write(&mut out, character);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screens_have_pictures_and_messages_codes() {
        assert_eq!(clean("\u{1b}[31mCairo\u{7}\n\u{7f}"), "␛[31mCairo␇␊␡");
        assert_eq!(spelt_out("\u{1b}[31m\n"), "\\u{1b}[31m\\u{a}");
        for form in [clean, spelt_out] {
            assert_eq!(form("Ca\u{202e}ori\u{9b}"), "Ca\\u{202e}ori\\u{9b}");
        }
        assert_eq!(lines("a\tb\n\u{1b}\u{2028}\r"), "a\tb\n\\u{1b}\\u{2028}\\u{d}");
    }

    #[test]
    fn what_is_hidden_is_shown_and_what_shapes_stays() {
        let hidden = [
            '\u{ad}',
            '\u{61c}',
            '\u{180e}',
            '\u{200b}',
            '\u{200e}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{2060}',
            '\u{2066}',
            '\u{206f}',
            '\u{3164}',
            '\u{feff}',
            '\u{fff9}',
            '\u{fffb}',
            '\u{ffff}',
            '\u{e0001}',
            '\u{e007f}',
            '\u{e0100}',
            '\u{e01ef}',
            '\u{10fffe}',
        ];
        for character in hidden {
            let code = format!("a\\u{{{:x}}}b", u32::from(character));
            assert_eq!(clean(&format!("a{character}b")), code);
        }
        for text in ["می\u{200c}خواهم", "👩\u{200d}🌾", "❤\u{fe0f}", "القاهرة 東京", "e\u{301}", "\u{fffd}"]
        {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn json_keeps_its_values() {
        let values = ["\u{9b}31m", "\u{7f}", "\u{202e}abc", "\u{e0041}\u{feff}", "a\nb\u{1b}", "東京 \\u0041"];
        for value in values {
            let document = serde_json::to_string_pretty(&[value]).expect("JSON");
            let safe = in_json(&document);
            assert!(safe.chars().all(|c| !is_harmful(c) || c == '\n'), "{safe}");
            assert_eq!(serde_json::from_str::<[String; 1]>(&safe).expect("JSON"), [value]);
        }
    }
}
