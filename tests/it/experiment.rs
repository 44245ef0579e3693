//! Experiments: the uplift of a treated group over a control group, against an independent computation.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::support::program;

/// Small random numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * n) >> 31
    }
}

/// 400 customers with a claim in January, every fourth in the control group. In December all claim again: 55% of the
/// treated burn then, and 35% of the control group.
fn report(column: &str, [treated, control]: [&str; 2]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(11);
    let mut customers = format!("customer_id,join_date,age,{column}\n");
    let mut claims = "transaction_id,customer_id,transaction_date,transaction_status,burn_date\n".to_owned();
    for customer in 0..400_u64 {
        let is_treated = customer % 4 != 0;
        let burns = dice.below(100) < if is_treated { 55 } else { 35 };
        let group = if is_treated { treated } else { control };
        let _ = writeln!(customers, "{customer},2023-12-01,{},{group}", 20 + customer % 50);
        let _ = writeln!(claims, "a{customer},{customer},2024-01-{:02},burnt,2024-01-28", 1 + customer % 20);
        let (status, burnt) = if burns { ("burnt", "2024-12-20") } else { ("claimed", "") };
        let _ = writeln!(claims, "b{customer},{customer},2024-12-{:02},{status},{burnt}", 1 + customer % 15);
    }
    fs::write(folder.path().join("customers.csv"), customers).expect("written");
    fs::write(folder.path().join("transactions.csv"), claims).expect("written");
    let output =
        program().args(["report", "--format", "json", "--k", "2", "--restarts", "1"]).arg(folder.path()).output();
    let output = output.expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    report["segmentation"]["experiment"].clone()
}

/// Made by `python tests/golden/experiment.py`.
#[test]
fn the_uplift_is_that_of_statsmodels() {
    let experiment = report("variant", ["coupons", "control"]);
    let all = &experiment["all"];
    let counts =
        ["treated_acted", "treated", "control_acted", "control"].map(|key| all[key].as_u64().expect("a count"));
    assert_eq!(counts, [178, 300, 34, 100], "{experiment:#}");
    let values = [&all["difference"], &all["interval"][0], &all["interval"][1], &all["p"]];
    let expected =
        [0.253_333_333_333_333_35, 0.140_923_244_225_879_82, 0.354_395_575_823_075_35, 1.577_784_154_350_429e-5];
    for (ours, theirs) in values.into_iter().zip(expected) {
        let ours = ours.as_f64().expect("a number");
        assert!((ours - theirs).abs() < 1e-9, "{ours} and {theirs}");
    }
    assert_eq!(
        (&all["differ"], &experiment["control"], &experiment["variants"]),
        (&true.into(), &"control".into(), &1.into())
    );
    assert_eq!(
        experiment["answer"].as_str().expect("a sentence").split(". ").next(),
        Some(
            "The treatment made a difference of +25.3 pp: 59.3% of the treated and 34.0% of the control group (100 \
             customers), 95% interval +14.1 to +35.4"
        )
    );
    // The segments share the customers out.
    let segments = experiment["segments"].as_array().expect("segments");
    let sum = |key: &str| segments.iter().filter_map(|segment| segment[key].as_u64()).sum::<u64>();
    assert_eq!((segments.len(), sum("treated"), sum("treated_acted"), sum("control_acted")), (2, 300, 178, 34));
}

/// The column that `segments --holdout` writes: 1 is the control group.
#[test]
fn a_holdout_is_read_back_as_the_control_group() {
    let experiment = report("holdout", ["0", "1"]);
    assert_eq!((&experiment["column"], &experiment["control"]), (&"holdout".into(), &"1".into()));
    assert_eq!((&experiment["all"]["treated"], &experiment["all"]["control_acted"]), (&300.into(), &34.into()));
}

#[test]
fn a_column_of_other_groups_is_no_experiment() {
    let experiment = report("age_group", ["younger", "older"]);
    assert_eq!(experiment["all"], Value::Null, "no group is called control");
    assert!(
        experiment["answer"].as_str().expect("a sentence").starts_with("The table of customers has no control group.")
    );
}
