//! Values of pandas and numpy for `tests/fixtures/features/shop`; `make.py` there computes them.

use std::path::Path;

use serde_json::Value;

use super::*;
use crate::analysis::{load, prepare};
use crate::data::LoadOptions;
use crate::data::filter::Filter;
use crate::measures::Feature;

fn shop() -> Features {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/features/shop");
    let options = LoadOptions { paths: vec![folder], ..LoadOptions::default() };
    load(&options, &Filter::default(), &Progress::new()).unwrap().features.as_ref().clone()
}

fn expected() -> Value {
    serde_json::from_str(include_str!("../../../tests/fixtures/features/expected.json")).unwrap()
}

fn describe(features: &Features, scaling: Scaling) -> (Vec<String>, FeatureStatistics) {
    let offered = features.offered();
    let choice = Choice { scaling, ..Choice::default() };
    let statistics = feature_statistics(features, &offered, &choice, &Progress::new()).unwrap();
    (offered.into_iter().map(|offered| offered.name).collect(), statistics)
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

fn marks(names: &[String], marked: &[&str]) -> Vec<bool> {
    names.iter().map(|name| marked.contains(&name.as_str())).collect()
}

#[test]
fn text_columns_of_few_words_are_offered_and_names_are_not() {
    let (names, _) = describe(&shop(), Scaling::Zscore);
    assert_eq!(names, ["age", "income", "income_eur", "level", "tier_onehot", "member_onehot"]);
    let tier = shop().offered().remove(4);
    assert_eq!(tier.columns, ["tier_onehot:Bronze", "tier_onehot:Gold", "tier_onehot:Silver"]);
}

/// As `pandas.get_dummies`, but that a customer without a tier misses the feature, and is left out and counted.
#[test]
fn one_hot_columns_are_those_of_pandas() {
    let (features, expected) = (shop(), expected());
    let columns = features.resolve(&["tier_onehot".to_owned()]).unwrap();
    let has_value = expected["tier"]["has_value"].as_array().unwrap();
    for column in &columns {
        let name = column.name.strip_prefix("tier_onehot:").unwrap();
        let dummies = numbers(&expected["tier"]["columns"][name]);
        for ((value, dummy), has_value) in column.values.iter().zip(dummies).zip(has_value) {
            assert_eq!(value.is_nan(), *has_value == false, "{name}");
            assert!(value.is_nan() || *value == dummy, "{name}");
        }
    }
    let gold = features.resolve(&["tier_onehot:Gold".to_owned()]).unwrap();
    assert_eq!((gold.len(), gold[0].name.as_str()), (1, "tier_onehot:Gold"));
    let error = features.resolve(&["nickname_onehot".to_owned()]).unwrap_err();
    assert!(error.contains("tier_onehot, member_onehot"), "{error}");
    let choice = Choice { features: vec!["tier_onehot".to_owned()], ..Choice::default() };
    assert_eq!(prepare(&features, &choice).unwrap().matrix.missing, 9);
}

#[test]
fn ranges_distributions_and_variances_are_those_of_pandas() {
    let (features, expected) = (shop(), expected());
    for scaling in [Scaling::Zscore, Scaling::Log, Scaling::Minmax, Scaling::Robust, Scaling::None] {
        let (names, statistics) = describe(&features, scaling);
        assert_eq!(statistics.customers, 120);
        for (name, of) in expected["columns"].as_object().unwrap() {
            let at = names.iter().position(|n| n == name).unwrap();
            let shape = &statistics.shapes[at];
            assert_eq!(vec![shape.range.0, shape.range.1], numbers(&of["range"]), "{name}");
            assert_eq!(shape.missing, of["missing"].as_u64().unwrap(), "{name}");
            assert_eq!(shape.before, numbers(&of["before"]), "{name}");
            let after = &of[scaling.to_string()];
            if after.is_array() {
                assert_eq!(shape.after, numbers(after), "{name} {scaling}");
            }
            assert_close(statistics.columns[at].variance, of["variance"][scaling.to_string()].as_f64().unwrap());
        }
        let tier = &statistics.shapes[4];
        assert_eq!(tier.before, numbers(&expected["tier"]["customers"]), "customers by name");
        assert_eq!((tier.missing, tier.after.iter().sum::<f64>()), (9, 3.0 * 111.0));
        assert!(statistics.shapes[3].constant && statistics.shapes[3].after.is_empty());
    }
}

#[test]
fn correlations_are_those_of_pandas_over_pairs_of_values() {
    for (scaling, key) in
        [(Scaling::Zscore, "correlation"), (Scaling::None, "correlation"), (Scaling::Log, "correlation_log")]
    {
        let (_, statistics) = describe(&shop(), scaling);
        for (i, row) in expected()[key].as_array().unwrap().iter().enumerate() {
            for (j, r) in numbers(row).into_iter().enumerate() {
                assert_close(statistics.correlation[i * statistics.correlated + j], r);
            }
        }
    }
}

#[test]
fn shares_are_of_the_marked() {
    let features = shop();
    let (names, statistics) = describe(&features, Scaling::Minmax);
    let marked = marks(&names, &["age", "income", "level"]);
    let shares = statistics.shares(&marked);
    let variance = |name: &str| expected()["columns"][name]["variance"]["minmax"].as_f64().unwrap();
    assert_close(shares[0].unwrap(), variance("age") / (variance("age") + variance("income")));
    assert_eq!((shares[2], shares[3], shares[4]), (None, Some(0.0), None));
    assert_eq!(statistics.shares(&marks(&names, &["level"])), [None; 6], "nothing varies");
    let (_, statistics) = describe(&features, Scaling::Zscore);
    assert_close(statistics.shares(&marked)[0].unwrap(), 0.5);
}

/// The rules are those of the matrix: the same marks bring the same warnings. Shares may differ in their last digit, as the
/// matrix leaves out customers who miss a value of any feature.
#[test]
fn warnings_are_those_of_the_matrix() {
    let features = shop();
    let sets: [&[&str]; 5] = [
        &["income", "income_eur", "level"],
        &["age", "income"],
        &["member_onehot", "age"],
        &["age", "income", "income_eur", "tier_onehot"],
        &["age"],
    ];
    for scaling in [Scaling::Zscore, Scaling::None, Scaling::Minmax, Scaling::Log] {
        let (names, statistics) = describe(&features, scaling);
        for set in sets {
            let words = set.iter().map(|word| (*word).to_owned()).collect();
            let choice = Choice { features: words, scaling, ..Choice::default() };
            let matrix = prepare(&features, &choice).unwrap().matrix;
            let expected: Vec<String> = matrix.warnings.iter().map(ToString::to_string).collect();
            let found = statistics.warnings(&marks(&names, set));
            let tenths = |warning: &String| match warning.split_once('%') {
                Some((before, after)) => format!("{}%{after}", &before[..before.len() - 1]),
                None => warning.clone(),
            };
            let rough = |warnings: Vec<String>| warnings.iter().map(tenths).collect::<Vec<_>>();
            assert_eq!(rough(found), rough(expected), "{set:?} {scaling}");
        }
    }
}

fn features_of(columns: Vec<(&str, Vec<f64>)>) -> Features {
    let rows = columns.first().map_or(0, |(_, values)| values.len());
    let column =
        |(name, values): (&str, Vec<f64>)| Feature { name: name.to_owned(), values, integer: false, code: false };
    Features { columns: columns.into_iter().map(column).collect(), active: vec![true; rows], ..Features::default() }
}

#[test]
fn what_cannot_be_scaled_or_has_no_value_says_so() {
    let features = features_of(vec![
        ("debt", vec![-5.0, 1.0, 2.0]),
        ("empty", vec![f64::NAN; 3]),
        ("huge", vec![1e300, 1.0, 2.0]),
        ("fine", vec![1.0, 2.0, 3.0]),
    ]);
    let (names, statistics) = describe(&features, Scaling::Log);
    let warnings = statistics.warnings(&marks(&names, &["debt"]));
    assert!(warnings[0].contains("`log` needs values of 0 or more, and debt has -5"), "{warnings:?}");
    assert!(statistics.shapes[0].after.is_empty() && !statistics.shapes[0].constant);
    assert_eq!((statistics.shapes[1].missing, statistics.shapes[1].range.0.is_nan()), (3, true));
    assert!(statistics.warnings(&marks(&names, &["huge", "fine"]))[0].contains("1e300"));
    assert_eq!(statistics.shares(&marks(&names, &["fine", "debt"]))[3], Some(1.0));
    let nobody = describe(&features_of(Vec::new()), Scaling::None).1;
    assert_eq!((nobody.customers, nobody.shapes.len()), (0, 0));
}

#[test]
fn a_cancelled_description_stops() {
    let progress = Progress::new();
    progress.cancel();
    let features = shop();
    assert!(feature_statistics(&features, &features.offered(), &Choice::default(), &progress).is_err());
}

#[test]
fn more_columns_than_can_be_correlated_are_said() {
    assert_eq!((most_correlated(0), most_correlated(2000), most_correlated(1_000_000)), (400, 400, 55));
    let values = |i: u32| (0..4).map(|row| f64::from((row * 7 + i) % 5)).collect();
    let names: Vec<String> = (0..402).map(|i| format!("f{i}")).collect();
    let features = features_of(names.iter().zip(0..).map(|(name, i)| (name.as_str(), values(i))).collect());
    let (_, statistics) = describe(&features, Scaling::Zscore);
    let mut marked = vec![false; 402];
    (marked[0], marked[401]) = (true, true);
    assert_eq!(statistics.warnings(&marked), ["correlations are computed for the first 400 features only"]);
    assert_eq!(statistics.warnings(&[true; 402]).len(), 1);
    assert!(statistics.warnings(&[true; 402])[0].starts_with("402 features are too many"));
}
