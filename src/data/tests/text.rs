//! Delimited text in all its spellings.
use super::*;

fn one_city(bytes: &[u8]) -> (String, Facts) {
    let facts = load_files(&[("customers.csv", CUSTOMERS.as_bytes()), ("cities.csv", bytes)]);
    (facts.cities.names[0].clone().unwrap(), facts)
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect()
}

#[test]
fn encodings_are_told_apart() {
    let text = "city_id,city_name\r\n1,Málaga\r\n";
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let latin1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let little = utf16(text, u16::to_le_bytes);
    for bytes in [text.as_bytes(), &with_mark, &latin1, &little, &utf16(text, u16::to_be_bytes)] {
        let (name, facts) = one_city(bytes);
        assert_eq!(name, "Málaga");
        assert!(facts.findings.iter().all(|f| f.check != Check::MixedEncoding));
    }
}

#[test]
fn long_utf16_is_decoded_across_buffers() {
    let rows = (1..60_000).map(|i| format!("{i},Ciudad número {i} 🎟\n")).collect::<Vec<_>>().concat();
    let (_, facts) = one_city(&utf16(&format!("city_id,city_name\n{rows}"), u16::to_le_bytes));
    assert_eq!(facts.cities.len(), 59_999);
    assert_eq!(facts.cities.names[59_998].as_deref(), Some("Ciudad número 59999 🎟"));
}

#[test]
fn a_mix_of_encodings_is_found() {
    let facts = one_city(b"city_id,city_name\n1,M\xC3\xA1laga\n2,C\xF3rdoba\n3,Cairo\n").1;
    assert_eq!(facts.cities.names[1].as_deref(), Some("Córdoba"));
    let mixed = finding(&facts, Check::MixedEncoding, None);
    assert_eq!((mixed.rows, mixed.examples[0].as_str()), (1, "row 3"));
}

#[test]
fn delimiters_are_told_apart() {
    for text in [
        "city_id;city_name\n1;\"Suez, old\"\n2;b\n",
        "city_id\tcity_name\n1\tSuez, old\n",
        "city_id|city_name\r\n1|Suez, old\r\n",
        "\"city_id\",\"city_name\"\n1,\"Suez, old\"",
        "city_id,city_name\r1,\"Suez, old\"\r2,b\r",
    ] {
        assert_eq!(one_city(text.as_bytes()).0, "Suez, old", "{text:?}");
    }
}

#[test]
fn rows_are_numbered_as_an_editor_does() {
    for end in ["\n", "\r\n"] {
        let text = format!(
            "city_id,city_name{end}{end}1,\"two{end}lines\"{end}1,again{end}{end}{end},,{end}\"1\",\"x{end}\"{end},nobody"
        );
        let facts = one_city(text.as_bytes()).1;
        let repeated = finding(&facts, Check::DuplicateId, Some("city_id"));
        assert_eq!(repeated.examples, ["row 5: \"1\"", "row 9: \"1\""], "{end:?}");
        assert_eq!(finding(&facts, Check::NullId, Some("city_id")).examples, ["row 11"], "{end:?}");
        assert_eq!(finding(&facts, Check::BlankRow, None).rows, 4, "{end:?}");
    }
}

#[test]
fn ragged_rows_are_set_aside() {
    let facts =
        transactions("1,2024-01-01,claimed,,3\n1,2024-01-01\n1,2024-01-01,claimed,,3,,\n1,2024-01-01,claimed,,3,9\n");
    assert_eq!(facts.transactions.height(), 2);
    let ragged = finding(&facts, Check::RaggedRow, None);
    assert_eq!(ragged.examples, ["row 3: 2 fields instead of 5", "row 5: 6 fields instead of 5"]);
}

#[test]
fn trailing_commas_are_no_columns() {
    let text = "city_id,city_name,,\n1,Cairo\n2,Giza,,\n3,Suez,,,\n4\n5,Luxor,,,x\n";
    let facts = one_city(text.as_bytes()).1;
    assert_eq!(facts.cities.len(), 3);
    let ragged = finding(&facts, Check::RaggedRow, None);
    assert_eq!(ragged.examples, ["row 5: 1 fields instead of 4", "row 6: 5 fields instead of 4"]);
}

#[test]
fn two_columns_of_one_name_are_found() {
    let facts = one_city(b"city_id,city_name,city_id, city_name \n1,Cairo,9,Giza\n").1;
    assert_eq!((ids(&facts.cities.ids).join(" "), facts.cities.names[0].as_deref()), ("1".into(), Some("Cairo")));
    assert_eq!(finding(&facts, Check::DuplicateColumn, Some("city_name")).examples, ["column 2", "column 4"]);
    assert_eq!(finding(&facts, Check::DuplicateColumn, Some("city_id")).rows, 2);
}

#[test]
fn a_quote_that_is_never_closed_is_an_error() {
    for following in [0, 1, 3, 60_000] {
        let rows = "1,2024-01-01,claimed,,3\n".repeat(following);
        for start in ["1,\"2024-01-01,claimed,,3\n", "1,2024-01-01,claimed,,\"3\n"] {
            let text = format!("{TRANSACTIONS}1,2024-01-01,claimed,,3\n{start}{rows}");
            let error = refusal(&[("transactions.csv", text.trim_end().as_bytes())]);
            assert!(error.contains("row 3") && error.contains("never closed"), "{error}");
        }
    }
}

#[test]
fn packed_files_are_read_or_named() {
    let load = |bytes: Vec<u8>| load_bytes("customers", bytes, &options(&[]), &Progress::new());
    let zst = zstd::stream::encode_all(CUSTOMERS.as_bytes(), 1).unwrap();
    for first in [0x50, 0x5A, 0x5F] {
        let skipped = [first, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, b'a', b'b', b'c'];
        let facts = load([skipped.as_slice(), &zst, &skipped].concat()).unwrap();
        assert_eq!(facts.rows(Table::Customers), 2, "{first:x}");
    }
    let gz = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let (first, second) = CUSTOMERS.split_at(30);
    assert_eq!(load([gz(first), gz(second)].concat()).unwrap().rows(Table::Customers), 2, "two members");
    for (start, name) in [
        (b"BZh91AY&SY".as_slice(), "bzip2"),
        (b"\xFD7zXZ\0\0\x04", "xz"),
        (b"\x04\x22\x4D\x18\x40", "lz4"),
        (b"7z\xBC\xAF\x27\x1C\0", "7-Zip"),
    ] {
        let why = load(start.to_vec()).unwrap_err().to_string();
        assert!(why.contains(&format!("packed with {name}")), "{why}");
    }
}

#[test]
fn a_table_that_is_too_wide_is_refused() {
    let header = format!("customer_id{}\n1\n", ",c".repeat(20_000));
    let error =
        load_bytes("customers.csv", header.into_bytes(), &options(&[]), &Progress::new()).unwrap_err().to_string();
    assert!(error.contains("it has 20001 columns, and the maximum is 16384"), "{error}");
}
