//! What people's files are like, one fixture each: what is read of them, and what is said about it. The figures were counted by
//! hand; `tests/fixtures/traps/make.py` writes the files that are not text.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use segscope::analysis;
use segscope::data::filter::Filter;
use segscope::data::{Check, DataError, LoadOptions, Severity, load_bytes};
use segscope::progress::Progress;

use crate::support::{options, program};

/// What is seen of a trap.
enum Seen {
    /// Customers, transactions, open, burnt, other; then what is found on top of what a lone table of claims always has: check,
    /// column, rows, and the first example.
    Read([u64; 5], &'static [(Check, &'static str, u64, &'static str)]),
    /// An error with these words in it.
    Refused(&'static [&'static str]),
}

use Check::{
    BlankRow, BurntWithoutDate, DuplicateColumn, DuplicateId, ErrorValue, MissingValue, MixedCurrency, MixedEncoding,
    NullId, OrphanKey, RaggedRow, UndecidedDecimal, UnknownStatus, UnparsableValue, UnreadColumn,
};
use Seen::{Read, Refused};

/// Two customers, one open and two burnt claims: what most fixtures hold.
const CLAIMS: [u64; 5] = [2, 3, 1, 2, 0];
const PAIR: [u64; 5] = [2, 2, 1, 1, 0];
const NO_BURN_DATE: (Check, &str, u64, &str) = (BurntWithoutDate, "burn_date", 1, "row 3");

