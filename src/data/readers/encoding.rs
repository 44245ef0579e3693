//! Detects the encoding of text without a byte order mark: UTF-8 with a few broken rows, or an older encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::header;
use crate::data::error::DataError;
use crate::data::schema::normalise;

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

/// Words in names of columns by the top-level domain whose pages are in that language, as [`normalise`] leaves them.
#[rustfmt::skip]
const LANGUAGES: [(&str, &[&str]); 8] = [
    ("tr", &["musteri", "siparis", "tarih", "sehir", "tutar", "durum", "urun", "adet", "fatura", "cinsiyet", "magaza", "toplam"]),
    ("pl", &["klient", "zamowien", "sprzedaz", "miasto", "kwota", "ilosc", "wartosc", "faktur", "sklep", "nazwa", "plec"]),
    ("de", &["kunde", "bestell", "datum", "betrag", "menge", "stadt", "artikel", "rechnung", "geschlecht", "filiale", "preis"]),
    ("fr", &["commande", "montant", "ville", "produit", "achat", "prix", "quantite", "magasin", "facture", "datede"]),
    ("es", &["pedido", "fecha", "ciudad", "importe", "cantidad", "precio", "tienda", "factura", "compra", "genero"]),
    ("pt", &["cidade", "valor", "quantidade", "preco", "loja", "datada", "datado", "cupom"]),
    ("it", &["ordine", "citta", "importo", "quantita", "prezzo", "negozio", "fattura", "acquisto", "sesso"]),
    ("nl", &["klant", "bestel", "bedrag", "aantal", "winkel", "geslacht", "woonplaats", "prijs"]),
];
/// Encodings in which names of columns are looked for; the usual ones first.
const CANDIDATES: [&str; 13] = [
    "windows-1252",
    "windows-1254",
    "windows-1250",
    "iso-8859-2",
    "windows-1251",
    "windows-1253",
    "windows-1256",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-jp",
    "euc-kr",
    "koi8-r",
];
/// Lines among which the names of the columns are.
const HEADER_LINES: usize = 8;

/// The encoding of text that begins with `start`; `further` is a later part of it. `None` for UTF-8. A few broken rows
/// do not make UTF-8 another encoding.
pub fn guess(start: &[u8], further: &[u8]) -> Option<&'static Encoding> {
    let (mut unicode, mut broken) = (0_usize, 0_usize);
    for text in [start, further] {
        for line in text.split(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
            match std::str::from_utf8(line) {
                Ok(_) => unicode += 1,
                // The last bytes may be a part of a character.
                Err(error) if error.error_len().is_none() && text.ends_with(line) => {}
                Err(_) => broken += 1,
            }
        }
    }
    if broken == 0 || unicode >= broken {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, false);
    detector.feed(further, true);
    let names: Vec<&[u8]> = names(start).collect();
    let fitting = fitting(&names);
    let language = language(&names, fitting.first().copied());
    let guessed = detector.guess(language.map(str::as_bytes), Utf8Detection::Deny);
    Some(if fitting.contains(&guessed) { guessed } else { fitting.first().copied().unwrap_or(guessed) })
}

/// What may be names of columns.
fn names(start: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = start.split(|b| matches!(b, b'\n' | b'\r')).filter(|line| !line.is_empty()).take(HEADER_LINES);
    lines.flat_map(|line| line.split(|b| b",;\t|".contains(b))).map(unquoted)
}

/// A name without blanks and quotes around it.
fn unquoted(name: &[u8]) -> &[u8] {
    let name = name.trim_ascii();
    name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(name)
}

/// The encodings in which most names that are not ASCII are those of known columns; none where there are no such names.
fn fitting(names: &[&[u8]]) -> Vec<&'static Encoding> {
    let foreign: Vec<&&[u8]> = names.iter().filter(|name| !name.is_ascii()).collect();
    let known = |encoding: &'static Encoding| {
        let decoded = foreign.iter().map(|name| encoding.decode_without_bom_handling(name));
        decoded.filter(|(name, is_wrong)| !is_wrong && header::is_known(name)).count()
    };
    let scores: Vec<(&'static Encoding, usize)> = CANDIDATES
        .iter()
        .filter_map(|label| Encoding::for_label(label.as_bytes()))
        .map(|encoding| (encoding, known(encoding)))
        .collect();
    let most = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
    scores.into_iter().filter(|(_, score)| *score == most && most > 0).map(|(encoding, _)| encoding).collect()
}

