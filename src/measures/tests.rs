//! Numbers computed by hand from [`fixture`](super::fixture).

use polars::prelude::*;

use super::fixture::{NEW_YEAR, customers_only, facts};
use super::*;
use crate::data::{Facts, status};
use crate::progress::Progress;

/// id or `-`, name, size or rows, burnt, rate.
type Line = (String, String, u64, u64, Option<f64>);

fn line(id: &str, name: &str, n: u64, burnt: u64, rate: Option<f64>) -> Line {
    (id.to_owned(), name.to_owned(), n, burnt, rate)
}

fn group_lines(groups: &[Group], count: fn(&Group) -> u64) -> Vec<Line> {
    let id = |g: &Group| g.id.clone().unwrap_or("-".to_owned());
    groups.iter().map(|g| (id(g), g.name.clone(), count(g), g.burnt, g.burn_rate)).collect()
}

fn place_lines(places: &[Place]) -> Vec<Line> {
    let word = |w: &Option<String>| w.clone().unwrap_or("-".to_owned());
    places.iter().map(|p| (word(&p.id), word(&p.name), p.transactions, p.burnt, p.burn_rate)).collect()
}

fn column(features: &Features, name: &str) -> Vec<f64> {
    features.get(name).unwrap().values.clone()
}

/// `assert_eq` in which `NaN` equals `NaN`.
fn assert_values(actual: &[f64], expected: &[f64]) {
    assert_eq!(format!("{actual:?}"), format!("{expected:?}"));
}

#[test]
fn key_figures() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    let expected = Kpis {
        customers: 10,
        active_customers: 6,
        inactive_customers: 4,
        transactions: 12,
        claimed: 4,
        burnt: 7,
        expired: 0,
        other: 1,
        amount: Some(15.5),
        burn_rate: Some(7.0 / 11.0),
        repeat_customers: 3,
        repeat_burners: 2,
        median_days_to_burn: Some(5.0),
    };
    assert_eq!(summary.kpis, expected);
    assert_eq!(summary.frequency, [(0, 4), (1, 3), (2, 2), (3, 1)]);
}

#[test]
fn genders_by_customers_and_cities_by_burnt() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    let genders = [
        line("1", "Male", 4, 3, Some(0.75)),
        line("2", "Female", 4, 2, Some(0.5)),
        line("-", "(none)", 2, 2, Some(2.0 / 3.0)),
        line("3", "Other", 0, 0, None),
    ];
    assert_eq!(group_lines(&summary.genders, |g| g.customers), genders);
    let cities = [
        line("2", "Giza", 4, 4, Some(1.0)),
        line("1", "Cairo", 6, 2, Some(0.4)),
        line("-", "(none)", 2, 1, Some(0.5)),
        line("3", "Aswan", 0, 0, None),
    ];
    assert_eq!(group_lines(&summary.cities, |g| g.transactions), cities);
    assert_eq!(summary.cities.iter().map(|g| g.customers).collect::<Vec<_>>(), [3, 6, 1, 0]);
}

#[test]
fn places_by_burnt() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    let branches = [
        line("10", "-", 5, 4, Some(0.8)),
        line("20", "Corniche", 3, 2, Some(2.0 / 3.0)),
        line("30", "-", 1, 1, Some(1.0)),
        line("40", "-", 0, 0, None),
        line("-", "(none)", 3, 0, Some(0.0)),
    ];
    assert_eq!(place_lines(&summary.branches), branches);
    let merchant = |i: usize| summary.branches[i].merchant.clone();
    assert_eq!(merchant(0), Some(Some("Nile".to_owned())));
    assert_eq!([merchant(2), merchant(4)], [Some(None), Some(None)]);
    let merchants = [
        line("1", "Nile", 5, 4, Some(0.8)),
        line("2", "Delta", 3, 2, Some(2.0 / 3.0)),
        line("-", "(none)", 4, 1, Some(1.0 / 3.0)),
        line("3", "Lotus", 0, 0, None),
    ];
    assert_eq!(place_lines(&summary.merchants), merchants);
}

#[test]
fn no_rate_where_only_burnt_rows_carry_a_branch() {
    let mut facts = facts();
    let branch = when(col("status").eq(lit(status::BURNT))).then(col("branch")).otherwise(lit(NULL));
    facts.transactions = facts.transactions.lazy().with_column(branch.cast(DataType::UInt32)).collect().unwrap();
    let summary = summarise(&facts, &Progress::new()).unwrap();
    assert_eq!(summary.branches[0].burnt, 4);
    assert!(summary.branches.iter().chain(&summary.merchants).all(|p| p.burn_rate.is_none()));
}

