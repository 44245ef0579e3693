//! Overdue customers, and whether being overdue at an earlier day predicted who returned.

use super::wilson::{difference_interval, wilson};
use crate::aggregate::{Earlier, EarlierRhythm};

/// Customers, and the number who claimed again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// Customers.
    pub customers: u64,
    /// Those who claimed again.
    pub returned: u64,
}

impl Returned {
    fn add(&mut self, customers: u64, returned: bool) {
        self.customers += customers;
        self.returned += if returned { customers } else { 0 };
    }

    /// The share that returned, 0 to 1; none without customers.
    pub fn rate(self) -> Option<f64> {
        (self.customers > 0).then(|| self.returned as f64 / self.customers as f64)
    }

    /// The 95% interval of the share (Wilson 1927); none without customers.
    pub fn interval(self) -> Option<[f64; 2]> {
        wilson(self.returned, self.customers)
    }
}

/// Customers who were overdue at an earlier day, and whether they claimed after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverdueCheck {
    /// The earlier day, the end of the first three quarters of the days.
    pub as_of: i32,
    /// The last day on which customers could return: the claim horizon.
    pub until: i32,
    /// Who was overdue.
    pub overdue: Returned,
    /// Who had a rhythm and was not overdue.
    pub others: Returned,
    /// How well it predicted who returned: the area under the ROC curve of not being overdue; 0.5 is chance.
    pub auc_overdue: f64,
    /// The AUC of few days since the last claim, for the same customers.
    pub auc_recency: f64,
    /// The AUC of many claim days, for the same customers.
    pub auc_frequency: f64,
}

impl OverdueCheck {
    /// By how much the share of the others who returned was higher, and its 95% interval (Newcombe 1998, method 10, from
    /// two Wilson intervals).
    pub fn difference(&self) -> (f64, [f64; 2]) {
        let of = |group: Returned| (group.rate().unwrap_or(0.0), group.interval().unwrap_or([0.0, 1.0]));
        let (others, overdue) = (of(self.others), of(self.overdue));
        (others.0 - overdue.0, difference_interval(others, overdue))
    }

    /// Whether overdue customers returned significantly less often than the others.
    pub fn tells(&self) -> bool {
        self.difference().1[0] > 0.0
    }
}

/// The check at three quarters of the days up to the horizon; none where no customer had a rhythm by then, where all or
/// none were overdue, or where all or none returned.
pub(super) fn check(Earlier { as_of, rhythms }: &Earlier, horizon: i32) -> Option<OverdueCheck> {
    let (mut overdue, mut others) = (Returned::default(), Returned::default());
    for alike in rhythms {
        let group = if alike.overdue { &mut overdue } else { &mut others };
        group.add(alike.customers, alike.returned);
    }
    if overdue.customers == 0 || others.customers == 0 {
        return None;
    }
    let by = |score: fn(&EarlierRhythm) -> i64| {
        auc(rhythms.iter().map(|alike| (score(alike), alike.returned, alike.customers)).collect())
    };
    let [auc_overdue, auc_recency, auc_frequency] =
        [by(|alike| i64::from(!alike.overdue))?, by(|alike| -alike.since)?, by(|alike| alike.gaps.into())?];
    Some(OverdueCheck { as_of: *as_of, until: horizon, overdue, others, auc_overdue, auc_recency, auc_frequency })
}

