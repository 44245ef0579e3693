//! Small files that want much memory or time, in an address space of 2 GB: each ends in a sentence, soon.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::archives::{archive, ods_of, spreadsheet, xlsx_of, xlsx_with};
use crate::old_workbooks::{record, xls_of};
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
        r#"<a/><x:sst uniqueCount="4000000000"><x:si/></x:sst>"#.to_owned(),
    ] {
        check("claimed.xlsx", &xlsx_of(&[("transactions", header())], &strings)).assert_refused("claimed");
    }
    // As many as the part has bytes, and each takes 24 of them.
    let strings = format!(r#"<sst uniqueCount="60000000">{}</sst>"#, " ".repeat(60_000_000));
    let ended = check("claimed.xlsx", &xlsx_of(&[("transactions", header())], &strings));
    assert_too_large(&ended, "its strings and styles need");
}

/// Each style of a cell gets a copy of its font.
#[test]
fn styles_that_share_a_long_name() {
    let (name, styles) = ("x".repeat(1_000_000), r#"<xf fontId="0"/>"#.repeat(5000));
    let styles = format!(
        r#"<styleSheet><fonts><font><name val="{name}"/></font></fonts><cellXfs>{styles}</cellXfs></styleSheet>"#
    );
    let ended = check("styles.xlsx", &xlsx_with(&[("transactions", header())], "<sst/>", &styles));
    assert_too_large(&ended, "its strings and styles need");
}

/// One cell is no more than a row may be, and one row no more than is read at once.
#[test]
fn long_cells_of_documents() {
    let cell = |length: usize, times: u64| {
        let text = "x".repeat(length);
        format!(
            r#"<table:table-cell office:value-type="string" table:number-columns-repeated="{times}"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let header: String = ["customer_id", "transaction_date", "transaction_status"]
        .map(|name| cell(0, 1).replace("<text:p>", &format!("<text:p>{name}")))
        .concat();
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    for (name, rows, what) in [
        ("header", row(&cell(1_000_000, 16_384)), "the row holds more than 16.0 MB"),
        ("row", row(&header) + &row(&cell(1_000_000, 16_384)), "row 2: the row holds more than 16.0 MB"),
        ("cell", row(&header) + &row(&cell(2_000_000, 1)), "row 2: a cell holds more than 1.0 MB"),
        ("piece", row(&header) + &row(&cell(40_000_000, 1)), "one text or tag in it has more than 16.0 MB"),
    ] {
        let table = format!(r#"<table:table table:name="transactions">{rows}</table:table>"#);
        let ended = check(&format!("{name}.ods"), &ods_of(&spreadsheet(&table)));
        assert_refused_with(&ended, &[what, "Shorten it, or leave the column out"]);
    }
}

/// Writes rows with the system's own gzip, which is quick in any build of this test.
fn packed(path: &Path, header: &str, row: &dyn Fn(usize) -> String, rows: usize) -> PathBuf {
    let file = File::create(path).expect("a file");
    let mut gzip = Command::new("gzip").arg("-6").stdin(Stdio::piped()).stdout(file).spawn().expect("gzip");
    let mut input = gzip.stdin.take().expect("a pipe");
    input.write_all(header.as_bytes()).expect("a pipe");
    for number in 0..rows {
        input.write_all(row(number).as_bytes()).expect("a pipe");
    }
    drop(input);
    assert!(gzip.wait().expect("gzip").success());
    path.to_owned()
}

/// Thousands of rows come before memory is looked at, if only rows are counted.
#[test]
fn long_ids_and_no_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let header = "customer_id,transaction_date,transaction_status\n";
    let long = "x".repeat(900_000);
    let ids =
        packed(&folder.path().join("transactions.csv.gz"), header, &|n| format!("{n}{long},2024-01-01,burnt\n"), 3000);
    let ended = run(limited("ulimit -v 1500000", &["check", text(&ids), "--max-memory", "400M"]));
    ended.assert_refused("ids");
    assert_refused_with(
        &ended,
        &["transactions.csv.gz: too large for the memory", "400.0 MB. Give more with --max-memory"],
    );
}

/// Text that repeats is packed a thousand times smaller, which no table is.
#[test]
fn text_that_expands_without_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let header = "customer_id,transaction_date,transaction_status\n";
    let blank = format!("{}\n", " ".repeat(1000)).repeat(1000);
    let path = packed(&folder.path().join("transactions.csv.gz"), header, &|_| blank.clone(), 200);
    let ended = run(limited(LIMIT, &["check", text(&path), "--max-memory", "100M"]));
    assert_refused_with(&ended, &["it expands to more than the limit of 100.0 MB and 200 times", "or unpack it first"]);
}

/// A sheet has no more rows than a spreadsheet.
#[test]
fn rows_that_are_only_declared() {
    let rows =
        format!(r#"<dimension ref="A1:C4000000000"/><sheetData>{}{}"#, header(), row(&["1", "2024-01-01", "burnt"]));
    let ended = check("declared.xlsx", &xlsx_of(&[("transactions", rows)], "<sst/>"));
    let out = String::from_utf8_lossy(&ended.out);
    assert!(ended.status.success() && !out.contains("blank_row"), "{out}");
}

/// What the parts are said to expand to is looked at before anything is unpacked.
#[test]
fn parts_that_expand_beyond_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parts.xlsx");
    let parts: Vec<_> = (0..3).map(|n| (format!("xl/media/{n}"), vec![0; 40_000_000])).collect();
    fs::write(&path, archive(&parts, zip::CompressionMethod::Deflated)).expect("written");
    let ended = run(limited(LIMIT, &["check", text(&path), "--max-memory", "100M"]));
    assert_too_large(&ended, "its parts expand to 114.4 MB");
}

fn assert_too_large(ended: &Ended, what: &str) {
    assert_refused_with(ended, &[what, "too much for the limit of", "Give more with --max-memory"]);
}

fn assert_refused_with(ended: &Ended, words: &[&str]) {
    ended.assert_refused(&words.join(", "));
    assert!(words.iter().all(|word| ended.err.contains(word)), "{words:?}: {}", ended.err);
    assert!(!ended.err.contains("damaged"), "{}", ended.err);
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

/// A shared string is copied into every cell that names it.
#[test]
fn one_text_in_many_cells() {
    let names = ["customer_id", "transaction_date", "transaction_status", "note"];
    let mut strings: Vec<String> = names.map(str::to_owned).into();
    strings.extend(["c7", "2024-01-05", "burnt"].map(str::to_owned));
    strings.push("x".repeat(32_000));
    let cell = |row: u16, column: u16, string: u32| {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x00FD, &[&place[..], &string.to_le_bytes()].concat())
    };
    let cells = |rows: u16| -> Vec<u8> {
        let header = (0..4).flat_map(|column| cell(0, column, column.into()));
        let row = |row| (0..4).flat_map(move |column| cell(row, column, u32::from(column) + 4));
        header.chain((1..rows).flat_map(row)).collect()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let sound = folder.path().join("sound.xls");
    fs::write(&sound, xls_of(&strings, &cells(20))).expect("written");
    let report = run(limited(LIMIT, &["report", text(&sound), "--format", "json"]));
    report.assert_fine("sound");
    assert!(String::from_utf8_lossy(&report.out).contains("\"transactions\": 19"));
    let ended = check("copies.xls", &xls_of(&strings, &cells(60_000)));
    assert_too_large(&ended, "its cells take");
}

#[test]
fn blank_lines_without_an_end() {
    let text =
        format!("customer_id,transaction_date,transaction_status\na,2024-01-01,burnt\n{}", "\n".repeat(40 << 20));
    let ended = check("transactions.csv", text.as_bytes());
    assert_refused_with(&ended, &["from row 3 on, more than 16 MB of blank lines follow each other. Delete them"]);
}
