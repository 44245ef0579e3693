//! Data in databases: the same report as of files, and errors that say what to do and show no secret.
//!
//! `tests/engines/README.md` says how the engines start. A test whose engine is missing passes, and says what it did not run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use segscope::data::{Check, Finding};
use segscope::progress::Progress;
use segscope::warehouse::{Connection, kept};
use serde_json::Value;

use crate::made_databases::{has_drivers, loaded, not_run, servers};
use crate::support::program;

/// The sample as files.
pub const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
/// What differs between files and databases by design.
const PLACES: [&str; 2] = ["/source/path", "/source/format"];
/// What needs the rows of events, so that `--compute database` does not make it; `*` is each part of a list.
const OF_ROWS: [&str; 1] = ["/quality/*/examples"];

/// Makes a file of `SQLite` by statements; none without the program `sqlite3`.
pub fn sqlite(test: &str, folder: &Path, statements: &str) -> Option<PathBuf> {
    let file = folder.join("shop.sqlite");
    let made = Command::new("sqlite3").arg(&file).arg(statements).output();
    let Ok(made) = made else {
        not_run(test, "SQLite (the program sqlite3 is not installed)");
        return None;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(file)
}

/// A file of `SQLite` with the tables of the sample. Every column is text.
pub fn sample_of_sqlite(test: &str, folder: &Path) -> Option<PathBuf> {
    let tables = ["customers", "transactions", "branches", "merchants", "cities", "genders"];
    let file = sqlite(test, folder, "SELECT 1")?;
    let mut command = Command::new("sqlite3");
    command.arg(&file).arg(".mode csv");
    for table in tables {
        command.arg(format!(".import '{SAMPLE}/{table}.csv' {table}"));
    }
    let made = command.output().expect("sqlite3 runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(file)
}

/// The report of data as JSON.
pub fn report(data: &str, options: &[&str]) -> Value {
    let output = program().args(["report", data, "--format", "json", "--quiet"]).args(options).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{data}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A report without the values at these places.
pub fn without(mut report: Value, places: &[&str]) -> Value {
    for place in places {
        let (list, below) = place.split_once("/*").unwrap_or((place, ""));
        let Some(value) = report.pointer_mut(list) else { continue };
        match value {
            Value::Array(parts) if !below.is_empty() => {
                parts.iter_mut().filter_map(|part| part.pointer_mut(below)).for_each(|value| *value = Value::Null);
            }
            value => *value = Value::Null,
        }
    }
    report
}

/// Fails at the first value that differs, and says where it is.
pub fn assert_equal(found: &Value, expected: &Value, at: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{at}");
            found.iter().for_each(|(key, value)| assert_equal(value, &expected[key], &format!("{at}/{key}")));
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{at}");
            let pairs = found.iter().zip(expected).enumerate();
            pairs.for_each(|(row, (found, expected))| assert_equal(found, expected, &format!("{at}/{row}")));
        }
        _ => assert_eq!(found, expected, "{at}"),
    }
}

/// What a run printed, after a check that it ended with this code and without a panic.
fn failure(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

#[test]
fn every_engine_gives_the_report_of_the_files() {
    let test = "every_engine_gives_the_report_of_the_files";
    if !has_drivers(test) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut engines = servers(test);
    engines.extend(sample_of_sqlite(test, folder.path()).map(|file| file.display().to_string()));
    if engines.is_empty() {
        return;
    }
    let expected = without(report(SAMPLE, &[]), &PLACES);
    for engine in engines {
        assert_equal(&without(report(&engine, &[]), &PLACES), &expected, &engine);
    }
}

#[test]
fn a_database_counts_as_the_files_do() {
    let test = "a_database_counts_as_the_files_do";
    if !has_drivers(test) {
        return;
    }
    let servers = servers(test);
    if servers.is_empty() {
        return;
    }
    let places = [&PLACES[..], &OF_ROWS[..]].concat();
    let expected = without(report(SAMPLE, &[]), &places);
    for server in servers {
        let found = without(report(&server, &["--compute", "database"]), &places);
        assert_equal(&found, &expected, &server);
    }
}

/// `PostgreSQL` cancels what a connection runs when the cancellation comes, and that may be the next statement.
#[test]
fn a_statement_that_is_given_up_ends_no_other() {
    let test = "a_statement_that_is_given_up_ends_no_other";
    if !has_drivers(test) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut engines: Vec<(PathBuf, &str)> = Vec::new();
    let servers = servers(test).into_iter().filter(|server| server.starts_with("postgresql://"));
    engines.extend(servers.map(|server| (server.into(), "shop.transactions")));
    engines.extend(sample_of_sqlite(test, folder.path()).map(|file| (file, "transactions")));
    for (engine, table) in engines {
        let (progress, number) = (Progress::new(), "the number of claims");
        let connection = Connection::open(&kept(engine.clone()), &progress).expect("a connection");
        let endless = format!("SELECT a.customer_id FROM {table} AS a CROSS JOIN {table} AS b");
        let count = format!("SELECT COUNT(*) AS n FROM {table} WHERE customer_id IS NOT NULL");
        for round in 0..20 {
            let mut rows = connection.query(&endless, "all pairs of claims", &progress).expect("rows");
            let given_up = Progress::new();
            if round % 2 == 0 {
                rows.next(&progress).expect("rows");
            } else {
                given_up.cancel();
                assert!(rows.next(&given_up).is_err());
            }
            drop(rows);
            let rows = connection.query(&count, number, &progress);
            let ended = rows.and_then(|rows| rows.end(&progress));
            assert!(ended.is_ok(), "{}, round {round}: {ended:?}", engine.display());
        }
    }
}

#[test]
fn errors_name_the_remedy_and_no_secret() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = "postgresql://ana:of-the-test@127.0.0.1:1/shop";
    let run = |command: &[&str], drivers: Option<&Path>| {
        let mut run = program();
        run.args(command).arg(address).env("XDG_STATE_HOME", folder.path());
        if let Some(drivers) = drivers {
            run.env("ADBC_DRIVER_PATH", drivers);
        }
        run.output().expect("the program runs")
    };
    let is_clean = |output: &Output| {
        let said = [&output.stdout[..], &output.stderr[..]].concat();
        !String::from_utf8_lossy(&said).contains("of-the-test")
    };
    for command in [&["check"][..], &["report", "--format", "json"], &["report", "--format", "html"]] {
        let output = run(command, Some(folder.path()));
        assert!(is_clean(&output), "{command:?}");
        let said = failure(&output);
        // The driver may be installed where the system looks for it.
        let expected = ["ADBC_DRIVER_PATH", "Check the host and the port"];
        assert!(said.contains("ana:***@") && expected.iter().any(|words| said.contains(words)), "{said}");
    }
    if has_drivers("a refused connection") {
        let output = run(&["check"], None);
        assert!(is_clean(&output));
        assert!(failure(&output).contains("Check the host and the port"));
    }
}

#[test]
fn a_wrong_schema_names_those_that_are_there() {
    let test = "a_wrong_schema_names_those_that_are_there";
    if !has_drivers(test) {
        return;
    }
    for server in servers(test) {
        let address = server.replace("#shop", "#missing");
        let output = program().args(["check", &address]).output().expect("the program runs");
        let said = failure(&output);
        assert!(said.contains("missing") && said.contains("shop"), "{said}");
    }
}

/// Names are part of statements: each is quoted, whatever is in it.
#[test]
fn names_of_tables_and_columns_are_no_sql() {
    let test = "names_of_tables_and_columns_are_no_sql";
    if !has_drivers(test) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let table = r#""select ""; DROP TABLE safe; --""#;
    let hostile = r#""a""b'; DROP TABLE safe; --{horizon}`""#;
    let statements = format!(
        "CREATE TABLE safe (kept INTEGER); INSERT INTO safe VALUES (7);
         CREATE TABLE {table} (customer_id INTEGER, transaction_date TEXT, transaction_status TEXT, {hostile} TEXT, \"group\" TEXT);
         INSERT INTO {table} VALUES (1, '2024-01-05', 'burnt', 'x''; DROP TABLE safe; --', '{{today}}'),
                                    (1, '2024-02-05', 'claimed', NULL, 'y'), (2, '2024-02-07', 'burnt', 'z', 'y');"
    );
    let Some(file) = sqlite(test, folder.path(), &statements) else { return };
    let name = r#"transactions=select "; DROP TABLE safe; --"#;
    for compute in ["here", "database"] {
        let run =
            program().args(["report", "--format", "json", "--compute", compute, "--table", name]).arg(&file).output();
        let run = run.expect("the program runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(!said.contains("panicked"), "{said}");
        if compute == "here" {
            assert!(run.status.success(), "{said}");
            let report: Value = serde_json::from_slice(&run.stdout).expect("JSON");
            assert_eq!(report["kpis"]["transactions"], 3, "{}", report["kpis"]);
        }
    }
    let left = Command::new("sqlite3").arg(&file).arg("SELECT kept FROM safe").output().expect("sqlite3 runs");
    assert_eq!(String::from_utf8_lossy(&left.stdout).trim(), "7");
}

/// `SQLite` has dates as text, and `DATE` of other text is null: it is counted, and so are columns and tables that are not there.
#[test]
fn what_statements_cannot_read_is_found() {
    let test = "what_statements_cannot_read_is_found";
    if !has_drivers(test) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let statements = "CREATE TABLE transactions (transaction_id INTEGER, customer_id INTEGER, transaction_date TEXT,
         transaction_status TEXT, burn_date TEXT, branch_id INTEGER);
         INSERT INTO transactions VALUES (1, 1, '2024-01-05', 'burnt', '05/02/2024', 7), (2, 1, '2024-02-30x', 'claimed', NULL, 7),
         (2, 2, '', 'burnt', '2024-02-07', NULL), (3, 2, '2024-02-07 10:30', 'burnt', '2024-02-08', 8);
         CREATE TABLE customers (customer_id INTEGER, age INTEGER); INSERT INTO customers VALUES (1, 20), (2, 30);";
    let Some(file) = sqlite(test, folder.path(), statements) else { return };
    let data = loaded(&file, true);
    let found = |check: Check, column: Option<&str>| {
        let is = |finding: &&Finding| finding.check == check && finding.column.as_deref() == column;
        data.facts.findings.iter().find(is).map(|finding| finding.rows)
    };
    let found = [
        found(Check::UnparsableValue, Some("transaction_date")),
        found(Check::UnparsableValue, Some("burn_date")),
        found(Check::MissingValue, Some("transaction_date")),
        found(Check::DuplicateId, Some("transaction_id")),
        found(Check::MissingColumn, Some("join_date")),
        found(Check::MissingTable, None),
    ];
    assert_eq!(found, [Some(1), Some(1), Some(1), Some(1), Some(2), Some(3)], "{:?}", data.facts.findings);
}

#[test]
fn statements_of_an_earlier_day_run() {
    let (test, folder) = ("statements_of_an_earlier_day_run", tempfile::tempdir().expect("a folder"));
    if !has_drivers(test) {
        return;
    }
    let Some(file) = sample_of_sqlite(test, folder.path()) else { return };
    let written = program().arg("sql").arg(&file).args(["--as-of", "2024-06-30"]).output().expect("the program runs");
    let statements = String::from_utf8_lossy(&written.stdout).into_owned();
    assert!(statements.contains("Events without an id"), "{}", String::from_utf8_lossy(&written.stderr));
    let run =
        Command::new("sqlite3").arg("-bail").arg(&file).arg(format!("\n{statements}")).output().expect("sqlite3 runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