/// The language of the names of columns, as the domain of a country that speaks it.
fn language(names: &[&[u8]], encoding: Option<&'static Encoding>) -> Option<&'static str> {
    let decoded = |name: &&[u8]| normalise(&encoding.unwrap_or(WINDOWS_1252).decode_without_bom_handling(name).0);
    let names: Vec<String> = names.iter().map(decoded).collect();
    let hits = |words: &[&str]| names.iter().filter(|name| words.iter().any(|word| name.contains(word))).count();
    let scored = LANGUAGES.iter().map(|(domain, words)| (*domain, hits(words)));
    // The first of equally good ones.
    scored.filter(|(_, hits)| *hits > 0).rev().max_by_key(|(_, hits)| *hits).map(|(domain, _)| domain)
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
            let guessed = guess(&bytes, &[]).map(|found| found.decode(&bytes).0.into_owned());
            assert_eq!(guessed.as_deref(), Some(text), "{label}");
        }
    }

    /// A table of 40 rows of ASCII and one with a word of the language, below names of its own.
    #[test]
    fn few_letters_are_enough_below_names_of_the_language() {
        for (label, header, word) in [
            ("windows-1252", "Kundennummer;Bestelldatum;Betrag", "Köln"),
            ("windows-1252", "N° client;Date de commande;Montant", "Orléans"),
            ("windows-1252", "Cliente;Fecha de pedido;Importe", "Cádiz"),
            ("windows-1252", "Código do cliente;Data do pedido;Valor", "São Paulo"),
            ("windows-1252", "Cliente;Data ordine;Importo", "Forlì"),
            ("windows-1252", "Cliente;Data ordine;Città", "Cantù"),
            ("windows-1252", "Klantnummer;Besteldatum;Bedrag", "Reünie"),
            ("windows-1250", "Klient;Data zamowienia;Kwota", "Łódź"),
            ("iso-8859-2", "Klient;Data zamówienia;Wartość", "Częstochowa"),
            ("windows-1254", "Musteri No;Siparis Tarihi;Tutar", "Şişli"),
            ("windows-1254", "Müşteri No;Sipariş Tarihi;Tutar", "Muğla"),
            ("windows-1256", "رقم العميل;تاريخ الطلب;المبلغ", "طنطا"),
            ("gbk", "客户编号;订单日期;金额", "西安"),
            ("big5", "客戶編號;訂單日期;金額", "臺北"),
            ("shift_jis", "顧客番号;注文日;金額", "奈良"),
            ("euc-jp", "顧客番号;注文日;金額", "奈良"),
        ] {
            let rows = "A;2024-01-31;5\n".repeat(40);
            let text = format!("{header}\n{rows}{word};2024-02-01;7\n");
            let (bytes, encoding, lost) = named(label).unwrap().encode(&text);
            assert!(!lost, "{label}");
            let guessed = guess(&bytes, &[]).map(|found| found.decode(&bytes).0.into_owned());
            assert_eq!(guessed.as_deref(), Some(text.as_str()), "{} {header}", encoding.name());
        }
    }

    #[test]
    fn letters_far_below_the_start_count() {
        let (word, ..) = named("windows-1254").unwrap().encode("İzmir;Şanlıurfa;Muğla\n");
        assert_eq!(guess(b"musteri;sehir\nA;Bursa\n", &word).map(Encoding::name), Some("windows-1254"));
        assert_eq!(guess(b"musteri;sehir\nA;Bursa\n", "İzmir\n".as_bytes()), None);
    }

    #[test]
    fn a_broken_row_leaves_the_rest_unicode() {
        assert_eq!(guess("a\nKöln\nMünchen\n".as_bytes(), &[]), None);
        assert_eq!(guess(b"a\nK\xC3\xB6ln\nM\xFCnchen\n", &[]), None);
        assert_eq!(guess(b"a,b\n", &[]), None);
        assert_eq!(guess("a\nKö".as_bytes().split_last().unwrap().1, &[]), None, "cut within a character");
    }

    #[test]
    fn an_unknown_label_lists_the_usual_ones() {
        assert_eq!(named(" CP1254 ").unwrap().name(), "windows-1254");
        let why = named("martian").unwrap_err().to_string();
        assert!(why.contains("martian") && why.contains("windows-1254, "), "{why}");
    }
}
