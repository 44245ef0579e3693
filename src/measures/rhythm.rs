//! How often customers claim, and who is overdue.

use super::overdue::{OverdueCheck, check};
use super::quantile::weighted_quantile;
use crate::aggregate::Rhythms;

/// Gaps between the consecutive claim days of a customer.
///
/// Several claims on one day are one claim day. A customer with at least [`RHYTHM_DAYS`](super::RHYTHM_DAYS) claim days is overdue if the
/// days from the last one to the claim horizon are more than twice the customer's median gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// Gaps of all customers.
    pub gaps: u64,
    /// Median gap in days.
    pub median: f64,
    /// (gap in days, number of gaps), ascending: the histogram.
    pub counts: Vec<(i32, u64)>,
    /// Customers with a rhythm.
    pub customers: u64,
    /// Overdue customers among them.
    pub overdue: u64,
    /// Whether being overdue at an earlier day predicted who returned; none where it cannot be known.
    pub check: Option<OverdueCheck>,
}

impl Rhythm {
    /// The 90% quantile of the gaps.
    pub fn p90(&self) -> f64 {
        weighted_quantile(&self.counts, 0.9).unwrap_or(self.median)
    }
}

/// The rhythm of customers up to the horizon; none if no customer claimed on two days.
pub(super) fn rhythm(rhythms: &Rhythms, horizon: i32) -> Option<Rhythm> {
    let Rhythms { gaps: counts, customers, overdue, earlier } = rhythms;
    Some(Rhythm {
        gaps: counts.iter().map(|(_, n)| n).sum(),
        median: weighted_quantile(counts, 0.5)?,
        counts: counts.clone(),
        customers: *customers,
        overdue: *overdue,
        check: earlier.as_ref().and_then(|earlier| check(earlier, horizon)),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::{CustomerDays, rhythms};
    use crate::data::{Facts, LoadOptions, format_day, load, parse_day};
    use crate::measures::fixture::{customers_only, facts};
    use crate::measures::{as_it_was, summarise};
    use crate::progress::Progress;
    use serde_json::Value;

    fn rhythm(claims: &CustomerDays, horizon: i32) -> Option<Rhythm> {
        super::rhythm(&rhythms(claims, horizon), horizon)
    }

    /// Customer 1 claimed on days 0 and 10, twice on the latter; customer 2 on days 3 and 33; no customer on three.
    #[test]
    fn the_paper_customers() {
        let rhythm = summarise(&facts(), &Progress::new()).unwrap().rhythm.unwrap();
        assert_eq!(rhythm.counts, [(10, 1), (30, 1)]);
        assert_eq!((rhythm.gaps, rhythm.median, rhythm.customers, rhythm.overdue), (2, 20.0, 0, 0));
        assert_eq!(summarise(&customers_only(), &Progress::new()).unwrap().rhythm, None);
    }

    #[test]
    fn overdue_is_more_than_twice_the_own_median() {
        let days = |list: &[(u32, &[i32])]| {
            CustomerDays::from_pairs(list.iter().flat_map(|(who, days)| days.iter().map(|day| (*who, *day))))
        };
        // Gaps 10 and 20, median 15, last claim on day 30: overdue from day 61.
        let customer: (u32, &[i32]) = (0, &[0, 10, 30]);
        for (horizon, overdue) in [(30, 0), (60, 0), (61, 1)] {
            assert_eq!(rhythm(&days(&[customer]), horizon).unwrap().overdue, overdue, "{horizon}");
        }
        // Gaps 1, 1 and 100, median 1: 3 days without a claim are more than twice that. Two days make no rhythm.
        let all = rhythm(&days(&[(1, &[0, 1, 2, 102]), (2, &[0, 1])]), 105).unwrap();
        assert_eq!((all.gaps, all.median, all.customers, all.overdue), (4, 1.0, 1, 1));
        assert_eq!(rhythm(&days(&[(1, &[5])]), 105), None);
    }

    /// Written by `python tests/fixtures/retention/make.py data > tests/fixtures/retention/sample.json`.
    #[test]
    fn the_sample_as_pandas_has_it() {
        let golden: Value = serde_json::from_str(include_str!("../../tests/fixtures/retention/sample.json")).unwrap();
        let options = LoadOptions { today: parse_day("2026-01-01").unwrap(), ..LoadOptions::default() };
        let facts = load(&options, &Progress::new()).unwrap();
        let rhythm = |facts: &Facts| summarise(facts, &Progress::new()).unwrap().rhythm.unwrap();
        as_pandas_has_it(&rhythm(&facts), &golden["rhythm"]);
        for (day, theirs) in golden["earlier"].as_object().unwrap() {
            as_pandas_has_it(&rhythm(&as_it_was(&facts, parse_day(day).unwrap(), &Progress::new()).unwrap()), theirs);
        }
    }

    fn as_pandas_has_it(rhythm: &Rhythm, theirs: &Value) {
        assert_eq!(Some(rhythm.gaps), theirs["gaps"].as_u64());
        assert_eq!(Some(rhythm.median), theirs["median"].as_f64());
        assert!((rhythm.p90() - theirs["p90"].as_f64().unwrap()).abs() < 1e-9);
        assert_eq!(Some(rhythm.customers), theirs["customers"].as_u64());
        assert_eq!(Some(rhythm.overdue), theirs["overdue"].as_u64());

        let (check, theirs) = (rhythm.check.as_ref().unwrap(), &theirs["check"]);
        assert_eq!(Some(format_day(check.as_of).as_str()), theirs["as_of"].as_str());
        for (group, name) in [(check.overdue, "overdue"), (check.others, "others")] {
            assert_eq!(Some(group.customers), theirs[name][0].as_u64(), "{name}");
            assert_eq!(Some(group.returned), theirs[name][1].as_u64(), "{name}");
        }
        let areas =
            [(check.auc_overdue, "overdue"), (check.auc_recency, "recency"), (check.auc_frequency, "frequency")];
        for (area, name) in areas {
            assert!((area - theirs["auc"][name].as_f64().unwrap()).abs() < 1e-12, "{name} {area}");
        }
    }
}
