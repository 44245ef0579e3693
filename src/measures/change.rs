//! Changes from one complete period to the next.

use chrono::NaiveDate;

use super::summary::Summary;
use super::usage::Period;
use crate::aggregate::{Granularity, date};

/// The change from one complete period to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The later period: `2024-06`.
    pub period: String,
    /// The previous period: `2024-05`.
    pub before: String,
    /// The value before and now.
    pub values: [f64; 2],
}

impl Change {
    /// The relative change, 0.1 for 10% more; none if the value before is not above 0.
    pub fn relative(&self) -> Option<f64> {
        let [before, now] = self.values;
        (before > 0.0).then(|| now / before - 1.0)
    }

    /// The difference; for a rate, in points.
    pub fn difference(&self) -> f64 {
        self.values[1] - self.values[0]
    }
}

impl Summary {
    /// The change from the previous complete period to the last complete one. None if the previous one is incomplete, as
    /// the first period usually begins with the data.
    pub fn change(&self, granularity: Granularity, value: fn(&Period) -> f64) -> Option<Change> {
        self.last_two(granularity, [i32::MIN, i32::MAX], |period| Some(value(period)))
    }

    /// The change of burns. None if the burns of the first claims can still come in the previous period, because burns
    /// start from 0 there.
    pub fn change_of_burns(&self, granularity: Granularity) -> Option<Change> {
        let fills = self.sight.begins?.saturating_add(self.sight.days_to_mature?);
        self.last_two(granularity, [fills, i32::MAX], |period| Some(period.burns as f64))
    }

    /// The change of the burn rate between the last two mature periods of claims: the rate of younger claims is not final.
    pub fn change_of_burn_rate(&self, granularity: Granularity) -> Option<Change> {
        self.last_two(granularity, [i32::MIN, self.mature_until()?], Period::burn_rate)
    }

    /// The change of the median days to burn between the last two mature periods of claims: younger claims have only their
    /// quick burns so far.
    pub fn change_of_days_to_burn(&self, granularity: Granularity) -> Option<Change> {
        let days = self.days_to_burn.as_ref()?;
        let median = |period: &Period| days.median_of_claims(period.first_day, period.last_day);
        self.last_two(granularity, [i32::MIN, self.mature_until()?], median)
    }

    /// The change between the last two complete periods of the days from the first to the last one given. None if either
    /// has no value, because an older pair would be outdated.
    fn last_two(
        &self,
        granularity: Granularity,
        [first, last]: [i32; 2],
        value: impl Fn(&Period) -> Option<f64>,
    ) -> Option<Change> {
        let last = self.claim_horizon?.min(last);
        let after = granularity.start(date(last.saturating_add(1)));
        let now = granularity.start(after.pred_opt()?);
        let before = granularity.start(now.pred_opt()?);
        if before.to_epoch_days() < self.sight.begins?.max(first) {
            return None;
        }
        let (periods, _) = self.periods_to_date(granularity);
        let of = |start: NaiveDate, next: NaiveDate| {
            // Under a filter there may be no event from some day on: those periods are empty.
            let listed = periods.iter().find(|period| period.first_day == start.to_epoch_days()).cloned();
            let period = listed.unwrap_or_else(|| Period::empty(granularity, start, next.to_epoch_days() - 1));
            value(&period).map(|value| (period.period, value))
        };
        let ((before, value_before), (period, value)) = (of(before, now)?, of(now, after)?);
        Some(Change { period, before, values: [value_before, value] })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::data::Facts;
    use crate::data::filter::Filter;
    use crate::measures::fixture::{NEW_YEAR, customers_only, facts};
    use crate::measures::{features, select, summarise};
    use crate::progress::Progress;

    /// Claims are seen from 2023-12-31 to 2024-03-01: January (6 claims) and February (2) are complete. Burns of them fell
    /// on days 0, 3, 5 and 40 or 50. Weeks: that of 2024-02-19 and the one before had no claim.
    #[test]
    fn whole_months_only() {
        let summary = summarise(&facts(), &Progress::new()).unwrap();
        let claims = summary.change(Granularity::Month, |p| p.claims as f64).unwrap();
        assert_eq!((claims.period.as_str(), claims.before.as_str()), ("2024-02", "2024-01"));
        assert_eq!(claims.values, [6.0, 2.0]);
        assert_eq!((claims.relative().unwrap() * 3.0).round(), -2.0);
        assert_eq!(summary.change(Granularity::Month, |p| p.burns as f64).unwrap().values, [3.0, 2.0]);
        // Nearly all burns have come after 26 days: before 2024-01-26 they fill up.
        assert_eq!(summary.change_of_burns(Granularity::Month), None);
        assert_eq!(summary.change_of_burns(Granularity::Week).unwrap().period, "2024-W08");
        assert_eq!(summary.change(Granularity::Week, |p| p.claims as f64).unwrap().relative(), None);
        assert_eq!(summary.change(Granularity::Year, |p| p.claims as f64), None);
        // In January customers 1, 2 and 3 of those that are known, in February 2 and 4.
        assert_eq!(summary.change(Granularity::Month, |p| p.active_customers as f64).unwrap().values, [3.0, 2.0]);
    }

    /// Nearly all burns have come 26 days after the claim, the data is seen as of 2024-03-11: January is mature,
    /// February, which ended 11 days before, is not, and December is not a complete month.
    #[test]
    fn rates_of_mature_claims_only() {
        let summary = summarise(&facts(), &Progress::new()).unwrap();
        assert_eq!(summary.mature_until(), Some(NEW_YEAR + 44));
        assert_eq!(summary.change_of_burn_rate(Granularity::Month), None);
        // The last mature day, 2024-02-14, had no claim and has no rate.
        assert_eq!(summary.change_of_burn_rate(Granularity::Day), None);
        // 2024-01-03 (open), then 2024-01-04 (burnt), which is the last mature day as of 2024-01-30.
        let earlier = Facts { as_of: Some(NEW_YEAR + 29), ..facts() };
        let days = summarise(&earlier, &Progress::new()).unwrap().change_of_burn_rate(Granularity::Day).unwrap();
        assert_eq!((days.period.as_str(), days.values), ("2024-01-04", [0.0, 1.0]));
        assert_eq!(days.difference(), 1.0);
        let none = summarise(&customers_only(), &Progress::new()).unwrap();
        assert_eq!((none.change(Granularity::Day, |_| 1.0), none.change_of_burn_rate(Granularity::Day)), (None, None));
    }

    /// Of customer 1 only there are claims on days 0 and 10, and none in February: an older change, from December to
    /// January, is not reported.
    #[test]
    fn months_without_events_are_compared_too() {
        let facts = facts();
        let whole = features(&facts, &Progress::new()).unwrap();
        let filter = Filter::parse("customer:1").unwrap();
        let summary = summarise(&select(&facts, &whole, &filter, &Progress::new()).unwrap(), &Progress::new()).unwrap();
        let claims = summary.change(Granularity::Month, |p| p.claims as f64);
        let days = |period: &str| summary.usage.periods(Granularity::Month).iter().any(|p| p.period == period);
        assert!(days("2024-01"));
        let claims = claims.map(|change| (change.period, change.values));
        assert_eq!(claims, Some(("2024-02".to_owned(), [3.0, 0.0])));
    }
}