#[test]
fn days_to_burn_by_linear_interpolation() {
    let days = summarise(&facts(), &Progress::new()).unwrap().days_to_burn.unwrap();
    assert_eq!(days.counts, [(0, 1), (1, 1), (5, 1), (10, 1), (30, 1)]);
    assert_eq!((days.n, days.min, days.max), (5, 0, 30));
    assert_values(&[days.p10, days.p25, days.median, days.mean, days.p75, days.p90], &[0.4, 1.0, 5.0, 9.2, 10.0, 22.0]);
}

#[test]
fn usage_by_month() {
    let usage = summarise(&facts(), &Progress::new()).unwrap().usage;
    let months: Vec<_> = usage
        .periods(Granularity::Month)
        .into_iter()
        .map(|p| (p.period, p.claims, p.burns, p.status_claimed, p.status_burnt, p.partial))
        .collect();
    let expected = [
        ("2023-12".to_owned(), 1, 0, 0, 1, false),
        ("2024-01".to_owned(), 6, 3, 3, 3, false),
        ("2024-02".to_owned(), 2, 2, 0, 1, false),
        ("2024-03".to_owned(), 1, 1, 0, 1, true),
    ];
    assert_eq!(months, expected);
}

#[test]
fn every_granularity_covers_the_same_events() {
    let usage = summarise(&facts(), &Progress::new()).unwrap().usage;
    let ends = |granularity| {
        let periods = usage.periods(granularity);
        assert_eq!(periods.iter().map(|p| p.claims).sum::<u64>(), 10);
        assert_eq!(periods.iter().map(|p| p.burns).sum::<u64>(), 6);
        (periods.len(), periods[0].period.clone(), periods[periods.len() - 1].period.clone())
    };
    assert_eq!(ends(Granularity::Day), (72, "2023-12-31".to_owned(), "2024-03-11".to_owned()));
    assert_eq!(ends(Granularity::Week), (12, "2023-W52".to_owned(), "2024-W11".to_owned()));
    assert_eq!(ends(Granularity::Quarter), (2, "2023-Q4".to_owned(), "2024-Q1".to_owned()));
    assert_eq!(ends(Granularity::Year), (2, "2023".to_owned(), "2024".to_owned()));
}

/// Values: `date(2021, 1, 3).isocalendar()` and so on in Python.
#[test]
fn iso_weeks_at_the_turn_of_a_year() {
    // 2020-12-28 to 2021-01-11: 2020 has 53 weeks.
    let day = |offset| DayCounts { day: 18_624 + offset, claims: 1, ..DayCounts::default() };
    let usage = Usage { days: vec![day(0), day(6), day(14)], claim_horizon: Some(18_624 + 13), ..Usage::default() };
    let weeks: Vec<_> =
        usage.periods(Granularity::Week).into_iter().map(|p| (p.period, p.first_day, p.claims, p.partial)).collect();
    let expected = [
        ("2020-W53".to_owned(), 18_624, 2, false),
        ("2021-W01".to_owned(), 18_631, 0, false),
        ("2021-W02".to_owned(), 18_638, 1, true),
    ];
    assert_eq!(weeks, expected);
}

#[test]
fn stray_dates_give_long_but_finite_usage() {
    let day = |day| DayCounts { day, claims: 1, ..DayCounts::default() };
    let centuries = Usage { days: vec![day(-25_567), day(84_006)], claim_horizon: None, ..Usage::default() };
    assert_eq!(centuries.periods(Granularity::Day).len(), 109_574);
    let beyond = Usage { days: vec![day(i32::MAX)], claim_horizon: Some(0), ..Usage::default() };
    assert_eq!(beyond.periods(Granularity::Year).len(), 1);
}

