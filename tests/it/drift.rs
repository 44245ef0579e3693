//! Drift of the customers from those that a model was fitted on, as `assign` reports it.

use std::fs;

use crate::sql::{fitted, path, run};

#[test]
fn drift_is_reported_beside_the_rows() {
    let (folder, data, model) = fitted(&[]);
    let (code, rows, said) = run(&["assign", &model, &data]);
    assert_eq!((code, said.as_str()), (0, ""), "no drift from itself");
    // Every second claim is gone, and time has passed.
    let claims = fs::read_to_string(folder.path().join("shop/transactions.csv")).expect("read");
    let (header, rest) = claims.split_once('\n').expect("a header");
    let half: Vec<&str> = rest.lines().step_by(2).collect();
    fs::write(folder.path().join("shop/transactions.csv"), format!("{header}\n{}\n", half.join("\n")))
        .expect("written");
    let file = path(&folder.path().join("drift.json"));
    let (code, other, said) = run(&["assign", &model, &data, "--as-of", "2024-12-01", "--drift", &file]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(other.lines().next(), rows.lines().next(), "the table stays as it is");
    assert!(said.contains("large drift from what the model was fitted on") && said.contains("recency_days"), "{said}");
    assert!(said.contains("segments at the fit and now: "), "{said}");
    let drift: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).expect("read")).expect("JSON");
    let recency =
        drift["drift"]["features"].as_array().expect("a list").iter().find(|f| f["feature"] == "recency_days");
    assert_eq!(recency.expect("a feature")["change"], "large");
    // A model of an earlier version has no bins.
    let text = fs::read_to_string(&model).expect("read");
    let mut old: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for feature in old["features"].as_array_mut().expect("a list") {
        feature.as_object_mut().expect("an object").remove("bins");
    }
    fs::write(&model, old.to_string()).expect("written");
    let (code, _, said) = run(&["assign", &model, &data]);
    assert!(code == 0 && said.contains("saved by an earlier version, so drift cannot be told"), "{said}");
}
