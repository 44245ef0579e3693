//! Burn rates of groups of customers. The sample is the customers, not the claims, because the claims of one customer are
//! correlated.

use rayon::prelude::*;

use super::student::student;
use super::wilson::score_interval;
use crate::aggregate::{Burns, Claims};

/// The interval of each rate. A quantile takes as long as a pass over thousands of rows, so all cores find them.
pub(super) fn intervals(burns: &[Burns]) -> Vec<Option<[f64; 2]>> {
    burns.par_iter().map(|burns| burns.interval()).collect()
}

impl Burns {
    /// The share burnt, 0 to 1; none without claims.
    pub fn rate(self) -> Option<f64> {
        (self.claims > 0).then(|| self.burnt as f64 / self.claims as f64)
    }

    /// The 95% interval of the rate; none below two customers.
    ///
    /// Wilson's interval for the effective number of independent claims (Korn and Graubard 1998), which is smaller than the
    /// number of claims, because claims of one customer are correlated. It is Wilson's interval of all claims if each
    /// belongs to a different customer.
    pub fn interval(self) -> Option<[f64; 2]> {
        let (claims, effect) = (self.claims as f64, self.design_effect()?);
        let students = student(claims - 1.0) / student(self.customers as f64 - 1.0);
        Some(score_interval(self.rate()?, claims / effect * students.powi(2)))
    }

    /// The intraclass correlation of burns within a customer: 0 independent, 1 all or none of a customer's claims burn. By
    /// moments, from the design effect; none where no customer has two claims, and where all or no claims burn.
    pub fn correlation(self) -> Option<f64> {
        let extra = self.squares[0] / self.claims as f64 - 1.0;
        let varies = 0 < self.burnt && self.burnt < self.claims;
        let effect = self.design_effect().filter(|_| varies && extra > 0.0)?;
        Some(((effect - 1.0) / extra).min(1.0))
    }

    /// Σ (burnt − rate × claims)² over customers.
    pub fn squared_excess(self, rate: f64) -> f64 {
        let [of_claims, of_both, of_burnt] = self.squares;
        (of_burnt - 2.0 * rate * of_both + rate * rate * of_claims).max(0.0)
    }

    /// The design effect: the variance of the rate divided by that of the same number of independent claims, at least 1.
    /// For a ratio with customers as the sample, by linearisation (Korn and Graubard 1998; `cov_type="cluster"` of
    /// statsmodels). None below two customers.
    fn design_effect(self) -> Option<f64> {
        let (claims, customers, rate) = (self.claims as f64, self.customers as f64, self.rate()?);
        if self.customers < 2 {
            return None;
        }
        if self.burnt == 0 || self.burnt == self.claims {
            // No claim or every claim is burnt: the largest possible design effect (Kish 1965).
            return Some(self.squares[0] / claims);
        }
        let variance = customers / (customers - 1.0) * self.squared_excess(rate) / claims.powi(2);
        Some((variance / (rate * (1.0 - rate) / (claims - 1.0))).max(1.0))
    }
}

/// The claims of each group, then those of no group. `of_customer` is the group of each customer, below `groups`.
pub(super) fn by_group(of_customer: &[Option<u32>], groups: usize, claims: impl Iterator<Item = Claims>) -> Vec<Burns> {
    let mut burns = vec![Burns::default(); groups + 1];
    for (group, claims) in of_customer.iter().zip(claims) {
        burns[group.map_or(groups, |group| (group as usize).min(groups))] += claims.into();
    }
    burns
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Customers, each with claims and burnt claims.
    fn burns(customers: &[(u64, u64)]) -> Burns {
        customers.iter().map(|(claims, burnt)| Burns::from(Claims { claims: *claims, burnt: *burnt })).sum()
    }

    /// The values of `tests/golden/burns.py`: statsmodels with `cov_type="cluster"`.
    #[test]
    fn intervals_are_those_of_statsmodels() {
        let known: [(&[(u64, u64)], _, _, _); 6] = [
            (
                &[(4, 4), (4, 4), (4, 0), (4, 0), (4, 3), (4, 1)],
                3.450_000_000_000_004_6,
                Some(0.816_666_666_666_668_2),
                [0.160_793_780_410_870_28, 0.839_206_219_589_129_7],
            ),
            (
                &[(1, 0), (2, 1), (3, 3), (10, 9), (7, 2)],
                3.283_711_405_166_978_5,
                Some(0.375_181_159_420_289_3),
                [0.233_026_720_442_587_5, 0.920_452_872_362_493_4],
            ),
            (&[(5, 0), (3, 0), (8, 0)], 6.125, None, [0.0, 0.856_988_708_040_503]),
            (&[(5, 5), (3, 3)], 4.25, None, [0.016_687_414_505_722_302, 1.0]),
            // One claim each: Wilson's interval of 7 of 10.
            (
                &[(1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 0), (1, 0), (1, 0)],
                1.0,
                None,
                [0.396_778_147_461_145_3, 0.892_208_732_593_699_8],
            ),
            (&[(2, 1); 40], 1.0, Some(0.0), [0.391_321_856_672_839_5, 0.608_678_143_327_160_5]),
        ];
        for (customers, effect, alike, interval) in known {
            let burns = burns(customers);
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(near(burns.design_effect().unwrap(), effect), "{customers:?}: {:?}", burns.design_effect());
            assert_eq!(burns.correlation().is_some(), alike.is_some(), "{customers:?}");
            assert!(near(burns.correlation().unwrap_or(0.0), alike.unwrap_or(0.0)), "{:?}", burns.correlation());
            let found = burns.interval().unwrap();
            assert!(near(found[0], interval[0]) && near(found[1], interval[1]), "{customers:?}: {found:?}");
        }
    }

    #[test]
    fn one_customer_has_a_rate_and_no_interval() {
        let one = burns(&[(9, 4), (0, 0)]);
        assert_eq!((one.rate(), one.interval(), one.customers, one.most), (Some(4.0 / 9.0), None, 1, 9));
        assert_eq!((Burns::default().rate(), Burns::default().interval()), (None, None));
        assert_eq!(Burns::of_single_claims(7, 10), burns(&[vec![(1, 1); 7], vec![(1, 0); 3]].concat()));
    }
}