/// The area under the ROC curve of (score, whether returned, customers): the chance that who returned has a higher score than who did not, ties half (Mann and
/// Whitney 1947). None where all or none returned.
fn auc(mut scores: Vec<(i64, bool, u64)>) -> Option<f64> {
    scores.sort_unstable();
    let (mut below, mut above) = (0.0, 0.0);
    let mut wins = 0.0;
    for tied in scores.chunk_by(|a, b| a.0 == b.0) {
        let customers = |returned: bool| {
            let of = tied.iter().filter(|(_, other, _)| *other == returned);
            of.map(|(.., customers)| customers).sum::<u64>() as f64
        };
        let (returned, stayed) = (customers(true), customers(false));
        wins += returned * (below + stayed / 2.0);
        below += stayed;
        above += returned;
    }
    (below > 0.0 && above > 0.0).then(|| wins / (below * above))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::{CustomerDays, rhythms};

    fn check(claims: &CustomerDays, horizon: i32) -> Option<OverdueCheck> {
        rhythms(claims, horizon).earlier.and_then(|earlier| super::check(&earlier, horizon))
    }

    #[test]
    fn areas_are_those_of_scikit_learn() {
        // sklearn.metrics.roc_auc_score([0, 1, 1, 0, 1, 0], [1, 2, 2, 2, 5, -3])
        let scores = [(1, false, 1), (2, true, 2), (2, false, 1), (5, true, 1), (-3, false, 1)];
        assert!((auc(scores.to_vec()).unwrap() - 8.0 / 9.0).abs() < 1e-12);
        assert_eq!(auc(vec![(1, true, 1), (2, true, 3)]), None);
        assert_eq!(auc(Vec::new()), None);
    }

    #[test]
    fn the_difference_is_that_of_statsmodels() {
        let check = |overdue: (u64, u64), others: (u64, u64)| OverdueCheck {
            as_of: 0,
            until: 1,
            overdue: Returned { customers: overdue.0, returned: overdue.1 },
            others: Returned { customers: others.0, returned: others.1 },
            auc_overdue: 0.5,
            auc_recency: 0.5,
            auc_frequency: 0.5,
        };
        // statsmodels.stats.proportion.confint_proportions_2indep(963, 1050, 301, 494, method="newcomb")
        let known = [
            (
                check((494, 301), (1050, 963)),
                0.307_831_116_252_169,
                [0.262_022_606_094_757, 0.354_106_339_584_788],
                true,
            ),
            (
                check((94, 77), (266, 215)),
                -0.010_878_259_478_483,
                [-0.093_656_652_901_921, 0.088_610_332_355_063],
                false,
            ),
            (check((5, 0), (12, 12)), 1.0, [0.502_427_537_470_395, 1.0], true),
            (check((200, 120), (200, 121)), 0.005, [-0.090_149_855_504_279, 0.100_022_382_661_436], false),
        ];
        for (check, difference, interval, tells) in known {
            let (found, [low, high]) = check.difference();
            assert!((found - difference).abs() < 1e-12, "{found}");
            assert!((low - interval[0]).abs() < 1e-9 && (high - interval[1]).abs() < 1e-9, "{low} {high}");
            assert_eq!(check.tells(), tells);
        }
    }

    #[test]
    fn only_what_was_known_at_the_earlier_day_counts() {
        // Days 0 to 99: the earlier day is 74.
        let regular: Vec<i32> = (0..100).step_by(9).collect();
        let stopped = [0, 10, 20, 30];
        let back = [0, 10, 20, 90];
        let late = [80, 85, 90, 95];
        let all: [(u32, &[i32]); 4] = [(0, &regular), (1, &stopped), (2, &back), (3, &late)];
        let days = CustomerDays::from_pairs(all.iter().flat_map(|(who, days)| days.iter().map(|day| (*who, *day))));
        let found = check(&days, 99).unwrap();
        assert_eq!((found.as_of, found.until), (74, 99));
        assert_eq!(found.overdue, Returned { customers: 2, returned: 1 });
        assert_eq!(found.others, Returned { customers: 1, returned: 1 });
        assert!(!found.tells());
        // The last day up to day 74 with a claim is day 30, so that a gap of 20 days is not more than twice one of ten.
        let quiet = [(0_u32, &[0, 10, 20, 30, 99][..]), (1, &[0, 5, 10]), (2, &[10, 20, 30, 90])];
        let pairs = quiet.iter().flat_map(|(who, days)| days.iter().map(|day| (*who, *day)));
        let found = check(&CustomerDays::from_pairs(pairs), 99).unwrap();
        assert_eq!(
            (found.overdue, found.others),
            (Returned { customers: 1, returned: 0 }, Returned { customers: 2, returned: 2 })
        );
        // No customer returns, or none is overdue.
        assert_eq!(check(&CustomerDays::from_pairs(stopped.iter().map(|day| (0, *day))), 99), None);
        assert_eq!(check(&CustomerDays::from_pairs(regular.iter().map(|day| (0, *day))), 99), None);
        assert_eq!(check(&CustomerDays::default(), 99), None);
    }
}
