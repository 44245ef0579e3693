//! Expired coupons, computed by hand from [`facts`](super::fixture::facts): they are in every rate, not burnt.

#![allow(clippy::float_cmp)]

use polars::prelude::Column;

use super::fixture::{NEW_YEAR, facts};
use super::*;
use crate::data::{Facts, status};
use crate::progress::Progress;

/// The paper coupons, of which those in rows 5 and 6 (customer 2, claimed on day 20 and on no day) expired, the first on
/// day 27.
fn with_expired() -> Facts {
    let mut facts = facts();
    let statuses: Vec<Option<u8>> = facts.transactions.column("status").unwrap().u8().unwrap().iter().collect();
    let expired =
        |(row, status): (usize, &Option<u8>)| if row == 5 || row == 6 { Some(status::EXPIRED) } else { *status };
    let statuses: Vec<Option<u8>> = statuses.iter().enumerate().map(expired).collect();
    let days: Vec<Option<i32>> = (0..12).map(|row| (row == 5).then_some(NEW_YEAR + 27)).collect();
    facts.transactions.with_column(Column::new("status".into(), statuses)).unwrap();
    facts.transactions.with_column(Column::new("expiry_day".into(), days)).unwrap();
    facts
}

#[test]
fn rates_count_what_expired() {
    let summary = summarise(&with_expired(), &Progress::new()).unwrap();
    let kpis = &summary.kpis;
    assert_eq!((kpis.transactions, kpis.claimed, kpis.burnt, kpis.expired, kpis.other), (12, 2, 7, 2, 1));
    // As before: 7 of 7 + 2 + 2.
    assert_eq!(kpis.burn_rate, Some(7.0 / 11.0));
    let cairo = summary.cities.iter().find(|city| city.name == "Cairo").unwrap();
    assert_eq!((cairo.burnt, cairo.burn_rate), (2, Some(0.4)));
    let january = &summary.usage.periods(Granularity::Month)[1];
    assert_eq!((january.status_claimed, january.status_burnt, january.status_expired), (2, 3, 1));
    assert_eq!(january.burn_rate(), Some(0.5));
}

#[test]
fn an_expired_coupon_was_not_burnt_by_its_last_day() {
    let [before, after] =
        [facts(), with_expired()].map(|facts| summarise(&facts, &Progress::new()).unwrap().burnt_by_day.unwrap());
    // Row 6 has no claim date; row 5 is at risk for 7 days now, and was for 50.
    assert_eq!((before.coupons, after.coupons, after.burnt, after.left_out), (8, 8, 5, 3));
    let at_risk = |burnt: &BurntByDay| burnt.curve.iter().map(|point| (point.day, point.at_risk)).collect::<Vec<_>>();
    assert_eq!(at_risk(&before), [(0, 8), (1, 7), (5, 6), (10, 5), (30, 4)]);
    assert_eq!(at_risk(&after), [(0, 8), (1, 7), (5, 6), (10, 4), (30, 3)]);
    // 1 - 7/8 × 6/7 × 5/6 × 3/4 × 2/3.
    assert!((after.share(30) - 0.6875).abs() < 1e-12);
}

#[test]
fn features_and_ratios_of_expired_coupons() {
    let features = features(&with_expired(), &Progress::new()).unwrap();
    let values = |name: &str| features.get(name).unwrap().values[2];
    assert_eq!([values("transaction_count"), values("claimed_count"), values("expired_count")], [2.0, 0.0, 2.0]);
    assert_eq!([values("claimed_ratio"), values("burnt_ratio")], [0.0, 0.0]);
    assert!(super::features(&facts(), &Progress::new()).unwrap().get("expired_count").is_none());
}

#[test]
fn before_its_last_day_an_expired_coupon_was_open() {
    let on = |day: i32| {
        let kpis = summarise(&as_it_was(&with_expired(), NEW_YEAR + day, &Progress::new()).unwrap(), &Progress::new())
            .unwrap()
            .kpis;
        (kpis.claimed, kpis.expired)
    };
    // It can still be burnt on its last day, day 27.
    assert_eq!((on(27).1, on(28).1), (0, 1));
    assert_eq!(on(27).0, on(28).0 + 1);
}

#[test]
fn a_status_that_is_asked_for_can_be_expired() {
    let facts = with_expired();
    let filter = crate::data::filter::Filter::parse("status:expired").unwrap();
    let kept = select(&facts, &super::features(&facts, &Progress::new()).unwrap(), &filter, &Progress::new()).unwrap();
    assert_eq!(summarise(&kept, &Progress::new()).unwrap().kpis.transactions, 2);
    let words =
        vocabulary(&facts, &super::features(&facts, &Progress::new()).unwrap(), &Progress::new()).unwrap().statuses;
    assert_eq!(words, ["claimed", "burnt", "expired", "other"]);
}
