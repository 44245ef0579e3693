//! Numbers computed by hand from the customers of [`fixture`], and names from made-up profiles.

use super::*;
use crate::measures::fixture::{customers_only, facts};
use crate::measures::{Feature, Features, features};
use crate::progress::Progress;
use crate::segments::several::Several;

const LABELS: [Option<u32>; 10] = [Some(0), Some(0), Some(1), Some(1), None, Some(0), None, None, None, None];

/// The description without noise.
fn describe_all(features: &Features, labels: &[Option<u32>], k: usize, silhouettes: Option<&[f64]>) -> Segments {
    let took_part: Vec<bool> = labels.iter().map(Option::is_some).collect();
    describe(features, labels, &took_part, k, silhouettes, &[])
}

/// The city and the gender that most have.
fn names(segment: &Segment) -> (Option<&str>, Option<&str>) {
    (segment.top_city.as_ref().map(|top| top.name.as_str()), segment.top_gender.as_ref().map(|top| top.name.as_str()))
}

#[test]
fn noise_is_told_from_those_who_were_not_seen() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let segments = describe(&features, &LABELS, &[true; 9], 2, None, &[]);
    assert_eq!((segments.clustered, segments.noise, segments.left_out, segments.inactive), (5, 4, 0, 1));
}

#[test]
fn segments_of_the_paper_customers() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let segments = describe_all(&features, &LABELS, 2, Some(&[0.25, f64::NAN]));
    assert_eq!((segments.clustered, segments.left_out, segments.inactive), (5, 1, 4));
    assert_eq!(segments.of_customer, LABELS);

    let first = &segments.list[0];
    assert_eq!((first.id, first.customers, first.share, first.silhouette), (1, 3, 0.6, Some(0.25)));
    assert_eq!((first.burnt, first.burnt_share, first.burn_rate), (5, Some(5.0 / 7.0), Some(5.0 / 6.0)));
    assert_eq!(names(first), (Some("Giza"), Some("Male")));
    // Two of the three, and two of all five.
    let city = first.top_city.as_ref().unwrap();
    assert_eq!((city.customers, city.share), (2, 2.0 / 3.0));
    assert!((city.lift - 5.0 / 3.0).abs() < 1e-12);
    let count = first.feature("transaction_count").unwrap();
    assert_eq!((count.mean, count.median, count.p25, count.p75), (2.0, 2.0, 1.5, 2.5));
    assert!((count.index.unwrap() - 100.0 * 2.0 / 1.8).abs() < 1e-9);
    assert_eq!(first.feature("city_encoded").unwrap().index, None);

    let second = &segments.list[1];
    assert_eq!((second.customers, second.silhouette, second.burn_rate), (2, None, Some(0.0)));
    // One of each gender: the earlier name.
    assert_eq!(names(second), (Some("Cairo"), Some("Female")));
    assert_eq!(second.feature("recency_days").map(|p| p.mean), Some(44.5));
    assert_eq!(second.profile.len(), features.columns.len());
}

#[test]
fn imputed_customers_are_profiled_as_imputed() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let mut labels = LABELS;
    labels[6..].fill(Some(1));
    let segments = describe_all(&features, &labels, 2, None);
    assert_eq!((segments.clustered, segments.left_out, segments.inactive), (9, 1, 0));
    // (50 + 39 + 4 × 71) / 6
    assert!((segments.list[1].feature("recency_days").unwrap().mean - 373.0 / 6.0).abs() < 1e-9);
}

#[test]
fn customers_alone_have_segments_too() {
    let features = features(&customers_only(), &Progress::new()).unwrap();
    let labels: Vec<Option<u32>> = (0..10).map(|i| (i < 9).then_some(u32::from(i >= 5))).collect();
    let segments = describe_all(&features, &labels, 2, None);
    let names: Vec<&str> = segments.list.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["younger", "older"]);
    let first = &segments.list[0];
    assert_eq!((first.burnt_share, first.burn_rate, first.top_city.clone()), (None, None, None));
    assert_eq!((segments.left_out, segments.inactive), (1, 0));
    assert_eq!(first.reason, "age 22.0 on average, 0.8 standard deviations below all");
}

