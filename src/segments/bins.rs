//! The population stability index: how far the values of a feature are from those of a fit.
//!
//! It is Σ (p − q) ln(p / q) over bins, where q are the shares of customers in each bin at the fit and p those now (Siddiqi
//! 2006, *Credit Risk Scorecards*). An empty bin counts as half a customer, since the logarithm of 0 has no value.

use serde::{Deserialize, Serialize};

/// Bins of a feature: one for each value where there are no more values, otherwise between the deciles of the fit.
const BINS: usize = 10;
/// An empty bin counts as this many customers.
const EMPTY: f64 = 0.5;

/// The customers of a fit by the value of a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    /// The highest value of each bin but the last, ascending.
    pub limits: Vec<f64>,
    /// The customers in each bin.
    pub customers: Vec<u64>,
}

impl Bins {
    /// The bins of the finite values of a fit; none without any.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = values.filter(|value| value.is_finite()).map(|value| value + 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut distinct = sorted.clone();
        distinct.dedup();
        let mut limits = if distinct.len() <= BINS {
            distinct
        } else {
            // Values of customers, not between them: a limit has the same sense for counts and for amounts.
            (1..=BINS).map(|bin| sorted[(sorted.len() * bin).div_ceil(BINS) - 1]).collect()
        };
        limits.dedup();
        limits.pop()?;
        let mut bins = Self { customers: Vec::new(), limits };
        bins.customers = bins.count(sorted.into_iter());
        Some(bins)
    }

    /// The number of finite values in each bin.
    fn count(&self, values: impl Iterator<Item = f64>) -> Vec<u64> {
        let mut counts = vec![0; self.limits.len() + 1];
        for value in values.filter(|value| value.is_finite()) {
            counts[self.limits.partition_point(|limit| *limit < value)] += 1;
        }
        counts
    }

    /// The population stability index of other values; none without any.
    pub fn psi(&self, values: impl Iterator<Item = f64>) -> Option<f64> {
        let now = self.count(values);
        let total = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
        let (then_total, now_total) = (total(&self.customers), total(&now));
        let share = |count: u64, total: f64| if count == 0 { EMPTY / total } else { count as f64 / total };
        let part = |(then, now): (&u64, &u64)| {
            let (q, p) = (share(*then, then_total), share(*now, now_total));
            (p - q) * (p / q).ln()
        };
        (then_total > 0.0 && now_total > 0.0).then(|| self.customers.iter().zip(&now).map(part).sum())
    }

    /// Whether bins that were read are sound.
    pub fn is_sound(&self) -> bool {
        let ascends = self.limits.array_windows().all(|[a, b]| a < b);
        ascends && self.limits.iter().all(|limit| limit.is_finite()) && self.customers.len() == self.limits.len() + 1
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn amounts() -> Vec<f64> {
        (0..1000).map(|i| f64::from(i * 7919 % 1000).powi(2) / 1000.0).collect()
    }

    fn psi(then: &[f64], now: &[f64]) -> f64 {
        Bins::of(then.iter().copied()).unwrap().psi(now.iter().copied()).unwrap()
    }

    #[test]
    fn indices_are_those_of_numpy() {
        // edges = np.unique(values) up to ten values, otherwise np.unique(np.quantile(then, deciles, method="inverted_cdf"));
        // counts in (a, b]; share = where(count == 0, 0.5, count) / count.sum(); psi = sum((p - q) * log(p / q))
        let amounts = amounts();
        let shifted: Vec<f64> = amounts.iter().map(|x| x * 1.3 + 20.0).collect();
        let narrow: Vec<f64> = amounts.iter().copied().filter(|x| *x < 300.0).collect();
        let remainders = |of: u32| (0..1000_u32).map(|i| f64::from(i * i % of)).collect::<Vec<_>>();
        let flags = |ones: usize| (0..1000).map(|i| f64::from(u8::from(i < ones))).collect::<Vec<_>>();
        for (then, now, expected) in [
            (&amounts, &shifted, 0.633_968_083_591_671_6),
            (&amounts, &narrow, 2.111_292_851_074_539),
            (&remainders(7), &remainders(5), 1.909_027_187_130_725_4),
            (&flags(50), &flags(400), 0.888_640_854_870_396_6),
        ] {
            let found = psi(then, now);
            assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
        }
        assert!(psi(&amounts, &amounts).abs() < 1e-15);
    }

    #[test]
    fn bins_are_deciles_or_values() {
        let bins = Bins::of(amounts().into_iter()).unwrap();
        assert_eq!((bins.limits.len(), bins.limits[0], bins.customers), (9, 9.801, vec![100; 10]));
        let few = Bins::of([2.0, f64::NAN, -0.0, 0.0, 2.0, 1.0].into_iter()).unwrap();
        assert_eq!((few.limits.clone(), few.customers.clone()), (vec![0.0, 1.0], vec![2, 1, 2]));
        assert!(few.is_sound() && bins_of(&[1.0, 1.0]).is_sound() && Bins::of(std::iter::empty()).is_none());
        assert_eq!((few.psi(std::iter::empty()), few.psi([f64::NAN].into_iter())), (None, None));
        assert!(!Bins { limits: vec![1.0, 1.0], customers: vec![1; 3] }.is_sound());
        assert!(!Bins { limits: vec![1.0], customers: vec![1] }.is_sound());
    }

    fn bins_of(values: &[f64]) -> Bins {
        Bins::of(values.iter().copied()).unwrap()
    }
}
