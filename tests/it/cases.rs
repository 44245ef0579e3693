//! Small inputs of the shapes that people have, with the right values in `tests/cases/cases.json`: each goes through the program as a
//! user would have it read.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::support::program;

/// Cases that do not pass yet, and what is in the way. The list only gets shorter: one that passes must leave it.
const FAILING: &[(&str, &str)] =
    &[("footer", "the values are those of three rows, and the file has four above its total of 25")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn run(args: &[&str]) -> Output {
    program().args(args).output().expect("the program runs")
}

/// The value at a path such as `usage.points[period=2024-03].claims`.
fn at<'v>(report: &'v Value, path: &str) -> Option<&'v Value> {
    let mut value = report;
    for step in path.split('.') {
        let (key, picked) = step.split_once('[').map_or((step, None), |(key, rest)| (key, rest.strip_suffix(']')));
        value = value.get(key)?;
        if let Some((field, wanted)) = picked.and_then(|pick| pick.split_once('=')) {
            value = value.as_array()?.iter().find(|item| item[field].as_str() == Some(wanted))?;
        }
    }
    Some(value)
}

fn agrees(got: Option<&Value>, wanted: &Value) -> bool {
    let got = got.unwrap_or(&Value::Null);
    match (got.as_f64(), wanted.as_f64()) {
        (Some(got), Some(wanted)) => (got - wanted).abs() < 1e-6 * wanted.abs().max(1.0),
        _ => got == wanted,
    }
}

/// What is wrong with a case, in words.
fn faults(case: &Value) -> Vec<String> {
    let name = case["case"].as_str().expect("a name");
    let data = folder().join(name).to_str().expect("a path in UTF-8").to_owned();
    let mut args = vec!["report", &data, "--format", "json"];
    args.extend(case["args"].as_array().into_iter().flatten().filter_map(Value::as_str));
    let output = run(&args);
    if !output.status.success() {
        return vec![String::from_utf8_lossy(&output.stderr).into_owned()];
    }
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut faults = Vec::new();
    for (path, wanted) in case["expect"].as_object().into_iter().flatten() {
        let got = at(&report, path);
        if !agrees(got, wanted) {
            faults.push(format!("{path} is {} and should be {wanted}", got.unwrap_or(&Value::Null)));
        }
    }
    for (path, least) in case["expect_min"].as_object().into_iter().flatten() {
        assert_eq!(path, "segmentation.smallest", "the only bound there is");
        let segments = report["segmentation"]["segments"].as_array().into_iter().flatten();
        let smallest = segments.filter_map(|s| s["customers"].as_u64()).min().unwrap_or(0);
        if Some(smallest) < least.as_u64() {
            faults.push(format!("{path} is {smallest} and should be at least {least}"));
        }
    }
    let finds = |check: &Value| report["quality"].as_array().into_iter().flatten().any(|f| f["check"] == *check);
    if !case["finding"].is_null() && !finds(&case["finding"]) {
        faults.push(format!("no finding {}", case["finding"]));
    }
    if case["csv_unique_header"] == true {
        let text = String::from_utf8(run(&["segments", &data]).stdout).expect("UTF-8");
        let mut names: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            faults.push(format!("repeated columns: {names:?}"));
        }
    }
    if let Some(without) = case["clean_without"].as_str() {
        let out = tempfile::tempdir().expect("a folder");
        let to = out.path().join("out");
        run(&["clean", &data, "--output", to.to_str().expect("a path in UTF-8")]);
        let without = without.replace("\\r", "\r");
        let texts: Vec<String> = std::fs::read_dir(&to)
            .into_iter()
            .flatten()
            .flatten()
            .map(|file| std::fs::read_to_string(file.path()).expect("text"))
            .collect();
        if texts.is_empty() || texts.iter().any(|text| text.contains(&without)) {
            faults.push(format!("clean writes {without:?}"));
        }
    }
    faults
}

#[test]
fn every_case_has_its_values() {
    let text = std::fs::read_to_string(folder().join("cases.json")).expect("the cases");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case["case"].as_str().expect("a name");
        let (faults, known) = (faults(case), FAILING.iter().find(|(failing, _)| *failing == name));
        match known {
            None if !faults.is_empty() => wrong.push(format!("{name}: {}", faults.join("; "))),
            Some(_) if faults.is_empty() => wrong.push(format!("{name} passes now: take it off the list")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The values of the case `footer` as the file has them, counted by hand.
#[test]
fn a_total_below_the_data_is_none_of_it() {
    let data = folder().join("footer");
    let output = run(&["report", data.to_str().expect("a path in UTF-8"), "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["kpis"]["transactions"], 4);
    assert_eq!((&report["kpis"]["customers"], &report["kpis"]["amount"]), (&3.into(), &25.0.into()));
}

#[test]
fn screens_without_burn_rates_say_why() {
    let (data, out) = (folder().join("de_redemptions"), tempfile::tempdir().expect("a folder"));
    for keys in ["3", "5"] {
        let file = out.path().join(keys).with_extension("svg");
        let [data, to] = [&data, &file].map(|path| path.to_str().expect("a path in UTF-8"));
        let output = run(&["screenshot", data, "--size", "120x36", "--keys", keys, "--output", to]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let screen = std::fs::read_to_string(&file).expect("a screen");
        assert!(screen.contains("no burn rate: every claim is burnt"), "screen {keys}");
    }
}
