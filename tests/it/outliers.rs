//! Outliers are set aside, named and in no segment; K is chosen for the others.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use segscope::app::headless::Headless;
use segscope::app::{Msg, Panel};

use crate::support;

/// 120 customers in two groups of claims and burns, and one who claims a hundred times as much, in their order.
fn write(folder: &Path) {
    let mut csv = String::from("transaction_id,customer_id,transaction_date,transaction_status\n");
    let mut row = 0;
    let mut claims = |csv: &mut String, customer: &str, count: usize, burnt: usize| {
        for i in 0..count {
            row += 1;
            let status = if i < burnt { "burnt" } else { "claimed" };
            let (month, day) = (1 + (row * 7 + i) % 6, 1 + (row + i * 5) % 28);
            writeln!(csv, "{row},{customer},2024-{month:02}-{day:02},{status}").expect("text");
        }
    };
    for i in 0..120 {
        let (count, burnt) = if i % 2 == 0 { (3 + i % 3, 0) } else { (9 + i % 4, 7 + i % 3) };
        claims(&mut csv, &format!("C{i}"), count, burnt);
    }
    claims(&mut csv, "WHALE", 900, 450);
    fs::write(folder.join("transactions.csv"), csv).expect("a file");
}

fn report(folder: &Path, further: &[&str]) -> serde_json::Value {
    let mut run = support::program();
    run.args(["report", "--format", "json", "--features", "transaction_count,burnt_count"]);
    // With as many segments as distinct rows every silhouette is 1.
    run.args(["--k-max", "5"]).args(further).arg(folder);
    let output = run.output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn customers(segmentation: &serde_json::Value) -> Vec<u64> {
    let segments = segmentation["segments"].as_array().expect("segments");
    segments.iter().map(|segment| segment["customers"].as_u64().expect("a count")).collect()
}

#[test]
fn one_customer_far_away_is_named_and_no_segment() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    for (further, k) in [(&[][..], 2), (&["--k", "3"][..], 3), (&["--algorithm", "hierarchical"][..], 2)] {
        let found = &report(folder.path(), further)["segmentation"];
        assert_eq!(found["outliers"], serde_json::json!(["WHALE"]), "{further:?}");
        assert_eq!((found["noise"].as_u64(), found["customers"].as_u64()), (Some(1), Some(120)), "{further:?}");
        assert_eq!(found["k"], k, "{further:?}");
        assert!(customers(found).iter().all(|n| *n >= 5), "{further:?} {:?}", customers(found));
        assert_eq!(found["k_confidence"]["smallest"].as_u64(), customers(found).iter().min().copied());
        let warnings = found["warnings"].to_string();
        assert!(
            warnings.contains("1 customer is an outlier and in no segment, at any K: WHALE. Add --clip 5"),
            "{warnings}"
        );
        assert!(found["k_confidence"]["share"].as_f64() >= Some(if k == 2 { 0.8 } else { 0.0 }), "{found}");
    }
}

#[test]
fn a_clip_includes_outliers() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let found = &report(folder.path(), &["--clip", "5"])["segmentation"];
    assert_eq!(found["outliers"], serde_json::json!([]));
    assert_eq!(customers(found).iter().sum::<u64>(), 121);
}

/// Two of 24 customers are far away: more than one in twenty are not set aside.
#[test]
fn a_segment_of_two_customers_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut csv = String::from("transaction_id,customer_id,transaction_date,transaction_status\n");
    let mut row = 0;
    for customer in 0..24 {
        for i in 0..if customer < 22 { 3 + customer % 3 } else { 80 + customer } {
            row += 1;
            let status = if i % 2 == 0 { "burnt" } else { "claimed" };
            writeln!(csv, "{row},C{customer},2024-01-{:02},{status}", 1 + i % 28).expect("text");
        }
    }
    fs::write(folder.path().join("transactions.csv"), csv).expect("a file");
    let found = &report(folder.path(), &["--k", "2"])["segmentation"];
    assert_eq!((customers(found), &found["outliers"]), (vec![22, 2], &serde_json::json!([])));
    let warnings = found["warnings"].to_string();
    assert!(
        warnings.contains("segment 2 has fewer than 5 customers or fewer than 1%: too few to compare"),
        "{warnings}"
    );
}

