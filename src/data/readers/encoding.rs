//! Detects the encoding of text without a byte order mark: UTF-8 with a few broken rows, or an older encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use crate::data::error::DataError;

/// How many bytes are used for the detection.
pub const SEEN: u64 = 1 << 20;
/// Labels for a message; the standard has about two hundred, and all of them are accepted.
const LABELS: [&str; 23] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-2",
    "iso-8859-15",
    "macintosh",
    "koi8-r",
    "ibm866",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
];

/// The encoding that a label of the WHATWG standard names, such as `windows-1254` or `latin1`.
///
/// # Errors
/// [`DataError::UnknownEncoding`], which lists the usual ones.
pub fn named(label: &str) -> Result<&'static Encoding, DataError> {
    let unknown = || DataError::UnknownEncoding { given: label.to_owned(), known: LABELS.join(", ") };
    Encoding::for_label_no_replacement(label.trim().as_bytes()).ok_or_else(unknown)
}

/// The encoding of text with this start; `None` for UTF-8. A few broken rows do not make UTF-8 another encoding.
pub fn guess(start: &[u8]) -> Option<&'static Encoding> {
    let (mut unicode, mut broken) = (0_usize, 0_usize);
    for line in start.split(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(_) => unicode += 1,
            // The last bytes may be a part of a character.
            Err(error) if error.error_len().is_none() && start.ends_with(line) => {}
            Err(_) => broken += 1,
        }
    }
    if broken == 0 || unicode >= broken {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, true);
    Some(detector.guess(None, Utf8Detection::Deny))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn text_from_before_unicode_is_told_by_its_letters() {
        for (label, text) in [
            ("windows-1254", "customer_id;city\nA;İzmir\nB;Şanlıurfa\n"),
            ("windows-1252", "customer_id;city\nA;Köln\nB;München\nC;Düsseldorf\n"),
            ("windows-1250", "customer_id;city\nA;Kraków\nB;Łódź\nC;Wrocław\nD;Gdańsk\n"),
            ("windows-1251", "customer_id;city\nA;Москва\nB;Казань\nC;Самара\n"),
            ("windows-1253", "customer_id;city\nA;Αθήνα\nB;Θεσσαλονίκη\nC;Πάτρα\n"),
            ("windows-1256", "customer_id;city\nA;القاهرة\nB;الجيزة\nC;الإسكندرية\n"),
            ("shift_jis", "customer_id;city\nA;東京\nB;大阪\nC;名古屋\n"),
            ("gbk", "customer_id;city\nA;北京\nB;上海\nC;广州\nD;深圳\n"),
        ] {
            let encoding = named(label).unwrap();
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            let guessed = guess(&bytes).map(|found| found.decode(&bytes).0.into_owned());
            assert_eq!(guessed.as_deref(), Some(text), "{label}");
        }
    }

    #[test]
    fn a_broken_row_leaves_the_rest_unicode() {
        assert_eq!(guess("a\nKöln\nMünchen\n".as_bytes()), None);
        assert_eq!(guess(b"a\nK\xC3\xB6ln\nM\xFCnchen\n"), None);
        assert_eq!(guess(b"a,b\n"), None);
        assert_eq!(guess("a\nKö".as_bytes().split_last().unwrap().1), None, "cut within a character");
    }

    #[test]
    fn an_unknown_label_lists_the_usual_ones() {
        assert_eq!(named(" CP1254 ").unwrap().name(), "windows-1254");
        let why = named("martian").unwrap_err().to_string();
        assert!(why.contains("martian") && why.contains("windows-1254, "), "{why}");
    }
}
