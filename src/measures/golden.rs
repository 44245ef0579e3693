//! The measures of the sample data against those that pandas computes (`tests/golden/measures.py`).

use serde_json::{Value, json};

use super::{
    Change, Features, Granularity, Group, Kpis, MonthCounts, Place, Retention, Spans, Summary, Usage, features,
    features_without_habits, measure, select, summarise,
};
use crate::data::filter::Filter;
use crate::data::{Facts, LoadOptions, format_day, load, parse_day};
use crate::progress::Progress;

/// Written by `python tests/golden/measures.py data > tests/golden/sample.json`.
const SAMPLE: &str = include_str!("../../tests/golden/sample.json");
/// Written by `python tests/golden/filters.py data > tests/golden/filters.json`.
const FILTERS: &str = include_str!("../../tests/golden/filters.json");

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

fn kpis(kpis: &Kpis) -> Value {
    json!({
        "customers": kpis.customers,
        "active_customers": kpis.active_customers,
        "inactive_customers": kpis.inactive_customers,
        "transactions": kpis.transactions,
        "claimed": kpis.claimed,
        "burnt": kpis.burnt,
        "expired": kpis.expired,
        "other": kpis.other,
        "burn_rate": kpis.burn_rate,
        "repeat_customers": kpis.repeat_customers,
        "repeat_burners": kpis.repeat_burners,
        "median_days_to_burn": kpis.median_days_to_burn,
    })
}

/// A place without its names, which are looked up and not computed.
fn counts(places: &[Place]) -> Value {
    let counts =
        |p: &Place| json!({"id": p.id, "transactions": p.transactions, "burnt": p.burnt, "burn_rate": p.burn_rate});
    places.iter().map(counts).collect()
}

/// Groups without their shares and intervals, which follow from the counts.
fn groups(groups: &[Group]) -> Value {
    let counts = |g: &Group| {
        let (n, rows) = (g.customers, g.transactions);
        json!({"id": g.id, "name": g.name, "customers": n, "transactions": rows, "burnt": g.burnt, "burn_rate": g.burn_rate})
    };
    groups.iter().map(counts).collect()
}

/// Statistics of a column of features; missing values are skipped.
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
    let filled: Vec<Value> = filled
        .iter()
        .map(|p| {
            json!({
                "period": p.period,
                "claims": p.claims,
                "burns": p.burns,
                "status_claimed": p.status_claimed,
                "status_burnt": p.status_burnt,
                "active_customers": p.active_customers,
                "partial": p.partial,
            })
        })
        .collect();
    json!({"n": n, "filled": filled})
}

fn sample() -> Facts {
    // The date of the script: the sample contains dates in the future for a quality check to find.
    let options = LoadOptions { today: parse_day("2026-01-01").unwrap(), ..LoadOptions::default() };
    load(&options, &Progress::new()).unwrap()
}

/// In parts of 64 rows, so that there are several hundred of them.
#[test]
fn threads_change_no_measure() {
    let facts = sample();
    let alone = (summarise(&facts, &Progress::new()).unwrap(), features(&facts, &Progress::new()).unwrap());
    // `NaN` is not equal to itself, but its text is.
    let written = format!("{:?}", alone.1);
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let told = std::sync::Mutex::new(None);
        let first = |summary: &Summary| *told.lock().unwrap() = Some(summary.clone());
        let (summary, of_customers) = pool.install(|| measure(&facts, Some(&first), &Progress::new())).unwrap();
        assert_eq!(summary, alone.0, "{threads} threads");
        let told = told.into_inner().unwrap().unwrap();
        // The measures of the Overview come first and do not change later.
        let overview = Summary {
            weekday_hours: None,
            coupons: Vec::new(),
            frequency: Vec::new(),
            spans: Spans::default(),
            retention: Retention::default(),
            rhythm: None,
            rfm: None,
            concentration: None,
            ..summary
        };
        assert_eq!(told, overview, "{threads} threads");
        assert!(format!("{of_customers:?}") == written, "features with {threads} threads");
    }
    let without = features_without_habits(&facts, &Progress::new()).unwrap();
    let expected = Features { habits: std::sync::Arc::default(), ..alone.1 };
    assert!(format!("{without:?}") == format!("{expected:?}"), "features without habits");
}

