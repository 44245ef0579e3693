//! Changes from one complete period to the next.

use super::summary::Summary;
use super::usage::{Granularity, Period};

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
    /// The change from the previous complete period to the last complete one. None if either is incomplete: the first
    /// period usually begins with the data, and the last ends after the claim horizon.
    pub fn change(&self, granularity: Granularity, value: fn(&Period) -> f64) -> Option<Change> {
        self.last_two(granularity, |period| Some(value(period)))
    }

    /// The change of burns. Periods before the burns of the first claims can have come are skipped, as burns still rise
    /// from 0 there.
    pub fn change_of_burns(&self, granularity: Granularity) -> Option<Change> {
        let fills = self.sight.begins?.saturating_add(self.sight.days_to_mature?);
        self.last_two(granularity, |period| (period.first_day >= fills).then_some(period.burns as f64))
    }

    /// The change of the burn rate between the last two mature periods of claims: that of younger claims is not final.
    pub fn change_of_burn_rate(&self, granularity: Granularity) -> Option<Change> {
        self.last_mature_two(granularity, Period::burn_rate)
    }

    /// The change of the median days to burn between the last two mature periods of claims: of younger claims only the
    /// quick burns have come.
    pub fn change_of_days_to_burn(&self, granularity: Granularity) -> Option<Change> {
        let days = self.days_to_burn.as_ref()?;
        self.last_mature_two(granularity, |period| days.median_of_claims(period.first_day, period.last_day))
    }

    fn last_mature_two(&self, granularity: Granularity, value: impl Fn(&Period) -> Option<f64>) -> Option<Change> {
        let until = self.mature_until()?;
        self.last_two(granularity, |period| value(period).filter(|_| period.last_day <= until))
    }

    fn last_two(&self, granularity: Granularity, value: impl Fn(&Period) -> Option<f64>) -> Option<Change> {
        let begins = self.sight.begins?;
        let (periods, _) = self.periods_to_date(granularity);
        let value = |period: &Period| value(period).filter(|_| !period.partial && period.first_day >= begins);
        let known = |pair: &[Period]| Some([value(&pair[0])?, value(&pair[1])?]);
        periods.windows(2).rev().find_map(|pair| {
            known(pair).map(|values| Change { period: pair[1].period.clone(), before: pair[0].period.clone(), values })
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::measures::fixture::{NEW_YEAR, customers_only, facts};
    use crate::measures::summarise;

    /// Claims are seen from 2023-12-31 to 2024-03-01: January (6 claims) and February (2) are whole. Burns of them fell
    /// on days 0, 3, 5 and 40 or 50. Weeks: that of 2024-02-19 and the one before had no claim.
    #[test]
    fn whole_months_only() {
        let summary = summarise(&facts()).unwrap();
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
    /// February, which ended 11 days before, is not, and December is no whole month.
    #[test]
    fn rates_of_mature_claims_only() {
        let summary = summarise(&facts()).unwrap();
        assert_eq!(summary.mature_until(), Some(NEW_YEAR + 44));
        assert_eq!(summary.change_of_burn_rate(Granularity::Month), None);
        // The days after 2024-01-03 without a claim have no rate; 2024-01-03 (open) follows 2024-01-04 (burnt).
        let days = summary.change_of_burn_rate(Granularity::Day).unwrap();
        assert_eq!((days.period.as_str(), days.values), ("2024-01-04", [0.0, 1.0]));
        assert_eq!(days.difference(), 1.0);
        let none = summarise(&customers_only()).unwrap();
        assert_eq!((none.change(Granularity::Day, |_| 1.0), none.change_of_burn_rate(Granularity::Day)), (None, None));
    }
}
