//! The arithmetic of experiments with two groups of customers: a test, and how many customers a difference needs.

use crate::measures::NORMAL_95;

/// The 80% quantile of the normal distribution: the power of a test.
const NORMAL_80: f64 = 0.841_621_233_572_914_4;

/// A proportion: how many customers did something, of how many.
pub type Fraction = (u64, u64);

/// The two-sided p-value of Fisher's exact test (Fisher 1935) for the parts of two groups: how often a random division of
/// these customers gives a table that is at most as likely as this one. None if a group is empty.
pub fn fisher_exact((a, of_a): Fraction, (b, of_b): Fraction) -> Option<f64> {
    if of_a == 0 || of_b == 0 {
        return None;
    }
    let all = of_a + of_b;
    // The logarithms of the factorials up to all.
    let factorials: Vec<f64> = std::iter::once(0.0)
        .chain((1..=all).scan(0.0, |sum, n| {
            *sum += (n as f64).ln();
            Some(*sum)
        }))
        .collect();
    let choose = |n: u64, k: u64| factorials[n as usize] - factorials[k as usize] - factorials[(n - k) as usize];
    let acted = a + b;
    let likelihood = |in_a: u64| choose(of_a, in_a) + choose(of_b, acted - in_a) - choose(all, acted);
    let seen = likelihood(a) + 1e-7;
    let tables = acted.saturating_sub(of_b)..=acted.min(of_a);
    let p: f64 = tables.map(likelihood).filter(|table| *table <= seen).map(f64::exp).sum();
    Some(p.min(1.0))
}

/// How many customers each of two equal groups needs, so that a test at 5% sees a difference with a power of 80%, where
/// the one has the share `rate` and the other `rate` + `difference` (Fleiss, Levin and Paik 2003, formula 4.14). None if
/// a share is not between 0 and 1, or there is no difference.
pub fn customers_needed(rate: f64, difference: f64) -> Option<u64> {
    let other = rate + difference;
    if !(0.0..=1.0).contains(&rate) || !(0.0..=1.0).contains(&other) || difference.abs() < 1e-9 {
        return None;
    }
    let mean = f64::midpoint(rate, other);
    let spread = NORMAL_95 * (2.0 * mean * (1.0 - mean)).sqrt()
        + NORMAL_80 * (rate * (1.0 - rate) + other * (1.0 - other)).sqrt();
    Some((spread / difference).powi(2).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.fisher_exact([[30, 70], [18, 82]])` and the like.
    #[test]
    fn p_values_are_those_of_scipy() {
        for (a, b, expected) in [
            ((30, 100), (18, 100), 0.067_910_001_013_752_19),
            ((3, 4), (0, 9), 0.013_986_013_986_013_984),
            ((400, 1000), (350, 1000), 0.023_592_221_120_684_112),
        ] {
            let p = fisher_exact(a, b).unwrap_or(9.0);
            assert!((p - expected).abs() < 1e-9, "{p} and {expected}");
        }
        assert_eq!((fisher_exact((0, 0), (1, 2)), fisher_exact((0, 5), (0, 5))), (None, Some(1.0)));
    }

    /// At these sizes `statsmodels.stats.proportion.power_proportions_2indep(difference, rate, n)` is 0.80000.
    #[test]
    fn sizes_have_the_power_of_statsmodels() {
        for (rate, difference, expected) in
            [(0.1, 0.02, 3841), (0.3, 0.05, 1377), (0.3, -0.05, 1251), (0.57, 0.1, 369), (0.9, 0.05, 435)]
        {
            assert_eq!(customers_needed(rate, difference), Some(expected));
        }
        assert_eq!((customers_needed(0.98, 0.05), customers_needed(0.5, 0.0)), (None, None));
    }
}
