//! The parts of the data side by side: `--by`.

use segscope::analysis::{Axis, Split, SplitError, lines, split};
use segscope::measures::{Definition, Granularity, quartiles};
use segscope::progress::Progress;

use crate::support::{program, sample};

/// Splits the sample, with its segments if they are wanted.
fn of_sample(key: &str, with_segments: bool) -> Result<Split, SplitError> {
    let model = sample(80, 24).model;
    let segmentation = model.clusters.last().filter(|_| with_segments);
    split(model.dataset().expect("the sample"), segmentation.map(AsRef::as_ref), key, &Progress::new())
}

/// Customers, claims and burns by pandas (joined by `customer_id` and `gender_id`), intervals by
/// `scipy.stats.binomtest(burnt, claimed + burnt).proportion_ci(method='wilson')`, retention by pandas: customers with a
/// claim in the month after their first, of those whose month is over.
#[test]
fn genders_are_what_pandas_and_scipy_say() {
    for with_segments in [false, true] {
        let split = of_sample("Sex", with_segments).expect("parts");
        assert_eq!((split.key.as_str(), split.left_out, split.overlaps), ("gender", 0, false));
        let names: Vec<&str> = split.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["Female", "Male", "(none)"]);
        let known = [
            (1045, 10450, 5576, [0.524_367_870, 0.543_499_533], 0.523_326_572),
            (952, 9530, 5244, [0.540_313_668, 0.560_285_928], 0.547_105_562),
        ];
        for (part, (customers, claims, burnt, interval, retained)) in split.parts.iter().zip(known) {
            let kpis = &part.summary.kpis;
            assert_eq!((kpis.customers, kpis.transactions, kpis.burnt), (customers, claims, burnt), "{}", part.name);
            let own = kpis.burn_interval().expect("claims");
            assert!(own.iter().zip(interval).all(|(own, other)| (own - other).abs() < 1e-8), "{own:?}");
            let average = part.summary.retention.claims.average(Definition::ReturnOn);
            assert!((average[1] - retained).abs() < 1e-8, "{average:?}");
        }
    }
}

/// By pandas: `(as_of - last_claim).dt.days.quantile([.25, .5, .75])`, the same of the join date, and `recency.le(28).sum()`.
#[test]
fn recency_and_tenure_are_what_pandas_says() {
    let whole = sample(80, 24).model.dataset().expect("the sample").summary.clone();
    for with_segments in [false, true] {
        let split = of_sample("gender", with_segments).expect("parts");
        let known = [
            (1029, [14.0, 32.0, 125.0], [273.0, 501.0, 690.0], 468),
            (935, [11.0, 30.0, 113.5], [277.0, 494.5, 661.25], 445),
            (3, [7.0, 8.0, 47.0], [362.5, 661.0, 696.5], 2),
        ];
        let lines = lines(&split, &whole, Granularity::Month, Axis::Recency);
        let at_28 = lines.axis.iter().position(|days| days == "28").expect("a position of the axis");
        for (at, (active, recency, tenure, recent)) in known.into_iter().enumerate() {
            let spans = &split.parts[at].summary.spans;
            assert_eq!(spans.recency.iter().map(|(_, n)| n).sum::<u64>(), active);
            assert_eq!((quartiles(&spans.recency), quartiles(&spans.tenure)), (Some(recency), Some(tenure)));
            assert_eq!(lines.parts[at][at_28], Some(f64::from(recent) / active as f64));
        }
    }
}

#[test]
fn rows_are_split_too_and_customers_then_stand_in_several_parts() {
    for with_segments in [false, true] {
        let split = of_sample("branch", with_segments).expect("parts");
        assert_eq!((split.parts.len(), split.left_out, split.overlaps), (6, 34, true));
        let first = &split.parts[0].summary.kpis;
        // By pandas: `t[t.branch_id == '1']`.
        assert_eq!((first.customers, first.transactions, first.burnt), (803, 1184, 621));
    }
}

#[test]
fn segments_are_parts_with_all_their_customers() {
    let model = sample(80, 24).model;
    let segments = &model.clusters.last().expect("segments").segments;
    let split = of_sample("segment", true).expect("parts");
    let sizes: Vec<(String, u64)> = segments.list.iter().map(|of| (of.name.clone(), of.customers)).collect();
    let parts: Vec<(String, u64)> =
        split.parts.iter().map(|part| (part.name.clone(), part.summary.kpis.customers)).collect();
    assert_eq!(parts, sizes);
}

#[test]
fn a_key_that_is_not_there_is_refused_with_those_that_are() {
    let why = of_sample("segment", false).expect_err("no segments").to_string();
    assert!(why.contains("gender, city, branch"), "{why}");
    let out = program().args(["report", "--by", "gendr"]).output().expect("it runs");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{told}");
    assert!(told.contains("--by gendr") && told.contains("did you mean gender?"), "{told}");
}

#[test]
fn every_form_of_the_report_has_the_parts() {
    let of = |format: &str| {
        let args = ["report", "--by", "gender", "--format", format, "--k", "2", "--k-max", "3"];
        let out = program().args(args).output().expect("it runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).expect("text")
    };
    let json: serde_json::Value = serde_json::from_str(&of("json")).expect("JSON");
    assert_eq!(json["split"]["by"], "gender");
    let female = &json["split"]["parts"][0];
    assert_eq!((&female["name"], &female["filter"]), (&"Female".into(), &"gender:Female".into()));
    assert_eq!(female["kpis"]["burnt"], 5576);
    let claims = |of: &serde_json::Value| {
        let points = of["usage"]["points"].as_array().expect("points").iter();
        points.map(|point| point["claims"].as_u64().expect("a count")).sum::<u64>()
    };
    let parts = json["split"]["parts"].as_array().expect("parts");
    assert_eq!(parts.iter().map(claims).sum::<u64>(), claims(&json), "each claim is in one part");
    for format in ["text", "markdown", "html"] {
        let text = of(format);
        let known = ["Side by side", "Average retention by gender", "Claims per month by gender", "--by gender"];
        // The text form has no appendix with the command.
        assert!(known.iter().take(if format == "text" { 3 } else { 4 }).all(|words| text.contains(words)), "{format}");
    }
}
