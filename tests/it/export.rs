//! Exports, headless and by keys: what is written can be read back, and a file that is there is never lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use segscope::app::headless::Headless;
use segscope::app::{DataState, Overlay, Panel};
use segscope::ui::theme::Theme;
use serde_json::Value;

use crate::support;

fn segscope(args: &[&str]) -> Output {
    support::program().args(args).output().expect("the program runs")
}

fn json(args: &[&str]) -> Value {
    serde_json::from_slice(&segscope(args).stdout).expect("JSON")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into()).collect();
    names.sort();
    names
}

/// Types a name over the one that is proposed.
fn name(driver: &mut Headless, path: &Path) {
    let letters: Vec<String> = path.to_string_lossy().chars().map(String::from).collect();
    driver.press(&format!("ctrl-u {}", letters.join(" "))).expect("keys");
}

fn shown(driver: &Headless) -> String {
    support::text(&support::draw(driver, &Theme::dark()))
}

/// Customers, and sums of each column, by segment.
fn sums(csv: &str) -> BTreeMap<String, (u64, f64)> {
    let mut sums = BTreeMap::new();
    for row in csv::Reader::from_reader(csv.as_bytes()).records() {
        let row = row.expect("a row");
        let (n, claims): &mut (u64, f64) = sums.entry(row[1].to_owned()).or_default();
        *n += 1;
        *claims += row[4].parse::<f64>().unwrap_or(0.0);
    }
    sums
}

#[test]
fn every_format_holds_the_customers_of_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let k = ["--k", "3", "--k-max", "4"];
    for format in ["csv", "json", "parquet"] {
        let output = segscope(&[&["segments", "--format", format, "--output", &at(format)], &k[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    let report = json(&[&["report", "--format", "json"], &k[..]].concat());
    let csv = sums(&fs::read_to_string(at("csv")).expect("the file"));
    for segment in report["segmentation"]["segments"].as_array().expect("segments") {
        let (n, claims) = csv[&segment["id"].to_string()];
        assert_eq!(Some(n), segment["customers"].as_u64());
        let mean = segment["profile"]["transaction_count"]["mean"].as_f64().expect("a mean");
        assert!((claims / n as f64 - mean).abs() < 1e-9);
    }
    let rows: Vec<Value> = serde_json::from_slice(&fs::read(at("json")).expect("the file")).expect("JSON");
    assert_eq!(rows.len() as u64, csv.values().map(|(n, _)| n).sum::<u64>());
    // The program's own reader takes the typed columns for a table of customers.
    fs::rename(at("parquet"), at("customers.parquet")).expect("renamed");
    fs::rename(at("csv"), at("customers.csv")).expect("renamed");
    let read = |name: &str| json(&["report", "--format", "json", "--k-max", "3", &at(name)]);
    let (typed, text) = (read("customers.parquet"), read("customers.csv"));
    assert_eq!(typed["kpis"], text["kpis"]);
    assert_eq!(typed["kpis"]["customers"], 2_000);
    let profile = |report: &Value| report["segmentation"]["segments"][0]["profile"]["transaction_count"].clone();
    assert!(!profile(&typed).is_null());
    assert_eq!(profile(&typed), profile(&text));
}

#[test]
fn reports_are_written_with_the_command_that_makes_them() {
    let arguments = ["--k", "3", "--k-max", "4", "--filter", "gender:Female"];
    let markdown = segscope(&[&["report", "--format", "markdown"], &arguments[..]].concat()).stdout;
    let markdown = String::from_utf8(markdown).expect("UTF-8");
    let start = markdown.find("```sh\n").expect("a command") + 6;
    let command = markdown[start..].lines().next().expect("a line");
    assert_eq!(command, "segscope report --format markdown --k 3 --k-max 4 --filter gender:Female");
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    assert_eq!(String::from_utf8(segscope(&words).stdout).expect("UTF-8"), markdown);
}

/// A file may not grow beyond a few kilobytes here: as if the disk were full in the middle.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.csv");
    fs::write(&path, "old").expect("written");
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' segments --k 3 --k-max 4 --output '{}'",
        env!("CARGO_BIN_EXE_segscope"),
        path.display()
    );
    let output = std::process::Command::new("sh").args(["-c", &script]).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("old.csv cannot be written: "), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("the old file"), "old");
    assert_eq!(names(folder.path()), ["old.csv"]);
}