#[test]
fn nobody_is_set_aside_where_segments_are_large() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let found = &report(folder.path(), &["--filter", "transaction_count<100"])["segmentation"];
    assert_eq!(found["outliers"], serde_json::json!([]));
    assert_eq!(customers(found), [60, 60]);
}

/// The outlier of the fit, one who is as far away, and one who is only farther than anybody in the fit.
#[test]
fn a_saved_model_gives_outliers_no_segment_either() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let model = folder.path().join("model.json");
    let mut run = support::program();
    run.args(["segments", "--features", "transaction_count,burnt_count", "--k", "2", "--k-max", "5", "--save-model"]);
    assert!(run.arg(&model).arg(folder.path().join("transactions.csv")).output().expect("it runs").status.success());
    let mut csv = fs::read_to_string(folder.path().join("transactions.csv")).expect("text");
    for (customer, count) in [("SHARK", 900), ("BUSY", 30)] {
        for i in 0..count {
            writeln!(csv, "{customer}{i},{customer},2024-01-{:02},burnt", 1 + i % 28).expect("text");
        }
    }
    let more = folder.path().join("more.csv");
    fs::write(&more, csv).expect("a file");
    let output = support::program().arg("assign").arg(&model).arg(&more).output().expect("it runs");
    let rows = String::from_utf8(output.stdout).expect("text");
    let of = |customer: &str| {
        let row = rows.lines().find(|row| row.starts_with(&format!("{customer},"))).expect("a row");
        row.split(',').nth(2).expect("a name").to_owned()
    };
    assert_eq!((of("WHALE"), of("SHARK")), ("outlier".to_owned(), "outlier".to_owned()));
    assert!(!["outlier", ""].contains(&of("BUSY").as_str()) && of("BUSY") == of("C1"), "{}", of("BUSY"));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("2 customers are outliers and in no segment"), "{said}");
    assert!(said.contains("1 customer is farther from the segment than any customer that the model"), "{said}");
}

/// A clip at less than one customer leaves the outlier far away in the fit, and brings it near afterwards.
#[test]
fn an_outlier_that_a_clip_brings_near_gets_no_segment_either() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let (model, data) = (folder.path().join("model.json"), folder.path().join("transactions.csv"));
    let output = |arguments: &[&str], paths: [&Path; 2]| {
        let output = support::program().args(arguments).args(paths).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let fit = ["segments", "--features", "transaction_count,burnt_count", "--k", "2", "--k-max", "5", "--clip", "0.5"];
    let names = |rows: &str| {
        let name = |row: &str| row.split(',').nth(2).expect("a name").to_owned();
        rows.lines().map(name).collect::<Vec<String>>()
    };
    let segments = names(&output(&[&fit[..], &["--save-model"]].concat(), [&model, &data]));
    assert_eq!(segments.iter().filter(|name| *name == "outlier").count(), 1);
    assert_eq!(names(&output(&["assign"], [&model, &data])), segments);
    let statement = output(&["sql", "--dialect", "duckdb", "--assign"], [&model, &data]);
    assert!(statement.contains("CASE WHEN set_aside = 1 THEN 0 END AS exception"), "{statement}");
}

/// Under the curves a warning gets room before what each measure chooses, and what does not fit is a key away.
#[test]
fn a_warning_has_room_below_the_curves() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let mut driver = Headless::start(support::settings(), support::tools(vec![folder.path().into()]), (80, 24));
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        driver.send(Msg::Resize(columns, rows));
        driver.press("5").expect("a key");
        let drawn = support::seen(&driver);
        let at = |words: &str| drawn.lines().position(|line| line.contains(words));
        let warned = at("! 1 customer is an outlier").unwrap_or_else(|| panic!("no warning:\n{drawn}"));
        let k = driver.model.clusters.last().expect("segments").clustering.k;
        assert!(warned > at(&format!("k {k}: ")).unwrap_or_else(|| panic!("no verdict:\n{drawn}")), "{drawn}");
        assert!(at("--clip 5").is_some() || drawn.contains("… i"), "{columns}x{rows}: cut in silence\n{drawn}");
    }
    driver.press(&format!("{} i", support::keys_to(Panel::Choosing))).expect("keys");
    let explained = support::seen(&driver);
    assert!(explained.contains("cautions") && explained.contains("Add --clip 5 to include"), "{explained}");
}
