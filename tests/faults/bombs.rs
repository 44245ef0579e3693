//! Small files that want much memory or time, in an address space of 2 GB: each ends in a sentence, soon.

use std::fs::{self, File};
use std::time::Instant;

use crate::archives::{archive, ods_of, spreadsheet, xlsx_of};
use crate::program::{Ended, limited, run, text};

const LIMIT: &str = "ulimit -v 2000000";
const SOON: u64 = 30;

fn check(name: &str, bytes: &[u8]) -> Ended {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let start = Instant::now();
    let ended = run(limited(LIMIT, &["check", text(&path)]));
    ended.assert_orderly(name);
    assert!(start.elapsed().as_secs() < SOON, "{name}: {:?}", start.elapsed());
    ended
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#)).collect();
    format!("<row>{}</row>", cells.concat())
}

fn header() -> String {
    row(&["customer_id", "transaction_date", "transaction_status"])
}

/// Whatever stands before, around and behind the count, it is not believed.
#[test]
fn shared_strings_that_are_only_claimed() {
    let far = format!("<!--{}-->", "x".repeat(5000));
    for strings in [
        r#"<sst uniqueCount="4000000000"><si><t>a</t></si></sst>"#.to_owned(),
        r#"<sst uniqueCount = "4000000000"><si><t>a</t></si></sst>"#.to_owned(),
        format!(r#"{far}<sst count="1" uniqueCount="4000000000"><si><t>a</t></si></sst>"#),
        format!(r#"<sst x="{}" uniqueCount='4000000000'><si><t>a</t></si></sst>"#, "x".repeat(5000)),
    ] {
        check("claimed.xlsx", &xlsx_of(&[("transactions", header())], &strings));
    }
}

#[test]
fn long_cells_and_many() {
    let long = row(&["1", "2024-01-01", &"x".repeat(300_000_000)]);
    check("long.xlsx", &xlsx_of(&[("transactions", header() + &long)], "<sst/>"));
    let many = row(&["1", "2024-01-01", "burnt"]).repeat(200_000);
    check("many.xlsx", &xlsx_of(&[("transactions", header() + &many)], "<sst/>"));
}

#[test]
fn repeated_rows_cells_and_tables() {
    let cell = |times: u64, text: &str| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{times}"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let repeated = |times: u64, cells: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>"#)
    };
    let header: String = ["customer_id", "transaction_date", "transaction_status"].map(|name| cell(1, name)).concat();
    let table = |rows: &str| format!(r#"<table:table table:name="transactions">{rows}</table:table>"#);
    for (name, rows) in [
        ("rows", repeated(1, &header) + &repeated(4_000_000_000, &cell(3, "1"))),
        ("cells", repeated(1, &header) + &repeated(1, &cell(4_000_000_000, "1"))),
        ("columns", repeated(1, &cell(4_000_000_000, "a"))),
        ("both", repeated(1, &header) + &repeated(1_048_576, &cell(16_384, "1"))),
    ] {
        check(&format!("{name}.ods"), &ods_of(&spreadsheet(&table(&rows))));
    }
    check("tables.ods", &ods_of(&spreadsheet(&table("").repeat(500_000))));
}

#[test]
fn wide_text() {
    let wide = |cell: &str| format!("customer_id,transaction_date{}\n", format!(",{cell}").repeat(80_000));
    let text = format!("{}1,2024-01-01{}\n", wide("c"), ",1.5".repeat(80_000));
    check("transactions.csv", text.as_bytes());
}

#[test]
fn archives_with_many_entries() {
    let files: Vec<_> = (0..60_000).map(|n| (format!("xl/worksheets/sheet{n}.xml"), Vec::new())).collect();
    check("entries.xlsx", &archive(&files, zip::CompressionMethod::Stored)).assert_refused("many entries");
}

#[test]
fn text_without_an_end() {
    let start = Instant::now();
    let mut command = limited(LIMIT, &["check", "-"]);
    command.stdin(File::open("/dev/zero").expect("zeros"));
    run(command).assert_refused("zeros");
    assert!(start.elapsed().as_secs() < SOON, "{:?}", start.elapsed());
}
