//! The scores on paper, and those of pandas (`tests/fixtures/rfm/make.py`).

use std::collections::HashMap;

use serde_json::Value;

use super::*;
use crate::data::filter::Filter;
use crate::data::{LoadOptions, load, parse_day};
use crate::measures::fixture::{customers_only, facts};
use crate::measures::{Summary, features, select, summarise};
use crate::progress::Progress;

/// Recencies 37, 39, 50, 60, 71 and one without a date; claims 3, 2, 2, 1, 1, 1; one amount. The customer without a dated
/// claim has recency score 1; those who never claimed have no scores.
#[test]
fn scores_are_those_on_paper() {
    use RfmGroup::{CantLoseThem, Hibernating, NeedAttention, PotentialLoyalist, Promising};

    let rfm = summarise(&facts(), &Progress::new()).unwrap().rfm.unwrap();
    let close = |ours: [f64; 4], paper: [f64; 4]| ours.iter().zip(paper).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(close(rfm.thresholds.recency, [38.6, 45.6, 54.0, 62.2]), "{:?}", rfm.thresholds);
    assert!(close(rfm.thresholds.frequency, [1.0, 1.0, 2.0, 2.0]), "{:?}", rfm.thresholds);
    assert!(close(rfm.thresholds.monetary, [0.0; 4]), "{:?}", rfm.thresholds);
    assert_eq!(rfm.monetary, "amount_total");
    let paper = [[2, 5, 5], [5, 3, 1], [3, 3, 1], [4, 1, 1], [1, 1, 1], [1, 1, 1]];
    for (scores, [recency, frequency, monetary]) in rfm.scores.iter().zip(paper) {
        assert_eq!(*scores, Some(Scores { recency, frequency, monetary }));
    }
    assert!(rfm.scores[6..].iter().all(Option::is_none) && rfm.scores.len() == 10);
    let sizes: Vec<(RfmGroup, u64)> = rfm.groups.iter().map(|g| (g.group, g.customers)).filter(|g| g.1 > 0).collect();
    assert_eq!(
        sizes,
        [(PotentialLoyalist, 1), (Promising, 1), (NeedAttention, 1), (CantLoseThem, 1), (Hibernating, 2)]
    );
    assert_eq!(rfm.groups.map(|g| g.group).to_vec(), RfmGroup::iter().collect::<Vec<_>>());
    assert_eq!(Rfm::of_features(&features(&facts(), &Progress::new()).unwrap()), Some(rfm));
}

#[test]
fn every_pair_of_scores_has_its_group() {
    let row = |r| (1..=5).map(|f| RfmGroup::of(r, f).to_string()).collect::<Vec<_>>().join(", ");
    for r in [1, 2] {
        assert_eq!(row(r), "Hibernating, Hibernating, At Risk, At Risk, Can't Lose Them");
    }
    assert_eq!(row(3), "About To Sleep, About To Sleep, Need Attention, Loyal, Loyal");
    assert_eq!(row(4), "Promising, Potential Loyalist, Potential Loyalist, Loyal, Loyal");
    assert_eq!(row(5), "New, Potential Loyalist, Potential Loyalist, Champions, Champions");
}

