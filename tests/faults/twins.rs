//! One frame in every format gives one report.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::archives::{Sheet, ods, xlsx};
use crate::program::{QUICK, generate, program, run, text};
use crate::random::Random;

const TABLES: [&str; 6] = ["customers", "genders", "cities", "transactions", "branches", "merchants"];

/// The report without where its data is from.
fn report(path: &Path) -> Value {
    let mut args = vec!["report", text(path), "--format", "json", "--quiet"];
    args.extend(QUICK);
    let ended = run(program(&args));
    ended.assert_fine(text(path));
    let mut report: Value = serde_json::from_slice(&ended.out).expect("JSON");
    let source = report["source"].as_object_mut().expect("a source");
    source.remove("path");
    source.remove("format");
    report
}

fn assert_same(name: &str, one: &Value, other: &Value) {
    let (one, other) = (one.as_object().expect("an object"), other.as_object().expect("an object"));
    for (key, value) in one {
        assert_eq!(value, &other[key], "{name}: {key}");
    }
}

#[test]
fn of_a_generated_frame() {
    let mut random = Random::new();
    let folder = tempfile::tempdir().expect("a folder");
    let csv = folder.path().join("csv");
    generate(&csv, 80, 600, random.next() % 1000);
    let expected = report(&csv);

    let files: Vec<String> =
        TABLES.iter().map(|table| fs::read_to_string(csv.join(format!("{table}.csv"))).unwrap_or_default()).collect();
    let sheets: Vec<Sheet<'_>> = TABLES
        .iter()
        .zip(&files)
        .filter(|(_, text)| !text.is_empty())
        .map(|(table, text)| (*table, text.lines().map(|line| line.split(',').collect()).collect()))
        .collect();
    for (name, bytes) in [("twin.xlsx", xlsx(&sheets)), ("twin.ods", ods(&sheets))] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        assert_same(name, &expected, &report(&path));
    }

    let packed = folder.path().join("packed");
    fs::create_dir(&packed).expect("a folder");
    for (table, text) in TABLES.iter().zip(&files).filter(|(_, text)| !text.is_empty()) {
        let mut gz = GzEncoder::new(Vec::new(), Compression::default());
        gz.write_all(text.as_bytes()).expect("memory");
        fs::write(packed.join(format!("{table}.csv.gz")), gz.finish().expect("memory")).expect("written");
    }
    assert_same("gzip", &expected, &report(&packed));

    let clean = |format: &str| {
        let out = folder.path().join(format!("clean-{format}"));
        run(program(&["clean", text(&csv), "--output", text(&out), "--format", format])).assert_fine("clean");
        // The log is no table.
        fs::remove_file(out.join("log.csv")).expect("a log");
        report(&out)
    };
    assert_same("Parquet", &clean("csv"), &clean("parquet"));
}
