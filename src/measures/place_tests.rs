//! Cities, branches and merchants, worked out on paper from [`facts`](super::fixture::facts).

use super::Granularity;
use super::MonthCounts;
use super::fixture::{customers_only, facts};
use super::summarise;
use crate::progress::Progress;

const GIZA: [f64; 2] = [0.275_242_203_231_684_8, 1.0];
const CAIRO: [f64; 2] = [0.005_694_010_878_797_7, 0.987_279_017_290_129];

fn counts(months: &[MonthCounts]) -> Vec<[u32; 3]> {
    months.iter().map(|m| [m.claims, m.burnt, m.burns]).collect()
}

/// Worked out on paper: claims from 2023-12-31 to 2024-03-01.
#[test]
fn months_of_places_on_paper() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    assert_eq!(summary.months, ["2023-12", "2024-01", "2024-02", "2024-03"]);
    let giza = &summary.cities[0];
    assert_eq!(counts(&giza.months), [[1, 1, 0], [1, 1, 2], [1, 1, 1], [0, 0, 0]]);
    let nowhere = summary.cities.iter().find(|city| city.id.is_none()).unwrap();
    assert_eq!(counts(&nowhere.months), [[0, 0, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1]]);
    let (branch, merchant) = (&summary.branches[0], &summary.merchants[0]);
    assert_eq!(counts(&branch.months), [[0, 0, 0], [2, 2, 2], [0, 0, 1], [1, 1, 1]]);
    assert_eq!(branch.months, merchant.months);
}

#[test]
fn months_of_places_sum_to_the_usage() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    let periods = summary.usage.periods(Granularity::Month);
    let of_places = |months: Vec<&[MonthCounts]>| -> Vec<(u64, u64)> {
        let sum = |month: usize, of: fn(&MonthCounts) -> u32| {
            months.iter().map(|months| u64::from(of(&months[month]))).sum::<u64>()
        };
        (0..summary.months.len()).map(|month| (sum(month, |m| m.claims), sum(month, |m| m.burns))).collect()
    };
    let expected: Vec<(u64, u64)> = periods.iter().map(|p| (p.claims, p.burns)).collect();
    assert_eq!(of_places(summary.cities.iter().map(|c| &c.months[..]).collect()), expected);
    assert_eq!(of_places(summary.branches.iter().map(|p| &p.months[..]).collect()), expected);
    assert_eq!(of_places(summary.merchants.iter().map(|p| &p.months[..]).collect()), expected);
}

/// The genders are in the order of the summary: Male, Female, (none), Other.
#[test]
fn genders_of_cities_on_paper() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    let of: Vec<&[u64]> = summary.cities.iter().map(|city| &city.genders[..]).collect();
    assert_eq!(of, [[1, 1, 1, 0], [3, 2, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]);
    for (at, gender) in summary.genders.iter().enumerate() {
        assert_eq!(of.iter().map(|genders| genders[at]).sum::<u64>(), gender.customers);
    }
}

/// Intervals by `tests/golden/burns.py`: customers of 2, 1 and 1 claims that are all burnt, and 2 of 3 and 0 of 2.
#[test]
fn shares_and_intervals_of_places() {
    let summary = summarise(&facts(), &Progress::new()).unwrap();
    let [giza, cairo] = [&summary.cities[0], &summary.cities[1]];
    assert_eq!([giza.burnt_share, cairo.burnt_share], [Some(4.0 / 7.0), Some(2.0 / 7.0)]);
    for (city, expected) in [(giza, GIZA), (cairo, CAIRO)] {
        let found = city.interval.unwrap();
        assert!((0..2).all(|end| (found[end] - expected[end]).abs() < 1e-9), "{found:?}");
    }
    assert_eq!(summary.cities[3].interval, None);
    let shares: f64 = summary.merchants.iter().filter_map(|place| place.burnt_share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
}

#[test]
fn without_transactions_there_are_no_months() {
    let summary = summarise(&customers_only(), &Progress::new()).unwrap();
    assert!(summary.months.is_empty() && summary.cities.iter().all(|city| city.months.is_empty()));
}