#[test]
fn a_filter_keeps_a_group() {
    let (facts, whole) = (facts(), features(&facts(), &Progress::new()).unwrap());
    let kept = |filter: &str| select(&facts, &whole, &Filter::parse(filter).unwrap(), &Progress::new());
    let ids = |filter: &str| {
        let kept = kept(filter).unwrap();
        (0..kept.customer_ids.len()).map(|i| kept.customer_ids.text(i).into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("rfm:hibernating"), ["5", "6"]);
    assert_eq!(ids("rfm:\"Can't Lose Them\",promising"), ["1", "4"]);
    assert_eq!(ids("-rfm:none rfm!=Hib*"), ["1", "2", "3", "4"]);
    let wrong = kept("rfm:Champion").unwrap_err().to_string();
    assert!(wrong.contains("Champions"), "{wrong}");
    let none = select(
        &customers_only(),
        &features(&customers_only(), &Progress::new()).unwrap(),
        &Filter::parse("rfm:New").unwrap(),
        &Progress::new(),
    );
    assert!(none.unwrap_err().to_string().contains("needs claims with dates"));
}

#[test]
fn who_is_left_out_has_no_scores_and_the_others_keep_theirs() {
    let rfm = summarise(&facts(), &Progress::new()).unwrap().rfm.unwrap();
    let mut kept = vec![false; 10];
    kept[4] = true;
    kept[7] = true;
    let one = rfm.among(&kept);
    assert_eq!((one.customers(), one.thresholds), (1, rfm.thresholds));
    assert_eq!(one.groups[RfmGroup::Hibernating as usize].customers, 1);
}

#[test]
fn little_data_has_no_scores_or_those_of_one() {
    assert_eq!(summarise(&customers_only(), &Progress::new()).unwrap().rfm, None);
    let (facts, whole) = (facts(), features(&facts(), &Progress::new()).unwrap());
    let kept = |filter: &str| {
        summarise(&select(&facts, &whole, &Filter::parse(filter).unwrap(), &Progress::new()).unwrap(), &Progress::new())
            .unwrap()
    };
    assert_eq!(kept("customer:9").rfm, None);
    // Customer 5 has no dated claim.
    assert_eq!(kept("customer:5").rfm, None);
    let one = kept("customer:1").rfm.unwrap();
    assert_eq!(one.scores[..], [Some(Scores { recency: 5, frequency: 1, monetary: 1 })]);
    assert_eq!(one.groups[RfmGroup::New as usize].customers, 1);
}

fn as_pandas(summary: &Summary, golden: &str) {
    let golden: Value = serde_json::from_str(golden).unwrap();
    let rfm = summary.rfm.as_ref().unwrap();
    let near = |a: f64, b: &Value| (a - b.as_f64().unwrap()).abs() < 1e-9;
    let Thresholds { recency, frequency, monetary } = rfm.thresholds;
    for (name, ours) in [("recency", recency), ("frequency", frequency), ("monetary", monetary)] {
        for (a, b) in ours.iter().zip(golden["thresholds"][name].as_array().unwrap()) {
            assert!(near(*a, b), "{name}: {a} {b}");
        }
    }
    assert_eq!(serde_json::json!(rfm.grid), golden["grid"]);
    let theirs: HashMap<String, (u64, f64)> = serde_json::from_value(golden["groups"].clone()).unwrap();
    for size in &rfm.groups {
        let theirs = theirs.get(&size.group.to_string());
        assert_eq!(size.customers, theirs.map_or(0, |t| t.0), "{}", size.group);
        let means = size.monetary_score.zip(theirs.map(|t| t.1));
        assert!(means.is_none_or(|(a, b)| (a - b).abs() < 1e-9), "{}: {means:?}", size.group);
    }
    assert_eq!(rfm.groups.iter().map(|g| g.customers).sum::<u64>(), summary.kpis.active_customers);
    assert_eq!(rfm.customers(), summary.kpis.active_customers);

    let (ours, theirs) = (summary.concentration.as_ref().unwrap(), &golden["concentration"]);
    let counts = serde_json::json!([ours.customers, ours.total as u64, ours.contributors]);
    assert_eq!(counts, serde_json::json!([theirs["customers"], theirs["burns"], theirs["burners"]]));
    assert!(near(ours.gini, &theirs["gini"]), "{}", ours.gini);
    for (tenth, share) in theirs["deciles"].as_array().unwrap().iter().enumerate() {
        assert!(near(ours.share(tenth as f64 / 10.0), share), "{tenth}: {share}");
    }
}

#[test]
fn the_sample_scores_as_pandas_does() {
    let options = LoadOptions { today: parse_day("2026-01-01").unwrap(), ..LoadOptions::default() };
    let facts = load(&options, &Progress::new()).unwrap();
    as_pandas(&summarise(&facts, &Progress::new()).unwrap(), include_str!("../../../tests/fixtures/rfm/sample.json"));
}

/// Needs the workbook, which is not part of the project.
#[test]
fn the_workbook_scores_as_pandas_does() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/E-commerce_data.xlsx");
    if !path.exists() {
        return;
    }
    let today = parse_day("2026-01-01").unwrap();
    let options = LoadOptions { paths: vec![path], today, ..LoadOptions::default() };
    let facts = load(&options, &Progress::new()).unwrap();
    as_pandas(&summarise(&facts, &Progress::new()).unwrap(), include_str!("../../../tests/fixtures/rfm/workbook.json"));
}