#[test]
fn a_file_that_is_there_is_overwritten_only_after_the_question() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    let mut driver = support::sample(120, 36);
    driver.press("e").expect("keys");
    assert!(shown(&driver).contains("sample-segments.csv"), "{}", shown(&driver));
    name(&mut driver, &path);
    driver.press("enter").expect("keys");
    let notice = driver.model.notice.clone().expect("a notice");
    let bytes = fs::metadata(&path).expect("the file").len();
    assert!(notice.starts_with(&format!("wrote {}: 2,000 rows, ", path.display())), "{notice}");
    assert!(notice.replace(',', "").contains(&format!(" {bytes} bytes")), "{notice}");
    assert_eq!(driver.model.overlay, Overlay::None);

    fs::write(&path, "old").expect("written");
    driver.press("e").expect("keys");
    name(&mut driver, &path);
    driver.press("enter enter").expect("keys");
    assert!(shown(&driver).contains("exists. Overwrite it? y/n"), "{}", shown(&driver));
    assert_eq!(fs::read(&path).expect("the file"), b"old");
    driver.press("n").expect("keys");
    assert!(matches!(driver.model.overlay, Overlay::Export(_)));
    driver.press("enter esc").expect("keys");
    assert!(matches!(driver.model.overlay, Overlay::Export(_)), "esc takes one step back");
    assert_eq!(fs::read(&path).expect("the file"), b"old");
    driver.press("enter y").expect("keys");
    assert_eq!(driver.model.overlay, Overlay::None);
    assert_eq!(fs::metadata(&path).expect("the file").len(), bytes);
    assert_eq!(names(folder.path()), ["a.csv"]);
}

#[test]
fn every_kind_of_file_is_what_its_ending_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = support::sample(120, 36);
    let keys = [
        "",
        "down right",
        "down right right",
        "right",
        "right down right",
        "right down right right",
        "right down right right right",
        "right right",
        "down left",
    ];
    let begins = [
        "customer_id,",
        "[\n{\"customer_id\"",
        "PAR1",
        "Customer segments",
        "{\n",
        "# Customer segments",
        "<!DOCTYPE",
        "<svg",
        "\"customer_id\",",
    ];
    for (number, (keys, begin)) in keys.into_iter().zip(begins).enumerate() {
        let path: PathBuf = folder.path().join(number.to_string());
        driver.press(&format!("e {keys}")).expect("keys");
        name(&mut driver, &path);
        driver.press("enter").expect("keys");
        let bytes = fs::read(&path).unwrap_or_else(|_| panic!("{begin}: {}", shown(&driver)));
        assert!(bytes.starts_with(begin.as_bytes()), "{begin}: {}", shown(&driver));
        let drawn = String::from_utf8_lossy(&bytes).into_owned();
        assert!(begin != "<svg" || !drawn.contains("Overwrite") && drawn.contains("Claims"), "the dialog is not in it");
    }
}

/// The numbers of a panel are those of the report.
#[test]
fn a_panel_is_written_as_its_numbers_and_its_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let mut driver = support::focused(Panel::Cities, 120, 36);
    let dataset = driver.model.dataset().expect("the sample").clone();
    let report: Value = serde_json::from_str(&support::json_of(&dataset.summary)).expect("JSON");
    for (keys, file) in [("", "a.csv"), ("down right", "a.json"), ("down right right", "a.svg")] {
        driver.press(&format!("e right right right {keys}")).expect("keys");
        assert!(shown(&driver).contains("this panel"), "{}", shown(&driver));
        name(&mut driver, &at(file));
        driver.press("enter").expect("keys");
        assert_eq!(driver.model.overlay, Overlay::None, "{}", shown(&driver));
    }
    let json: Value = serde_json::from_slice(&fs::read(at("a.json")).expect("the file")).expect("JSON");
    assert_eq!((&json["panel"], &json["key"]), (&"Customers by city".into(), &"/cities".into()));
    assert_eq!(json["numbers"], report["cities"]);
    let mut csv = csv::Reader::from_path(at("a.csv")).expect("the file");
    let names = csv.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("a row")).collect();
    let cities = report["cities"].as_array().expect("cities");
    assert_eq!(rows.len(), cities.len());
    for (row, city) in rows.iter().zip(cities) {
        for (name, cell) in names.iter().zip(row) {
            let number = |value: &Value| match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                value => value.to_string(),
            };
            if let Some(value) = city.get(name) {
                assert_eq!(cell, number(value), "{name}");
            }
        }
    }
    let svg = fs::read_to_string(at("a.svg")).expect("the file");
    assert!(svg.starts_with("<svg") && svg.contains("Customers by city") && !svg.contains("Overview"));
}