#[rustfmt::skip]
const TRAPS: &[(&str, Seen)] = &[
    // Rows and fields.
    ("ragged.csv", Read(CLAIMS, &[(RaggedRow, "", 2, "row 3: 2 fields instead of 5")])),
    ("trailing_commas.csv", Read(CLAIMS, &[])),
    ("blank_rows.csv", Read(CLAIMS, &[(BlankRow, "", 2, "row 4")])),
    ("two_columns_of_one_name.csv", Read(CLAIMS, &[(DuplicateColumn, "customer_id", 2, "column 1")])),
    ("tabs.tsv", Read(CLAIMS, &[])),
    ("bars.txt", Read(CLAIMS, &[])),
    ("semicolons.csv", Read(CLAIMS, &[])),
    ("carriage_returns.csv", Read(CLAIMS, &[])),
    ("line_breaks_in_quotes.csv", Read([2, 2, 1, 0, 1], &[(UnknownStatus, "transaction_status", 1, "row 4: \"lost\"")])),
    ("quotes_in_the_middle.csv", Read(PAIR, &[NO_BURN_DATE])),
    ("unclosed_quote.csv", Refused(&["row 2", "never closed"])),
    ("empty.csv", Refused(&["empty.csv (columns none)"])),
    ("blank_lines.csv", Refused(&["blank_lines.csv (columns none)"])),
    ("header_only.csv", Read([0; 5], &[])),
    // Bytes.
    ("bom.csv", Read(CLAIMS, &[])),
    ("latin1.csv", Read(PAIR, &[NO_BURN_DATE])),
    ("utf16.csv", Read(PAIR, &[NO_BURN_DATE])),
    ("utf16_without_a_mark.csv", Read(PAIR, &[NO_BURN_DATE])),
    ("two_encodings.csv", Read(PAIR, &[NO_BURN_DATE, (MixedEncoding, "", 1, "row 3")])),
    ("zeros_at_the_end.csv", Read(CLAIMS, &[(RaggedRow, "", 1, "row 5: 1 fields instead of 5")])),
    ("binary.csv", Refused(&["not a table that can be read", "not text"])),
    ("cut_short.csv.gz", Refused(&["cut_short.csv.gz: damaged or cut short"])),
    ("escape_sequences.csv", Read([2, 2, 0, 1, 1], &[
        (UnparsableValue, "transaction_date", 1, r#"row 3: "\u{202e}2024""#),
        (UnknownStatus, "transaction_status", 1, r#"row 2: "\u{1b}[2J\u{1b}]0;gone\u{7}""#),
        (DuplicateColumn, "a\x1b[2J", 2, "column 4"),
        NO_BURN_DATE,
    ])),
    ("escape_sequences_in_the_header.csv", Refused(&[r"columns when\u{1b}[2J, \u{202e}status"])),
    ("escape_sequences.xlsx", Refused(&[r#"sheet "\u{202e}2J" (columns \u{202e}name, x)"#])),
    // Values.
    ("missing_words.csv", Read([2, 4, 1, 2, 1], &[
        (NullId, "branch_id", 2, "row 3"),
        (NullId, "customer_id", 2, "row 4"),
        (ErrorValue, "burn_date", 1, "row 3: \"#N/A\""),
        (MissingValue, "transaction_date", 1, "row 5"),
        (UnknownStatus, "transaction_status", 1, "row 5: \"empty\""),
        NO_BURN_DATE,
    ])),
    ("status_words.csv", Read([2, 4, 1, 1, 2], &[(UnknownStatus, "transaction_status", 2, "row 4: \"refunded\""), NO_BURN_DATE])),
    ("amounts.csv", Read([2, 6, 0, 6, 0], &[
        (UnparsableValue, "amount", 2, "row 6: \"free\""),
        (MixedCurrency, "amount", 1, "$ in 1 row"),
        (BurntWithoutDate, "burn_date", 6, "row 2"),
    ])),
    ("ids", Read([5, 8, 4, 4, 0], &[
        (NullId, "customer_id", 1, "row 7"),
        (NullId, "customer_id", 1, "row 8"),
        (DuplicateId, "customer_id", 1, "row 8: \"7.0\""),
        (OrphanKey, "customer_id", 1, "row 9: \"99\""),
        (BurntWithoutDate, "burn_date", 4, "row 3"),
    ])),
    ("dates.csv", Read([2, 8, 8, 0, 0], &[(UnparsableValue, "transaction_date", 2, "row 8: \"31/02/2024\"")])),
    ("day_first.csv", Read([2, 3, 3, 0, 0], &[])),
    ("month_first.csv", Read([2, 3, 3, 0, 0], &[])),
    ("undecidable_dates.csv", Refused(&["transaction_date", "\"03/04/2024\" in row 2", "--date-format dmy"])),
    // Files that are not what their name says.
    ("web_page.xls", Refused(&["a web page"])),
    ("json.txt", Read([1, 0, 0, 0, 0], &[])),
    ("text_named.xlsx", Read(CLAIMS, &[])),
    ("xls_named.xlsx", Read(CLAIMS, &[])),
    ("xlsx_named.xls", Read(CLAIMS, &[])),
    ("named_like_a_file.csv", Read(CLAIMS, &[])),
    ("rivals", Refused(&["rivals/customers.csv and ", "rivals/people.csv", "--table customers=customers.csv"])),
    ("only_customers", Read([4, 0, 0, 0, 0], &[(UndecidedDecimal, "income", 4, "\"12,500\"")])),
    ("mixed", Read(CLAIMS, &[(OrphanKey, "city_id", 2, "row 2: \"5\"")])),
    // Workbooks.
    ("two_sheets.xlsx", Read(CLAIMS, &[])),
    ("two_sheets.xls", Read(CLAIMS, &[])),
    ("two_sheets.ods", Read(CLAIMS, &[])),
    ("far_cell.xlsx", Read(CLAIMS, &[(BlankRow, "", 1_048_572, "row 1048576")])),
    ("far_cell.ods", Read(CLAIMS, &[(BlankRow, "", 1_048_572, "row 1048576")])),
    ("far_cell.xls", Refused(&["too far apart"])),
    ("protected.xlsx", Refused(&["protected with a password"])),
    ("protected.xls", Refused(&["protected with a password"])),
    ("cut_short.xlsx", Refused(&["damaged or cut short"])),
    ("cut_short.xls", Refused(&["damaged or cut short"])),
    ("cut_short.ods", Refused(&["damaged or cut short"])),
    // Parquet.
    ("strange_types.parquet", Read(CLAIMS, &[
        (UnreadColumn, "list", 3, "its type is List(Int64, field: 'element')"),
        (UnreadColumn, "struct", 3, "its type is Struct(\"a\": Int64)"),
        (UnreadColumn, "map", 3, "its type is Map(\"key_value\": non-null Struct(\"key\": non-null Utf8, \"valu…"),
        (UnreadColumn, "binary", 3, "its type is Binary"),
        (UnreadColumn, "duration", 3, "its type is Duration(µs)"),
    ])),
    ("int96.parquet", Read(CLAIMS, &[])),
    ("needed_list.parquet", Refused(&["customer_id has the type List(Int64"])),
    ("needed_duration.parquet", Refused(&["transaction_date has the type Duration"])),
    ("cut_short.parquet", Refused(&["damaged or cut short"])),
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/traps").join(name)
}

/// Loads and measures.
fn load(name: &str) -> Result<analysis::Dataset, String> {
    analysis::load(&options(vec![path(name)]), &Filter::default(), &Progress::new()).map_err(|e| e.to_string())
}

/// What a lone table of a few claims has: no names for its ids, columns that are not there, and perhaps only burnt claims.
fn is_usual(check: Check) -> bool {
    matches!(check, Check::MissingTable | Check::MissingColumn | Check::OnlyBurnt)
        || (check.severity() == Severity::Information && !matches!(check, BlankRow | UnreadColumn))
}

#[test]
fn every_trap_is_seen_for_what_it_is() {
    for (name, seen) in TRAPS {
        match (seen, load(name)) {
            (Read(counts, findings), Ok(data)) => {
                let k = &data.summary.kpis;
                assert_eq!([k.customers, k.transactions, k.claimed, k.burnt, k.other], *counts, "{name}");
                let found: Vec<_> = data.summary.findings.iter().filter(|f| !is_usual(f.check)).collect();
                for (check, column, rows, example) in *findings {
                    let is = |f: &&&segscope::data::Finding| {
                        f.check == *check
                            && f.column.as_deref().unwrap_or_default() == *column
                            && f.rows == *rows
                            && f.examples.first().is_some_and(|e| e == example)
                    };
                    assert!(found.iter().any(|f| is(&f)), "{name}: {check} {column} {rows} {example}: {found:#?}");
                }
                assert_eq!(found.len(), findings.len(), "{name}: {found:#?}");
            }
            (Refused(words), Err(why)) => {
                assert!(words.iter().all(|word| why.contains(word)), "{name}: {why}");
                assert!(!why.chars().any(char::is_control), "{name}: {why:?}");
            }
            (Read(..), Err(why)) => panic!("{name}: {why}"),
            (Refused(_), Ok(data)) => panic!("{name} was read: {:?}", data.summary.kpis),
        }
    }
}

#[test]
fn every_fixture_is_tried() {
    let folder = std::fs::read_dir(path("")).expect("the fixtures are there");
    for entry in folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()) {
        assert!(entry == "make.py" || TRAPS.iter().any(|(name, _)| *name == entry), "{entry} is in no test");
    }
}

#[test]
fn values_are_what_they_look_like() {
    let amounts = |name: &str| -> Vec<Option<f64>> {
        let facts = segscope::data::load(&options(vec![path(name)]), &Progress::new()).expect("it can be read");
        facts.transactions.column("amount").expect("an amount").f64().expect("numbers").iter().collect()
    };
    assert_eq!(amounts("semicolons.csv"), [Some(1234.5), Some(12.5), Some(1000.0)]);
    assert_eq!(amounts("strange_types.parquet"), [Some(1.5), Some(2.25), None]);
    let last = |name: &str| load(name).expect("it can be read").summary.as_of.map(segscope::data::format_day);
    for name in ["day_first.csv", "month_first.csv"] {
        assert_eq!(last(name).as_deref(), Some("2024-05-01"), "{name}");
    }
    assert_eq!(last("dates.csv").as_deref(), Some("2024-03-01"));
    for name in ["int96.parquet", "two_sheets.ods", "two_sheets.xls", "semicolons.csv"] {
        assert_eq!(last(name).as_deref(), Some("2024-01-30"), "{name}");
    }
    let people = segscope::data::load(&options(vec![path("only_customers")]), &Progress::new()).expect("customers");
    assert_eq!(people.extra, ["age", "income", "shoe"]);
}

#[test]
fn no_escape_byte_is_printed() {
    for command in ["check", "report", "mapping"] {
        for name in ["escape_sequences.csv", "escape_sequences_in_the_header.csv", "escape_sequences.xlsx"] {
            let output = program().arg(command).arg(path(name)).output().expect("the program runs");
            let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
            let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!text.chars().any(harmful), "{command} {name}: {text:?}");
        }
    }
}

fn refused(name: &str, bytes: Vec<u8>) -> DataError {
    load_bytes(name, bytes, &options(Vec::new()), &Progress::new()).expect_err("it is no data")
}

#[test]
fn a_row_without_end_is_not_read_to_its_end() {
    const MEGABYTES: usize = 40;
    let line = [b"customer_id,".as_slice(), &vec![b'x'; MEGABYTES << 20]].concat();
    let why = refused("customers.csv", line).to_string();
    assert!(why.contains("row 1 is one line of more than 16 MB"), "{why}");
    let quote = [b"customer_id,a\n1,\"x\n".as_slice(), &b"1,23456\n".repeat(MEGABYTES << 17)].concat();
    let why = refused("customers.csv", quote).to_string();
    assert!(why.contains("row 2 is never closed"), "{why}");
}

#[test]
fn ten_thousand_columns_are_read() {
    const COLUMNS: usize = 10_000;
    let header: Vec<String> = (0..COLUMNS).map(|c| format!("c{c}")).collect();
    let row: String = (0..COLUMNS).map(|c| if c % 2 == 0 { ",7" } else { ",word" }).collect();
    let rows: Vec<String> = (0..20).map(|r| format!("{r}{row}\n")).collect();
    let text = format!("customer_id,{}\n{}", header.join(","), rows.concat());
    let facts = load_bytes("wide.csv", text.into_bytes(), &options(Vec::new()), &Progress::new()).expect("it is wide");
    assert_eq!(facts.extra.len(), COLUMNS / 2);
    let features = segscope::measures::features(&facts, &Progress::new()).expect("features");
    let why = analysis::prepare(&features, &analysis::Choice::default()).expect_err("too many").to_string();
    assert!(why.contains("5000 features are too many to cluster by"), "{why}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_said_to_be() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("customers.csv");
    std::fs::write(&file, "customer_id\n1\n").expect("written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).expect("locked");
    if std::fs::read(&file).is_ok() {
        return; // The superuser may read everything.
    }
    let why =
        analysis::load(&options(vec![file]), &Filter::default(), &Progress::new()).expect_err("locked").to_string();
    assert!(why.contains("customers.csv") && why.contains("ermission"), "{why}");
}

/// Runs the program with a file as its standard input.
fn piped(args: &[&str], file: &str) -> Output {
    let bytes = std::fs::read(path(file)).expect("a fixture");
    let mut child = program();
    child.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("it reads");
    child.wait_with_output().expect("the program ends")
}

#[test]
fn what_is_piped_in_is_known_by_its_bytes() {
    for file in
        ["bars.txt", "utf16.csv", "mixed/transactions.csv.gz", "two_sheets.xlsx", "two_sheets.ods", "int96.parquet"]
    {
        let output = piped(&["report", "-", "--format", "json", "-q"], file);
        assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(report["kpis"]["customers"], 2, "{file}");
        assert_eq!(report["source"]["path"], "-");
    }
    let output = piped(&["check", "-"], "binary.csv");
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && why.contains("standard input: not a table"), "{why}");
}

#[test]
fn a_printed_mapping_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["ids", "mixed", "two_sheets.xls", "semicolons.csv"] {
        let data = path(name);
        let run = |args: &[&str]| {
            let output = program().args(args).arg(&data).output().expect("the program runs");
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            output.stdout
        };
        let file = folder.path().join("mapping.toml");
        std::fs::write(&file, run(&["mapping"])).expect("written");
        let given = file.to_string_lossy().into_owned();
        assert_eq!(
            run(&["report", "--format", "json", "-q"]),
            run(&["report", "--format", "json", "-q", "--mapping", &given])
        );
    }
    let wrong = folder.path().join("wrong.toml");
    std::fs::write(&wrong, "[tables.customer]\n").expect("written");
    let output = program().args(["check", "--mapping"]).arg(&wrong).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Did you mean \"customers\"?"));
}

#[test]
fn a_load_of_nothing_in_particular_never_panics() {
    let options = LoadOptions { today: 20_000, ..LoadOptions::default() };
    for (name, _) in TRAPS.iter().filter(|(name, _)| path(name).is_file()) {
        let whole = std::fs::read(path(name)).expect("a fixture");
        for cut in (0..whole.len()).step_by(whole.len() / 23 + 1) {
            let _ = load_bytes(name, whole[..cut].to_vec(), &options, &Progress::new());
            let mut flipped = whole.clone();
            flipped[cut] ^= 0x55;
            let _ = load_bytes(name, flipped, &options, &Progress::new());
        }
    }
}