#[test]
fn labels_that_do_not_fit_are_no_labels() {
    let features = features(&facts(), &Progress::new()).unwrap();
    let segments = describe_all(&features, &[Some(7), Some(0)], 1, None);
    assert_eq!((segments.clustered, segments.list.len()), (1, 1));
    assert_eq!(segments.list[0].name, "all customers");
    assert!(describe_all(&Features::default(), &[], 0, None).list.is_empty());
    assert_eq!(describe_all(&features, &[], 3, None).list[2].customers, 0);
}

/// One segment of ten customers per row of (transactions, burnt, recency, tenure) of each of its customers.
pub(super) fn segments_like(rows: &[[f64; 4]]) -> Segments {
    segments_before(rows, &[])
}

/// The same, where segments had names before.
fn segments_before(rows: &[[f64; 4]], names: &[Option<String>]) -> Segments {
    let repeated =
        |value: &dyn Fn(&[f64; 4]) -> f64| rows.iter().flat_map(|r| vec![value(r); 10]).collect::<Vec<f64>>();
    let feature = |name: &str, values: Vec<f64>| Feature { name: name.to_owned(), values, integer: true, code: false };
    let features = Features {
        columns: vec![
            feature("transaction_count", repeated(&|r| r[0])),
            feature("claimed_count", repeated(&|r| r[0] - r[1])),
            feature("burnt_count", repeated(&|r| r[1])),
            feature("burnt_ratio", repeated(&|r| r[1] / r[0])),
            feature("recency_days", repeated(&|r| r[2])),
            feature("tenure_days", repeated(&|r| r[3])),
        ],
        active: vec![true; 10 * rows.len()],
        has_transactions: true,
        ..Features::default()
    };
    let labels: Vec<Option<u32>> = (0..10 * rows.len()).map(|i| u32::try_from(i / 10).ok()).collect();
    describe(&features, &labels, &vec![true; labels.len()], rows.len(), None, names)
}

fn names_of(rows: &[[f64; 4]]) -> Vec<String> {
    segments_like(rows).list.into_iter().map(|s| s.name).collect()
}

/// The segments of a dashboard with two of them.
#[test]
fn names_say_what_sets_a_segment_apart() {
    let rows = [
        [9.0, 7.0, 12.0, 700.0],
        [12.0, 4.0, 9.0, 700.0],
        [3.0, 2.0, 48.0, 700.0],
        [2.0, 1.0, 6.0, 60.0],
        [4.0, 2.0, 210.0, 700.0],
    ];
    let segments = segments_like(&rows);
    let names: Vec<&str> = segments.list.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["frequent burners", "frequent savers", "occasional", "new", "lapsed"]);
    assert_eq!(segments.list[4].reason, "recency 210 d on average, index 368");
    assert_eq!(
        segments.list[0].reason,
        "claims 9.0 on average, index 150; burn rate so far 78%, index 144 (95% CI 128-160)"
    );
}

#[test]
fn equal_names_get_a_qualifier_and_at_last_a_number() {
    let pair = names_of(&[[9.0, 5.0, 30.0, 700.0], [2.0, 2.0, 30.0, 700.0], [2.0, 1.0, 30.0, 700.0]]);
    assert_eq!(pair[1..], ["occasional burners", "occasional"]);
    let twins = names_of(&[[4.0, 2.0, 30.0, 700.0]; 3]);
    assert_eq!(twins, ["average", "average 2", "average 3"]);
}

#[test]
fn a_name_stays_as_long_as_the_figures_bear_it() {
    let rows = [[9.0, 3.0, 30.0, 700.0], [4.0, 3.0, 30.0, 700.0]];
    assert_eq!(names_of(&rows)[1], "occasional");
    let named = |before: &str| segments_before(&rows, &[None, Some(before.to_owned())]).list.remove(1);
    let kept = named("occasional burners");
    assert_eq!(kept.name, "occasional burners");
    assert!(kept.reason.contains("burn rate so far 75%"), "{}", kept.reason);
    assert_eq!(named("lapsed").name, "occasional");
}

