//! Mapping files: a printed mapping can be read again, and errors are reported.
use super::*;

fn mapped(folder: &Path, text: &str) -> Result<Facts, DataError> {
    let mapping = Some(Mapping::parse(text, "map.toml")?);
    load(&LoadOptions { mapping, ..options(&[folder]) }, &Progress::new())
}

fn refused(files: &[(&str, &[u8])], text: &str) -> String {
    mapped(folder(files).path(), text).unwrap_err().to_string()
}

const STRANGE: &[(&str, &[u8])] = &[
    ("kunden.csv", b"nr;ort;alter\n1;B;30\n2;C;40\n"),
    ("einkauf.csv", b"wer;wann;was;summe\n1;03/04/2024;offen;1,5\n2;05/06/2024;weg;2,5\n2;07/06/2024;used;3\n"),
];
const STRANGE_MAPPING: &str = r#"
date_format = "dmy"
[status]
claimed = ["Offen", "used"]
burnt = ["weg"]
[tables.customers]
source = "kunden.csv"
columns = { customer_id = "nr", city_id = "ort" }
[tables.transactions]
source = "einkauf.csv"
columns = { customer_id = "wer", transaction_date = "wann", transaction_status = "was", amount = "summe" }
"#;

#[test]
fn names_of_any_kind_can_be_mapped() {
    let strange = folder(STRANGE);
    assert!(load_path(strange.path()).is_err());
    let facts = mapped(strange.path(), STRANGE_MAPPING).unwrap();
    assert_eq!((ids(&facts.customer_ids).join(" "), facts.extra.join(" ")), ("1 2".into(), "alter".into()));
    assert_eq!(days(&facts)[0].as_deref(), Some("2024-04-03"));
    assert_eq!(column(&facts, "status"), [0, 1, 0].map(Some), "a given word goes before a known one");
    let amounts: Vec<Option<f64>> = facts.transactions.column("amount").unwrap().f64().unwrap().iter().collect();
    assert_eq!(amounts, [Some(1.5), Some(2.5), Some(3.0)]);
}

#[test]
fn what_is_printed_can_be_read_back() {
    let strange = folder(STRANGE);
    let mapping = Some(Mapping::parse(STRANGE_MAPPING, "map.toml").unwrap());
    let given = LoadOptions { mapping, ..options(&[strange.path()]) };
    let printed = inferred_mapping(&given, &Progress::new()).unwrap();
    assert_twins(&load(&given, &Progress::new()).unwrap(), &mapped(strange.path(), &printed).unwrap());
    for line in
        ["date_format = \"dmy\"", "claimed = [\"offen\", \"used\"]", "# join_date = \"\"", "# other columns: \"alter\""]
    {
        assert!(printed.contains(line), "{line} is not in\n{printed}");
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let printed = inferred_mapping(&options(&[&sample]), &Progress::new()).unwrap();
    assert_twins(&load_path(&sample).unwrap(), &mapped(&sample, &printed).unwrap());
}

#[test]
fn dates_that_do_not_tell_are_asked_for_in_the_printed_mapping() {
    let folder = folder(&[("claims.csv", b"customer_id,date,status\n1,03/04/2024,lost\x1b\n")]);
    let printed = inferred_mapping(&options(&[folder.path()]), &Progress::new()).unwrap();
    assert!(printed.contains("# date_format = \"dmy\"") && printed.contains("03/04/2024"), "{printed}");
    assert!(printed.contains("# none of these: \"lost\\u001B\" (1 rows)"), "{printed}");
    let edited = printed.replace("# date_format", "date_format");
    assert_eq!(days(&mapped(folder.path(), &edited).unwrap()), [Some("2024-04-03".to_owned())]);
}

#[test]
fn a_source_decides_between_two_files() {
    let two =
        folder(&[("customers.csv", CUSTOMERS.as_bytes()), ("second.csv", b"customer_id,join_date,city_id\n5,,\n")]);
    let copy = b"customer_id,city_id,gender_id,age\n1,1,1,2\n";
    let rival = folder(&[("customers.csv", copy), ("second.csv", CUSTOMERS.as_bytes())]);
    let why = load_path(rival.path()).unwrap_err().to_string();
    for part in ["customers.csv", "second.csv", "--table customers=customers.csv"] {
        assert!(why.contains(part), "{part} in {why}");
    }
    let facts = load_path(two.path()).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["1", "2"], "a file with less in it is no rival");
    let chosen = mapped(two.path(), "[tables.customers]\nsource = \"second.csv\"\n").unwrap();
    assert_eq!(ids(&chosen.customer_ids), ["5"]);
    let (a, b) = (rival.path().join("customers.csv"), rival.path().join("second.csv"));
    let mapping = Some(Mapping::parse("[tables.customers]\nsource = \"second.csv\"\n", "map.toml").unwrap());
    let facts = load(&LoadOptions { mapping, ..options(&[&a, &b]) }, &Progress::new()).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["1", "2"]);
}

