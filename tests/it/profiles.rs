//! The profiles of the sample's segments against those that pandas computes from the same files: see
//! `tests/fixtures/profile/make.py`.

use serde_json::Value;

use crate::support::sample;

#[test]
fn profiles_are_those_of_pandas() {
    let expected: Value = serde_json::from_str(include_str!("../fixtures/profile/profiles.json")).expect("JSON");
    let driver = sample(120, 36);
    let segments = &driver.model.clusters.last().expect("segments").segments;
    let near = |found: Option<f64>, expected: &Value, what: &str| {
        let (found, expected) = (found.expect(what), expected.as_f64().expect(what));
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {found} {expected}");
    };
    assert_eq!(expected.as_object().map(serde_json::Map::len), Some(segments.list.len()));
    for segment in &segments.list {
        let of = &expected[segment.id.to_string()];
        for (name, figures) in of.as_object().expect("features").iter().filter(|(name, _)| !name.is_empty()) {
            let profile = segment.feature(name).expect(name);
            let what = |figure: &str| format!("{} {name} {figure}", segment.id);
            near(Some(profile.mean), &figures["mean"], &what("mean"));
            near(Some(profile.median), &figures["median"], &what("median"));
            near(Some(profile.p25), &figures["p25"], &what("p25"));
            near(Some(profile.p75), &figures["p75"], &what("p75"));
            near(profile.index, &figures["index"], &what("index"));
            near(profile.effect, &figures["effect"], &what("effect"));
        }
        let whole = &of[""];
        assert_eq!(
            (segment.customers, segment.burnt),
            (whole["customers"].as_u64().expect("a count"), whole["burnt"].as_u64().expect("a count"),)
        );
        near(segment.burnt_share, &whole["burnt_share"], "share of burns");
        near(segment.burn_rate, &whole["burn_rate"], "burn rate");
        let city = segment.top_city.as_ref().expect("a city");
        assert_eq!(Some(city.name.as_str()), whole["top_city"].as_str());
        near(Some(city.lift), &whole["top_city_lift"], "lift");
    }
}