/// Few claims give no word: 7 of 10 burnt is no burner beside 5 of 10, and 0 of 10 no saver.
#[test]
fn burners_and_savers_are_clearly_so() {
    let rows = |burnt: f64| [[10.0, 5.0, 30.0, 700.0], [10.0, burnt, 30.0, 700.0], [10.0, 5.0, 30.0, 700.0]];
    let words = |burnt| names_of(&rows(burnt)).remove(1);
    assert_eq!(words(9.0), "burners");
    assert!(!words(6.0).contains("burners"));
    assert_eq!(words(1.0), "savers");
    assert!(!words(0.0).contains("savers"), "who never burns saves nothing");
}

/// The first two differ only in how long they are known, the others only in how recent they are.
#[test]
fn a_second_name_has_a_second_reason() {
    let segments = segments_like(&[
        [10.0, 5.0, 30.0, 600.0],
        [10.0, 5.0, 30.0, 800.0],
        [30.0, 15.0, 30.0, 700.0],
        [30.0, 15.0, 20.0, 700.0],
    ]);
    let named: Vec<&str> = segments.list.iter().map(|segment| segment.name.as_str()).collect();
    assert_eq!(named[..2], ["occasional, joined late", "occasional, joined early"]);
    let reasons: std::collections::BTreeSet<&str> = segments.list.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(reasons.len(), 4, "{reasons:?}");
}

/// The words of recency are absolute, or relative to the others.
#[test]
fn recent_is_not_said_of_long_ago() {
    let first = |own: f64, other: f64| names_of(&[[5.0, 2.0, own, 700.0], [5.0, 2.0, other, 700.0]]).remove(0);
    assert_eq!(first(20.0, 100.0), "recent");
    assert_eq!(first(80.0, 140.0), "fairly recent");
    assert_eq!(first(138.0, 360.0), "more recent");
}

/// The third has a few claims more than the second, whatever it is called for; only the one ahead of all is sharper.
#[test]
fn very_is_said_of_the_one_that_is_ahead_of_all() {
    let others = [[30.0, 15.0, 20.0, 700.0], [4.0, 2.0, 20.0, 700.0], [4.5, 2.0, 400.0, 700.0]];
    let names = names_of(&[others[0], others[1], others[2], [4.0, 2.0, 400.0, 300.0]]);
    assert!(names.iter().all(|name| !name.contains("very")), "{names:?}");
    let names = names_of(&[others[0], [12.0, 6.0, 20.0, 700.0], [12.0, 6.0, 20.0, 300.0], [1.0, 0.0, 20.0, 700.0]]);
    assert!(names.iter().skip(1).all(|name| !name.contains("very frequent")), "{names:?}");
}

#[test]
fn more_of_the_same_is_stronger_and_an_order_of_words_is_no_name() {
    let around = |mean: f64| std::array::from_fn(|i| mean + if i % 2 == 0 { 5.0 } else { -5.0 });
    let names = names_by(&[("delicassen", &[around(0.0), around(60.0), around(100.0), around(0.0), around(0.0)])]);
    assert_eq!(names[1..3], ["high delicassen", "higher delicassen"]);
    let names = names_by(&[("delicassen", &[around(0.0), around(100.0), around(60.0), around(0.0), around(0.0)])]);
    assert_eq!(names[1..3], ["higher delicassen", "high delicassen"]);
    let means = [60.0, 80.0, 100.0, 0.0, 0.0, 0.0, 0.0];
    let names = names_by(&[("delicassen", &means.map(around))]);
    assert_eq!(names[..3], ["high delicassen", "higher delicassen", "highest delicassen"]);
    let pair = names_by(&[
        ("milk", &[around(90.0), around(60.0), around(0.0), around(0.0)]),
        ("fish", &[around(60.0), around(90.0), around(0.0), around(0.0)]),
    ]);
    assert!(pair[0] != pair[1] && !pair[0].split(", ").all(|part| pair[1].contains(part)), "{pair:?}");
}

