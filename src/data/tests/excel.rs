//! Workbooks: dates of both calendars, blank rows, cells in far corners, damage.
use super::workbook::{compound_file, words, xlsx, zip};
use super::*;

fn load_book(bytes: &[u8]) -> Result<Facts, DataError> {
    load_path(&folder(&[("book.xlsx", bytes)]).path().join("book.xlsx"))
}

const CUSTOMER_COLUMNS: [&str; 3] = ["Customer ID", "Join Date", "age"];

#[test]
fn dates_count_from_the_calendar_of_the_workbook() {
    // 45487 is 2024-07-14 in the 1900 calendar, 44025 in that of 1904; once as a date, once as a bare number, once as text.
    for (from_1904, serial) in [(false, 45_487), (true, 44_025)] {
        let rows = words(1, &CUSTOMER_COLUMNS)
            + &format!(r#"<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>{serial}.75</v></c></row>"#)
            + &format!(
                r#"<row r="3"><c r="A3"><v>2</v></c><c r="B3"><v>{serial}</v></c><c r="C3"><v>30</v></c></row>"#
            )
            + &words(4, &["3", "14/07/2024"]);
        let facts = load_book(&xlsx(&[("Customers", &rows)], "A1:C4", from_1904)).unwrap();
        let joined: Vec<Option<i32>> = facts.customers.column("join_day").unwrap().i32().unwrap().iter().collect();
        assert_eq!(joined, [parse_day("2024-07-14"); 3], "1904: {from_1904}");
        assert_eq!((ids(&facts.customer_ids).join(" "), facts.extra.join(" ")), ("1 2 3".into(), "age".into()));
    }
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing() {
    let rows = words(3, &CUSTOMER_COLUMNS)
        + &words(4, &["1", "2024-01-01"])
        + r#"<row r="5"><c r="A5" s="1"/><c r="B5" s="1"/></row><row r="6"/>"#
        + &words(7, &["2", "2024-01-02"])
        + r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let facts = load_book(&xlsx(&[("customers", &rows)], "A1:XFD1048576", false)).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["1", "2"]);
    // All rows below the header but the two, the lone cell being under no header.
    assert_eq!(finding(&facts, Check::BlankRow, None).rows, 1_048_576 - 3 - 2);
}

#[test]
fn sheets_that_are_no_table_are_ignored() {
    let customers = words(1, &CUSTOMER_COLUMNS) + &words(2, &["1", "n/a", "33"]);
    let notes = words(1, &["Remember the milk"]);
    let facts =
        load_book(&xlsx(&[("Notes", &notes), ("DIM Customer", &customers), ("Empty", "")], "A1", false)).unwrap();
    assert_eq!((facts.source.format.as_str(), facts.rows(Table::Customers)), ("xlsx", 1));
    let error = load_book(&xlsx(&[("Notes", &notes)], "A1", false)).unwrap_err().to_string();
    assert!(error.contains("book.xlsx, sheet \"Notes\" (columns Remember the milk)"), "{error}");
}

#[test]
fn damage_names_the_sheet() {
    let rows = words(1, &CUSTOMER_COLUMNS) + r#"<row r="2"><c r="A2"><v>1</v></c><c r="#;
    let error = load_book(&xlsx(&[("customers", &rows)], "A1:C9", false)).unwrap_err().to_string();
    assert!(error.contains("sheet \"customers\"") && error.contains("damaged"), "{error}");
}

#[test]
fn an_archive_without_a_workbook_is_said_to_be_one() {
    let archive = zip(&[("readme.txt".to_owned(), "hello".to_owned())]);
    let error = load_book(&archive).unwrap_err().to_string();
    assert!(error.contains("book.xlsx") && error.contains("zip archive that holds no workbook"), "{error}");
    let whole = xlsx(&[("customers", &words(1, &CUSTOMER_COLUMNS))], "A1", false);
    assert!(load_book(&whole[..whole.len() / 2]).is_err());
}

#[test]
fn a_protected_workbook_is_said_to_be_protected() {
    let error = load_book(&compound_file("EncryptedPackage")).unwrap_err();
    assert!(matches!(error, DataError::PasswordProtected { .. }), "{error}");
    let other = load_book(&compound_file("Something")).unwrap_err().to_string();
    assert!(other.contains("book.xlsx") && other.contains("damaged"), "{other}");
}

#[test]
fn sectors_in_a_circle_end() {
    let mut file = compound_file("Workbook");
    file[512 + 4..512 + 8].copy_from_slice(&1_u32.to_le_bytes());
    let error = load_book(&file).unwrap_err().to_string();
    assert!(error.contains("follow each other in a circle"), "{error}");
}

#[test]
fn more_shared_strings_than_there_is_room_for_are_damage() {
    let far = "x".repeat(5000);
    let written = [
        r#"<sst count="9" uniqueCount="999999999999"><si><t>a</t></si></sst>"#.to_owned(),
        r"<sst uniqueCount = '999999999999'><si><t>a</t></si></sst>".to_owned(),
        format!(r#"<!--{far}--><sst uniqueCount=" 999999999999"><si><t>a</t></si></sst>"#),
        format!(r#"<sst x="{far}" uniqueCount="&#57;99999999999"><si><t>a</t></si></sst>"#),
    ];
    for strings in written {
        let archive = zip(&[("xl/sharedStrings.xml".to_owned(), strings)]);
        let error = load_book(&archive).unwrap_err().to_string();
        assert!(error.contains("claims 999999999999 shared strings"), "{error}");
    }
    let error = load_book(include_bytes!("../../../tests/fixtures/hostile/claimed_strings.xlsx")).unwrap_err();
    assert!(error.to_string().contains("shared strings"), "{error}");
}

#[test]
fn a_comment_within_a_value_is_no_part_of_it() {
    let rows = words(1, &CUSTOMER_COLUMNS)
        + r#"<row r="2"><c r="A2"><v>1<!-- one -->2</v></c><c r="C2"><v><!-- age -->3<![CDATA[0]]></v></c></row>"#
        + r#"<row r="3"><c r="A3" t="str"><f>B1</f><v>a<![CDATA[<b>]]>&amp;<?go on?>c</v></c><c r="C3"><v> 31 </v></c></row>"#
        + r#"<row r="4"><c r="A4" t="inlineStr"><is><t>x<!-- y -->z</t></is></c><c r="C4"><v>&#51;2</v><!-- end --></c></row>"#;
    let facts = load_book(&xlsx(&[("customers", &rows)], "A1:C4", false)).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["12", "a<b>&c", "xz"]);
    let ages: Vec<Option<f64>> = facts.customers.column("age").unwrap().f64().unwrap().iter().collect();
    assert_eq!(ages, [Some(30.0), Some(31.0), Some(32.0)]);
}

#[test]
fn errors_are_missing_values_that_are_said() {
    let errors = ["#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#GETTING_DATA", "#REF!", "odd", "#N/A"];
    let row = |(error, row): (&&str, u32)| {
        format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="C{row}" t="e"><v>{error}</v></c></row>"#)
    };
    let rows = words(1, &CUSTOMER_COLUMNS)
        + &errors.iter().zip(2..).map(row).collect::<Vec<_>>().concat()
        + r#"<row r="10"><c r="A10" t="e"><f>A1#</f><v>#SPILL!</v></c><c r="C10"><v>5</v></c></row>"#;
    let facts = load_book(&xlsx(&[("customers", &rows)], "A1:C10", false)).unwrap();
    assert_eq!(ids(&facts.customer_ids).len(), 8);
    let found = finding(&facts, Check::ErrorValue, Some("age"));
    assert_eq!((found.rows, found.examples[0].as_str()), (8, "row 2: \"#SPILL!\""));
    assert_eq!(finding(&facts, Check::ErrorValue, Some("customer_id")).examples, ["row 10: \"#SPILL!\""]);
    assert_eq!(finding(&facts, Check::NullId, Some("customer_id")).rows, 1);
}

#[test]
fn long_ids_keep_their_last_digits() {
    let rows = words(1, &CUSTOMER_COLUMNS)
        + r#"<row r="2"><c r="A2"><v>9007199254740993</v></c></row><row r="3"><c r="A3" t="n"><v>9007199254740992</v></c></row>"#
        + r#"<row r="4"><c r="A4"><v>1.2E+19</v></c></row>"#;
    let facts = load_book(&xlsx(&[("customers", &rows)], "A1:C4", false)).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["9007199254740993", "9007199254740992", "12000000000000000000"]);
    assert_eq!(finding(&facts, Check::RoundedId, Some("customer_id")).rows, 1);
}

#[test]
fn hidden_sheets_are_read_only_where_no_other_is_and_it_is_said() {
    let sheet = |id: &str| words(1, &CUSTOMER_COLUMNS) + &words(2, &[id, "2024-01-01", "33"]);
    let (shown, old) = (sheet("new"), sheet("old"));
    let hide = |book: Vec<u8>, name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let (path, mut text) = (part.name().unwrap().into_owned(), String::new());
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            let from = format!(r#"<sheet name="{name}""#);
            files.push((path, text.replace(&from, &format!(r#"{from} state="veryHidden""#))));
        }
        zip(&files)
    };
    let book = hide(xlsx(&[("customers", &old), ("People", &shown)], "A1", false), "customers");
    let facts = load_book(&book).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["new"]);
    let found = finding(&facts, Check::HiddenSheet, None);
    assert!(found.examples[0].ends_with("book.xlsx, sheet \"customers\" is not read"), "{found:?}");
    let facts = load_book(&hide(xlsx(&[("customers", &old)], "A1", false), "customers")).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["old"]);
    let found = finding(&facts, Check::HiddenSheet, None);
    assert!(found.examples[0].ends_with("sheet \"customers\" is read"), "{found:?}");
}

#[test]
fn parts_that_do_not_match_their_checksum_or_their_header_are_damage() {
    let rows = words(1, &CUSTOMER_COLUMNS) + &words(2, &["1", "2024-01-01", "33"]);
    let book = xlsx(&[("customers", &rows)], "A1:C2", false);
    let find = |needle: &[u8]| book.windows(needle.len()).position(|w| w == needle).unwrap();
    let refusal = |at: usize, byte: u8| {
        let mut damaged = book.clone();
        damaged[at] = byte;
        load_book(&damaged).unwrap_err().to_string()
    };
    let why = refusal(find(b">33<") + 1, b'4');
    assert!(why.contains("damaged") && why.contains("xl/worksheets/sheet1.xml does not match its checksum"), "{why}");
    let why = refusal(find(b"xl/styles.xml"), b'X');
    assert!(why.contains("xl/styles.xml and the directory disagree about its name"), "{why}");
    // One part less is counted at the end of the archive.
    let end = book.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let why = refusal(end + 10, book[end + 10] - 1);
    assert!(why.contains("damaged"), "{why}");
}