/// Fails at the first measure that differs from that of pandas, which need not have all of them.
fn measures_as(facts: &Facts, golden: &Value, what: &str) {
    let summary = summarise(facts, &Progress::new()).unwrap();
    let features = features(facts, &Progress::new()).unwrap();
    let frequency: Value = summary.frequency.iter().map(|(t, c)| json!({"transactions": t, "customers": c})).collect();
    let ours = json!({
        "as_of": summary.as_of.map(format_day),
        "claim_horizon": summary.claim_horizon.map(format_day),
        "kpis": kpis(&summary.kpis),
        "genders": groups(&summary.genders),
        "cities": groups(&summary.cities),
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
    let known = |(measure, _): &(&String, &Value)| !matches!(measure.as_str(), "filter" | "usage");
    let measured = golden.as_object().unwrap().iter().filter(known).map(|(name, theirs)| (name, &ours[name], theirs));
    let usage = golden["usage"].as_object().unwrap().iter().map(|(name, theirs)| (name, &ours["usage"][name], theirs));
    for (measure, ours, theirs) in measured.chain(usage) {
        assert!(agree(ours, theirs), "{what}: {measure}: {ours:#}\npandas: {theirs:#}");
    }
}

#[test]
fn the_sample_measures_as_pandas_does() {
    measures_as(&sample(), &serde_json::from_str(SAMPLE).unwrap(), "sample");
}

#[test]
fn filters_keep_what_pandas_keeps() {
    let facts = sample();
    let whole = features(&facts, &Progress::new()).unwrap();
    let golden: Vec<Value> = serde_json::from_str(FILTERS).unwrap();
    for theirs in &golden {
        let text = theirs["filter"].as_str().unwrap();
        let kept = select(&facts, &whole, &Filter::parse(text).unwrap(), &Progress::new()).unwrap();
        measures_as(&kept, theirs, text);
    }
}

/// Written by `python tests/fixtures/places/make.py data > tests/fixtures/places/sample.json`.
#[test]
fn months_and_genders_of_places_are_those_of_pandas() {
    let summary = summarise(&sample(), &Progress::new()).unwrap();
    let theirs: Value = serde_json::from_str(include_str!("../../tests/fixtures/places/sample.json")).unwrap();
    assert_eq!(json!(summary.months), theirs["months"]);
    let same = |kind: &str, id: Option<&str>, months: &[MonthCounts]| {
        let ours: Value = months.iter().map(|m| json!([m.claims, m.burnt, m.burns])).collect();
        let zeros = || json!(vec![[0; 3]; months.len()]);
        let theirs = theirs[kind].get(id.unwrap_or("none")).cloned().unwrap_or_else(zeros);
        assert_eq!(ours, theirs, "{kind} {id:?}");
    };
    for city in &summary.cities {
        same("cities", city.id.as_deref(), &city.months);
        for (gender, n) in summary.genders.iter().zip(&city.genders) {
            let [city, gender] = [city, gender].map(|group| group.id.as_deref().unwrap_or("none"));
            let theirs = theirs["genders"].get(format!("{city}/{gender}")).cloned().unwrap_or(json!(0));
            assert_eq!(json!(n), theirs, "{city}/{gender}");
        }
    }
    for (kind, places) in [("branches", &summary.branches), ("merchants", &summary.merchants)] {
        for place in places {
            same(kind, place.id.as_deref(), &place.months);
        }
    }
}

/// Written by `python tests/fixtures/demographics/make.py data > tests/fixtures/demographics/sample.json`.
#[test]
fn ages_and_changes_are_those_of_pandas() {
    let summary = summarise(&sample(), &Progress::new()).unwrap();
    let theirs: Value = serde_json::from_str(include_str!("../../tests/fixtures/demographics/sample.json")).unwrap();
    let age = &summary.demographics[0];
    let numbers = age.numbers.as_ref().unwrap();
    let ours = json!({
        "n": numbers.n, "min": numbers.min, "p25": numbers.p25, "median": numbers.median, "mean": numbers.mean,
        "p75": numbers.p75, "max": numbers.max,
    });
    assert!(agree(&ours, &theirs["numbers"]), "{ours:#}");
    let mut bands = groups(&age.groups);
    bands.as_array_mut().unwrap().iter_mut().for_each(|band| {
        band.as_object_mut().unwrap().remove("id");
    });
    assert!(agree(&bands, &theirs["bands"]), "{bands:#}");
    let change = |change: Option<Change>| {
        let Change { period, before, values } = change.unwrap();
        json!({"period": period, "before": before, "values": values})
    };
    let active = change(summary.change(Granularity::Month, |p| p.active_customers as f64));
    assert!(agree(&active, &theirs["active_customers"]), "{active}");
    let days = change(summary.change_of_days_to_burn(Granularity::Month));
    assert!(agree(&days, &theirs["days_to_burn"]), "{days}");
}
