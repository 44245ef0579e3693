//! The measures of the sample data against those that pandas computes (`tests/golden/measures.py`).

use serde_json::{Value, json};

use super::{Features, Granularity, Place, Usage, features, summarise};
use crate::data::{LoadOptions, format_day, load, parse_day};
use crate::progress::Progress;

/// Written by `python tests/golden/measures.py data > tests/golden/sample.json`.
const SAMPLE: &str = include_str!("../../tests/golden/sample.json");

/// Numbers that agree to ten digits, and anything else that is equal.
fn agree(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= 1e-10 * a.abs().max(b.abs()).max(1.0)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agree(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| agree(a, b)))
        }
        _ => ours == theirs,
    }
}

/// A place without its names, which are looked up and not computed.
fn counts(places: &[Place]) -> Value {
    let counts =
        |p: &Place| json!({"id": p.id, "transactions": p.transactions, "burnt": p.burnt, "burn_rate": p.burn_rate});
    places.iter().map(counts).collect()
}

/// Figures that pin a column of features: missing values are skipped.
fn sums(features: &Features) -> Value {
    let figures = features.columns.iter().map(|column| {
        let present: Vec<f64> = column.values.iter().copied().filter(|v| !v.is_nan()).collect();
        let figures = json!({
            "n": present.len(),
            "sum": present.iter().sum::<f64>(),
            "sum_of_squares": present.iter().map(|v| v * v).sum::<f64>(),
            "max": present.iter().copied().fold(f64::NAN, f64::max),
        });
        (column.name.clone(), figures)
    });
    Value::Object(figures.collect())
}

/// How many buckets there are, and those that are not empty.
fn periods(usage: &Usage, granularity: Granularity) -> Value {
    let periods = usage.periods(granularity);
    let n = periods.len();
    let filled: Vec<_> = periods.into_iter().filter(|p| p.claims + p.burns > 0).collect();
    json!({"n": n, "filled": filled})
}

#[test]
fn the_sample_measures_as_pandas_does() {
    // The script's today: the sample holds dates of the future, as a check finds them.
    let options = LoadOptions { today: parse_day("2026-01-01").unwrap(), ..LoadOptions::default() };
    let facts = load(&options, &Progress::new()).unwrap();
    let golden: Value = serde_json::from_str(SAMPLE).unwrap();
    let summary = summarise(&facts).unwrap();
    let features = features(&facts).unwrap();
    let frequency: Value = summary.frequency.iter().map(|(t, c)| json!({"transactions": t, "customers": c})).collect();
    let ours = json!({
        "as_of": summary.as_of.map(format_day),
        "claim_horizon": summary.claim_horizon.map(format_day),
        "kpis": summary.kpis,
        "genders": summary.genders,
        "cities": summary.cities,
        "branches": counts(&summary.branches),
        "merchants": counts(&summary.merchants),
        "usage": {
            "month": periods(&summary.usage, Granularity::Month),
            "week": periods(&summary.usage, Granularity::Week),
        },
        "days_to_burn": summary.days_to_burn,
        "frequency": frequency,
        "features": sums(&features),
    });
    for (measure, theirs) in golden.as_object().unwrap() {
        assert!(agree(&ours[measure], theirs), "{measure}: {:#}\npandas: {theirs:#}", ours[measure]);
    }
}