#[test]
fn names_are_unique_and_short() {
    let mut rows = Vec::new();
    for count in [2.0, 5.0, 11.0] {
        for (burnt, recency) in [(0.0, 3.0), (0.5, 40.0), (1.0, 400.0), (0.9, 410.0)] {
            rows.push([count, f64::round(count * burnt), recency, 10.0 + recency]);
        }
    }
    let names = names_of(&rows);
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), rows.len(), "{names:?}");
    assert!(names.iter().all(|n| n.chars().count() <= 24), "{names:?}");
}

/// Segments of ten customers, from the values of each of them.
fn described_by(columns: &[(&str, &[[f64; 10]])]) -> Segments {
    let column = |(name, values): &(&str, &[[f64; 10]])| Feature {
        name: (*name).to_owned(),
        values: values.concat(),
        integer: true,
        code: false,
    };
    let k = columns[0].1.len();
    let features =
        Features { columns: columns.iter().map(column).collect(), active: vec![true; 10 * k], ..Features::default() };
    let labels: Vec<Option<u32>> = (0..10 * k).map(|i| u32::try_from(i / 10).ok()).collect();
    describe_all(&features, &labels, k, None)
}

fn names_by(columns: &[(&str, &[[f64; 10]])]) -> Vec<String> {
    described_by(columns).list.into_iter().map(|segment| segment.name).collect()
}

#[test]
fn yes_and_no_are_said_of_nearly_all_and_hardly_any() {
    let some = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0];
    assert_eq!(names_by(&[("member", &[[1.0; 10], [0.0; 10], [0.0; 10]])])[..2], ["member", "no member"]);
    assert_eq!(names_by(&[("member", &[some, [0.0; 10], [0.0; 10]])])[0], "more member");
    let rare = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let described = described_by(&[("member", &[some, rare])]);
    assert_eq!(described.list[1].reason, "10% have member, 0.6 standard deviations below all");
    // A code of 1 and 2 is not a yes/no feature, although all of the first segment have 1.
    assert_eq!(names_by(&[("channel", &[[1.0; 10], [2.0; 10]])]), ["channel 1", "channel 2"]);
}

/// Every order costs 9.99, and only the last digits of the means differ, in the same way as the segments.
#[test]
fn a_constant_up_to_rounding_gives_no_name_and_no_difference() {
    let below = 9.989_999_999_999_998;
    let described = described_by(&[("price", &[[9.99; 10], [below; 10]]), ("visits", &[[2.0; 10], [2.0; 10]])]);
    let prices: Vec<&Profile> = described.list.iter().filter_map(|segment| segment.feature("price")).collect();
    assert_eq!(prices.iter().map(|price| price.effect).collect::<Vec<_>>(), [None, None]);
    let words: Vec<&str> = described.list.iter().flat_map(|segment| [&*segment.name, &*segment.reason]).collect();
    assert!(words.iter().all(|words| !words.contains("price")), "{words:?}");
    let difference = Several::new(&described, &[0, 1]).unwrap().features.remove(0);
    assert_eq!((difference.feature.as_str(), difference.spread), ("price", None));
}

#[test]
fn a_second_feature_fits_beside_a_long_one() {
    let around = |mean: f64| std::array::from_fn(|i| mean + if i % 2 == 0 { 20.0 } else { -20.0 });
    let (low, high) = (around(20.0), around(90.0));
    let names = names_by(&[
        ("visits_per_year", &[high, high, low, low]),
        ("tenure_months", &[around(60.0), around(30.0), around(55.0), around(35.0)]),
    ]);
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), 4, "{names:?}");
    assert!(names.iter().all(|name| !name.ends_with(|c: char| c.is_ascii_digit())), "{names:?}");
    assert!(names.contains(&"high visits, low tenure".to_owned()), "{names:?}");
}