#[test]
fn sheets_are_sources_too() {
    let rows = |id: &str| workbook::words(1, &["customer_id", "join_date"]) + &workbook::words(2, &[id, "2024-01-01"]);
    let book = |id: &str| workbook::xlsx(&[("Sheet1", &rows(id)), ("Sheet2", &rows("x"))], "A1", false);
    let books = folder(&[("a.xlsx", &book("7")), ("b.xlsx", &book("8"))]);
    let chosen = mapped(books.path(), "[tables.customers]\nsource = \"b.xlsx: Sheet1\"\n").unwrap();
    assert_eq!(ids(&chosen.customer_ids), ["8"]);
    let why = mapped(books.path(), "[tables.customers]\nsource = \"Sheet1\"\n").unwrap_err().to_string();
    assert!(why.contains("\"a.xlsx: Sheet1\" and \"b.xlsx: Sheet1\""), "{why}");
}

#[test]
fn what_is_not_there_is_an_error_that_lists_what_is() {
    let files: &[(&str, &[u8])] = &[("customers.csv", CUSTOMERS.as_bytes())];
    for (text, words) in [
        (
            "[tables.customer]",
            "there is no table \"customer\". The tables are customers, genders, cities, transactions, branches, merchants. Did you mean \"customers\"?",
        ),
        (
            "[tables.customers.columns]\ncity = \"x\"",
            "has no column \"city\". Its columns are customer_id, join_date, city_id, gender_id, person_id. Did you mean \"city_id\"?",
        ),
        (
            "[tables.customers.columns]\ncity_id = \"Join_Date\"",
            "customers.csv has no column \"Join_Date\". It has customer_id, join_date, city_id, gender_id. Did you mean \"join_date\"?",
        ),
        (
            "[tables.customers]\nsource = \"customer.csv\"",
            "the source \"customer.csv\", which does not exist. There is customers.csv. Did you mean \"customers.csv\"?",
        ),
        (
            "[tables.cities.columns]\ncity_id = \"x\"",
            "nothing was recognised as the table cities. Give its source: customers.csv",
        ),
        ("date_format = \"d.m\"", "date_format is \"d.m\", which is not known. Use dmy, mdy or ymd"),
        ("[status]\nclaimed = [\"x\"]\nburnt = [\"X\"]", "the status word \"x\" is both burnt and claimed"),
        (
            "[tables.customers.columns]\ncity_id = \"a\"\ngender_id = \"a\"",
            "\"a\" is given as both city_id and gender_id of the table customers",
        ),
        (
            "\n[tables.customers]\nsheet = \"x\"",
            "line 3, column 1: unknown field `sheet`, expected `source` or `columns`",
        ),
        ("date = ", "line 1, column "),
        ("\"\x1b\" = 1", "map.toml: line 1, column "),
    ] {
        let why = refused(files, text);
        assert!(why.starts_with("map.toml: ") && why.contains(words) && !why.contains('\x1b'), "{text}: {why}");
    }
}
