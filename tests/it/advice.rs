//! What is advised, and what segments are called, for five kinds of data: a reviewed text beside the numbers that it rests
//! on, and no sentence that contradicts the budget.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use segscope::data::format_day;
use serde_json::Value;

use crate::support::{self, program};

/// The first of 2024, in days since 1970.
const NEW_YEAR: i32 = 19_723;

/// Small random numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * n) >> 31
    }
}

fn report(args: &[&str]) -> Value {
    let output = program().args(["report", "--format", "json"]).args(args).output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("json")
}

/// Every name and piece of advice of a report, with the numbers behind it.
fn said(report: &Value) -> String {
    let mut out = String::new();
    let segmentation = &report["segmentation"];
    for segment in segmentation["segments"].as_array().expect("segments") {
        let text = |key: &str| segment[key].as_str().expect("text").to_owned();
        let (advice, n) = (&segment["recommendation"], &segment["customers"]);
        let _ = writeln!(out, "{} {}, {n} customers", segment["id"], text("name"));
        let _ = writeln!(out, "  named for: {}", text("name_reason"));
        for (name, key) in
            [("burn rate so far", "burn_rate"), ("shrunk", "shrunk_burn_rate"), ("later", "later_burn_rate")]
        {
            if let Some(rate) = segment[key].as_f64() {
                let _ = writeln!(out, "  {name}: {rate:.3}");
            }
        }
        let _ = writeln!(
            out,
            "  {}: {}",
            advice["action"].as_str().expect("text"),
            advice["reason"].as_str().expect("text")
        );
        if let Some(caution) = advice["caution"].as_str() {
            let _ = writeln!(out, "  but: {caution}");
        }
    }
    if let Some(never) = segmentation["never_active"]["reason"].as_str() {
        let _ = writeln!(out, "never active: {never}");
    }
    let later = &segmentation["later"];
    let _ = writeln!(out, "later rates differ: {}", later["differ"]);
    if let Some(answer) = later["answer"].as_str() {
        let _ = writeln!(out, "budget: {answer}");
    }
    out
}

/// Every sentence of advice beside that of the budget.
fn agrees(report: &Value) {
    let segmentation = &report["segmentation"];
    let later = &segmentation["later"];
    let leading: Vec<u64> = later["leading"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let segments = segmentation["segments"].as_array().expect("segments");
    let past = segments.iter().filter_map(|segment| segment["shrunk_burn_rate"].as_f64()).fold(0.0, f64::max);
    for segment in segments {
        let advice = &segment["recommendation"];
        let reason = advice["reason"].as_str().expect("text");
        let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        let id = segment["id"].as_u64().expect("a number");
        let differ = later["differ"].as_bool() == Some(true);
        assert!(differ || !says(&["burn", "Burn"]), "{reason}");
        if says(&["ive them coupons", "with coupons"]) {
            assert!(leading.contains(&id), "the budget gives none to {id}: {reason}");
        }
        if says(&[
            "no coupons",
            "fewer coupons",
            "without a coupon",
            "without coupons",
            "before you send",
            "others come first",
        ]) {
            assert!(!leading.contains(&id), "the budget gives some to {id}: {reason}");
        }
        if advice["action"] == "last offer" {
            assert!(segment["shrunk_burn_rate"].as_f64().is_none_or(|rate| rate < past), "{id} burnt most");
        }
        let name = segment["name"].as_str().expect("text");
        assert!(!(name.contains("saver") && segment["burnt"] == 0), "{name} never burnt");
        assert!(!name.ends_with(|c: char| c.is_ascii_digit()), "{name} does not say what differs");
    }
}

fn reviewed(name: &str, report: &Value) {
    agrees(report);
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("advice_{name}"), said(report));
    });
}

#[test]
fn advice_for_the_sample() {
    reviewed("sample", &report(&[]));
}

#[test]
fn advice_for_generated_coupons() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let args = ["generate", "--customers", "700", "--transactions", "7000", "--seed", "5"];
    assert!(program().args(args).arg(&data).status().expect("the program").success());
    reviewed("coupons", &report(&[data.to_str().expect("text")]));
}

#[test]
fn advice_for_orders() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("transactions.csv");
    fs::write(&path, orders()).expect("written");
    reviewed("orders", &report(&[path.to_str().expect("text")]));
}

/// Three kinds of customers: many orders up to now, some up to autumn, and few in early spring.
fn orders() -> String {
    let mut dice = Dice(7);
    let mut text = "transaction_id,customer_id,transaction_date,amount\n".to_owned();
    let mut id = 0;
    for customer in 0..360 {
        let kind = customer % 3;
        let (first, last) = (if kind == 0 { 0 } else { 20 }, [340, 250, 60][kind]);
        for _ in 0..[12, 4, 2][kind] + dice.below([8, 4, 2][kind]) {
            id += 1;
            let day = format_day(NEW_YEAR + first + dice.below(last) as i32);
            let _ = writeln!(text, "{id},{},{day},{}.5", customer + 1, 5 + dice.below(60));
        }
    }
    text
}

#[test]
fn advice_for_customers_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("customers.csv");
    fs::write(&path, customers()).expect("written");
    reviewed("customers", &report(&[path.to_str().expect("text")]));
}

/// Three kinds of customers, by age, income and visits.
fn customers() -> String {
    let mut dice = Dice(8);
    let mut text = "customer_id,age,income,visits\n".to_owned();
    for customer in 0..300 {
        let kind = customer % 3;
        let age = [22, 41, 63][kind] + dice.below(12);
        let income = [30, 80, 45][kind] * 1000 + dice.below(15_000);
        let _ = writeln!(text, "{},{age},{income},{}", customer + 1, [2, 9, 4][kind] + dice.below(4));
    }
    text
}

#[test]
#[ignore = "needs ../shared/data/E-commerce_data.xlsx"]
fn advice_for_the_workbook() {
    let workbook = support::workbook();
    assert!(Path::new(&workbook).exists());
    reviewed("workbook", &report(&[workbook.to_str().expect("text")]));
}