#[test]
fn features_of_each_customer() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let nan = f64::NAN;
    assert_values(&column(&features, "transaction_count"), &[3.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    let third = 1.0 / 3.0;
    assert_values(&column(&features, "claimed_ratio"), &[third, 0.0, 1.0, nan, 0.0, 0.0, nan, nan, nan, nan]);
    assert_values(&column(&features, "burnt_ratio"), &[2.0 / 3.0, 1.0, 0.0, nan, 1.0, 1.0, nan, nan, nan, nan]);
    assert_values(&column(&features, "recency_days"), &[60.0, 37.0, 50.0, 39.0, nan, 71.0, nan, nan, nan, nan]);
    assert_values(&column(&features, "tenure_days"), &[70.0, 170.0, 70.0, 70.0, 70.0, 100.0, 70.0, 70.0, 70.0, nan]);
    assert_values(&column(&features, "active_days"), &[2.0, 2.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_values(&column(&features, "distinct_branches"), &[2.0, 2.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_values(&column(&features, "distinct_merchants"), &[2.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(column(&features, "amount_total")[0].to_bits(), 15.5_f64.to_bits());
    assert_eq!(column(&features, "amount_mean")[0].to_bits(), 7.75_f64.to_bits());
    // Aswan 0, Cairo 1, Giza 2; Female 0, Male 1, Other 2.
    assert_values(&column(&features, "city_encoded"), &[1.0, 2.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.0, nan]);
    assert_values(&column(&features, "gender_encoded"), &[1.0, 0.0, 0.0, 1.0, nan, 1.0, 0.0, 1.0, nan, 0.0]);
    assert_eq!(features.columns.last().map(|c| c.name.as_str()), Some("age"));
    assert_eq!(features.active.iter().filter(|a| **a).count(), 6);
    assert_eq!(features.total_burnt, 7);
}

#[test]
fn presets_families_and_names_resolve() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let names = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        features.resolve(&words).map(|columns| columns.into_iter().map(|c| c.name).collect::<Vec<_>>())
    };
    assert_eq!(names(&[]).unwrap(), ["transaction_count", "burnt_ratio", "recency_days"]);
    assert_eq!(names(&["rfm", "age", "age"]).unwrap(), ["recency_days", "transaction_count", "amount_total", "age"]);
    let onehot = names(&["gender_onehot"]).unwrap();
    assert_eq!(onehot, ["gender_onehot:Female", "gender_onehot:Male", "gender_onehot:Other"]);
    assert_eq!(names(&["city_onehot:Cairo"]).unwrap(), ["city_onehot:Cairo"]);
    let error = names(&["income"]).unwrap_err();
    assert!(error.contains("`income`") && error.contains("city_onehot") && error.contains("rfm"), "{error}");
}

#[test]
fn imputing_fills_in_inactive_customers_only() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let recency = features.values("recency_days", InactivePolicy::Impute).unwrap();
    assert_values(&recency, &[60.0, 37.0, 50.0, 39.0, f64::NAN, 71.0, 71.0, 71.0, 71.0, 71.0]);
    assert!(features.values("recency_days", InactivePolicy::Separate).unwrap()[9].is_nan());
    assert_values(
        &features.values("city_onehot:Giza", InactivePolicy::Separate).unwrap(),
        &[0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, f64::NAN],
    );
    assert!(features.values("city_onehot", InactivePolicy::Separate).is_none());
    assert_eq!(features.included(InactivePolicy::Impute), [true; 10]);
    assert_eq!(features.included(InactivePolicy::Exclude), features.active);
}

#[test]
fn customers_alone_are_complete_and_none_is_inactive() {
    let facts = customers_only();
    let summary = summarise(&facts, &Progress::new()).unwrap();
    assert_eq!((summary.kpis.customers, summary.kpis.inactive_customers), (10, 0));
    assert_eq!((summary.kpis.burn_rate, summary.days_to_burn, summary.frequency), (None, None, Vec::new()));
    assert!(summary.usage.periods(Granularity::Day).is_empty() && summary.branches.is_empty());
    let features = features(&facts, &Progress::new()).unwrap();
    assert_eq!(features.defaults().chosen, ["age"]);
    assert!(features.active.iter().all(|a| *a));
}

#[test]
fn no_rows_at_all() {
    let whole = facts();
    let facts = Facts {
        customers: whole.customers.head(Some(0)),
        customer_ids: crate::data::Ids::default().into(),
        transactions: whole.transactions.head(Some(0)),
        as_of: None,
        claim_horizon: None,
        cut: false,
        only_burnt: false,
        ..whole
    };
    let summary = summarise(&facts, &Progress::new()).unwrap();
    assert_eq!(summary.kpis, Kpis::default());
    assert_eq!(summary.genders.len(), 3);
    assert!(features(&facts, &Progress::new()).unwrap().is_empty());
}

#[test]
fn a_customer_column_may_share_the_name_of_a_feature() {
    let mut facts = facts();
    facts.customers.rename("age", "recency_days".into()).unwrap();
    facts.extra = vec!["recency_days".to_owned()];
    let features = features(&facts, &Progress::new()).unwrap();
    assert_values(&column(&features, "customers.recency_days")[..2], &[20.0, 21.0]);
    assert_values(&column(&features, "recency_days")[..2], &[60.0, 37.0]);
    assert_eq!(NEW_YEAR + 70, facts.as_of.unwrap());
}