#[test]
fn ids_alone_are_those_of_the_customers_on_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ids.csv");
    let mut driver = support::sample(120, 36);
    driver.press("/ s e g m e n t : 2 enter e right right right right").expect("keys");
    name(&mut driver, &path);
    driver.press("enter").expect("keys");
    let customers = driver.model.shown.as_ref().expect("narrowed").customers.clone();
    let ids = &driver.model.dataset().expect("the sample").features.customer_ids;
    let all: Vec<String> = ids.iter().map(std::borrow::Cow::into_owned).collect();
    let mut expected: Vec<&str> = customers.iter().map(|row| all[*row as usize].as_str()).collect();
    let text = fs::read_to_string(&path).expect("the file");
    assert_eq!(text.lines().next(), Some("customer_id"));
    let mut written: Vec<&str> = text.lines().skip(1).collect();
    written.sort_unstable();
    expected.sort_unstable();
    assert_eq!(written, expected);
}

#[test]
fn a_panel_without_numbers_of_its_own_says_so() {
    let mut driver = support::focused(Panel::Recency, 120, 36);
    driver.press("e right right right enter").expect("keys");
    assert!(shown(&driver).contains("Recency has only numbers per customer or per day"), "{}", shown(&driver));
}

/// What is on screen is what is written: the filter, K, and names that were given.
#[test]
fn the_export_is_of_what_is_on_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    let mut driver = support::sample(120, 36);
    driver.press("/ s e g m e n t : 2 enter").expect("keys");
    let expected = driver.model.shown.as_ref().expect("narrowed").customers.len();
    driver.press("e").expect("keys");
    assert!(shown(&driver).contains("Filter: segment:2"), "{}", shown(&driver));
    name(&mut driver, &path);
    driver.press("enter").expect("keys");
    let written = sums(&fs::read_to_string(&path).expect("the file"));
    assert_eq!(written.keys().collect::<Vec<_>>(), ["2"]);
    assert_eq!(written["2"].0, expected as u64);
}

#[test]
fn what_cannot_be_written_is_said_in_the_dialog() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = support::sample(120, 36);
    driver.press("e").expect("keys");
    name(&mut driver, Path::new(""));
    driver.press("enter").expect("keys");
    assert!(shown(&driver).contains("type the name of a file"), "{}", shown(&driver));
    name(&mut driver, &folder.path().join("no").join("a.csv"));
    driver.press("enter").expect("keys");
    assert!(shown(&driver).contains("cannot be written"), "{}", shown(&driver));
    // A folder is no file, and the question does not help.
    name(&mut driver, folder.path());
    driver.press("enter y").expect("keys");
    assert!(shown(&driver).contains("directory"), "{}", shown(&driver));
    driver.press("esc").expect("keys");
    assert_eq!(driver.model.overlay, Overlay::None);
    assert!(names(folder.path()).is_empty());
    assert!(matches!(driver.model.data, DataState::Ready(_)));
}

#[test]
fn the_dialog_fits_every_size() {
    for (columns, rows) in [(0, 0), (1, 1), (20, 5), (60, 18), (80, 24), (200, 60)] {
        let mut driver = support::sample(columns, rows);
        driver.press("e x y z").expect("keys");
        shown(&driver);
    }
}
