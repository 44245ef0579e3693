//! 95% confidence intervals of differences between two proportions and between two means.

use crate::measures::{Burns, difference_interval, student, student_p};
use crate::rounding::is_rounding;

/// Statistics of a sample of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Number of values.
    pub n: u64,
    /// Their mean; `NaN` without values.
    pub mean: f64,
    /// Their sample standard deviation (n − 1); `NaN` below two values.
    pub sd: f64,
}

impl Moments {
    /// Several samples pooled into one (Chan, Golub and `LeVeque` 1979).
    pub fn together(samples: &[Self]) -> Self {
        let present = || samples.iter().copied().filter(|sample| sample.n > 0);
        let n: u64 = present().map(|sample| sample.n).sum();
        let mean = present().map(|sample| sample.n as f64 * sample.mean).sum::<f64>() / n as f64;
        let squares = |sample: Self| {
            let within = if sample.n > 1 { (sample.n - 1) as f64 * sample.sd.powi(2) } else { 0.0 };
            within + sample.n as f64 * (sample.mean - mean).powi(2)
        };
        let sd = if n > 1 { (present().map(squares).sum::<f64>() / (n - 1) as f64).sqrt() } else { f64::NAN };
        Self { n, mean, sd }
    }

    /// The standard deviation of the values as a population: it is known, not estimated from a sample. None if they are
    /// equal up to rounding.
    pub fn population_sd(&self) -> Option<f64> {
        let sd = self.sd * ((self.n.saturating_sub(1)) as f64 / self.n as f64).sqrt();
        (!is_rounding(sd, self.mean)).then_some(sd)
    }

    /// The variance of the mean; 0 if the values are equal up to rounding.
    fn variance_of_mean(&self) -> f64 {
        if is_rounding(self.sd, self.mean) { 0.0 } else { self.sd.powi(2) / self.n as f64 }
    }
}

/// The interval of the first burn rate minus the second, −1 to 1, from the interval of each (Newcombe 1998, method 10).
pub fn newcombe(a: Burns, b: Burns) -> Option<[f64; 2]> {
    Some(difference_interval((a.rate()?, a.interval()?), (b.rate()?, b.interval()?)))
}

/// The interval of the first mean minus the second, for unequal variances (Welch 1947; degrees of freedom by
/// Satterthwaite 1946). None below two values on a side, and if neither side varies.
pub fn welch(a: Moments, b: Moments) -> Option<[f64; 2]> {
    let (error, freedom) = standard_error(a, b)?;
    let half = student(freedom) * error;
    Some([a.mean - b.mean - half, a.mean - b.mean + half])
}

/// The p-value of Welch's test that both means are equal; none if there is no interval.
pub fn welch_p(a: Moments, b: Moments) -> Option<f64> {
    let (error, freedom) = standard_error(a, b)?;
    Some(student_p((a.mean - b.mean) / error, freedom))
}

/// The standard error of the difference of two means, and its degrees of freedom.
fn standard_error(a: Moments, b: Moments) -> Option<(f64, f64)> {
    if a.n < 2 || b.n < 2 {
        return None;
    }
    let [va, vb] = [a, b].map(|sample| sample.variance_of_mean());
    let variance = va + vb;
    if !(variance > 0.0 && variance.is_finite()) {
        return None;
    }
    let freedom = variance.powi(2) / (va.powi(2) / (a.n - 1) as f64 + vb.powi(2) / (b.n - 1) as f64);
    Some((variance.sqrt(), freedom))
}

/// The values are those of `tests/fixtures/compare/figures.py`.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} for {expected}");
    }

    fn close_interval(found: Option<[f64; 2]>, expected: [f64; 2]) {
        found.unwrap().iter().zip(expected).for_each(|(found, expected)| close(*found, expected));
    }

    fn moments(values: &[f64]) -> Moments {
        Moments::together(&values.iter().map(|v| Moments { n: 1, mean: *v, sd: f64::NAN }).collect::<Vec<_>>())
    }

    #[test]
    fn welch_is_that_of_scipy() {
        let other: Vec<f64> = std::iter::repeat_n(1.0, 10).chain([2.0]).collect();
        close_interval(
            welch(moments(&[1.0, 2.0, 4.0, 8.0]), moments(&[3.0, 3.5, 9.0])),
            [-8.115_368_230_996_223, 5.282_034_897_662_889],
        );
        close_interval(
            welch(moments(&[5.0, 5.0, 5.0, 6.0]), moments(&other)),
            [3.407_056_533_256_057, 4.911_125_284_925_761],
        );
        // One side does not vary.
        close_interval(
            welch(moments(&[5.0, 7.0]), moments(&[2.0; 3])),
            [-8.706_204_736_174_694, 16.706_204_736_174_694],
        );
        let many = |n: u32, m: u32, step: f64| (0..n).map(|i| f64::from(i % m) * step).collect::<Vec<_>>();
        close_interval(
            welch(moments(&many(1000, 17, 1.0)), moments(&many(250, 13, 2.0))),
            [-4.886_945_347_052_118, -2.915_054_652_947_883_4],
        );
    }

    /// `scipy.stats.ttest_ind(a, b, equal_var=False).pvalue`.
    #[test]
    fn p_values_of_welch_are_those_of_scipy() {
        for (a, b, expected) in [
            (&[1.0, 2.0, 4.0, 8.0][..], &[3.0, 3.5, 9.0][..], 0.594_989_532_616_765),
            (&[5.0, 5.0, 5.0, 6.0], &[1.0, 1.0, 1.0, 2.0, 1.0], 1.206_423_795_118_839e-5),
            (&[5.0, 7.0], &[2.0, 2.0, 2.0], 0.155_958_260_754_738_65),
        ] {
            close(welch_p(moments(a), moments(b)).unwrap(), expected);
        }
    }

    #[test]
    fn too_little_has_no_interval() {
        let (none, one, same) = (moments(&[]), moments(&[3.0]), moments(&[3.0, 3.0]));
        assert!(none.mean.is_nan() && one.sd.is_nan() && same.sd == 0.0);
        // Constant up to rounding: 0.1 + 0.2 is not 0.3.
        let rounded = moments(&[0.3, 0.1 + 0.2, 0.3]);
        assert!(rounded.sd > 0.0 && rounded.population_sd().is_none());
        for (a, b) in [(none, same), (one, same), (same, one), (same, same), (rounded, same), (rounded, rounded)] {
            assert_eq!(welch(a, b), None);
        }
        assert_eq!(newcombe(Burns::default(), Burns::of_single_claims(1, 2)), None);
    }

    #[test]
    fn newcombe_is_wilsons_of_both_sides() {
        // Each claim is of another customer.
        let single = |a: (u64, u64), b: (u64, u64)| {
            newcombe(Burns::of_single_claims(a.0, a.1), Burns::of_single_claims(b.0, b.1))
        };
        // The first two are of the paper.
        close_interval(single((56, 70), (48, 80)), [0.052_431_472_402_364_815, 0.333_872_654_036_905_9]);
        close_interval(single((9, 10), (3, 10)), [0.170_522_723_934_503_02, 0.809_017_973_535_488_1]);
        close_interval(single((0, 10), (0, 20)), [-0.161_125_158_052_819_35, 0.277_532_799_862_889_26]);
        close_interval(single((10, 10), (0, 20)), [0.679_086_037_141_914_7, 1.0]);
        close_interval(single((740, 1000), (3100, 10000)), [0.400_482_281_786_402_6, 0.457_729_240_312_214_24]);
    }

    #[test]
    fn samples_together_are_one_sample() {
        let (a, b, all) = (moments(&[1.0, 4.0]), moments(&[2.0, 9.0, 4.0]), moments(&[1.0, 4.0, 2.0, 9.0, 4.0]));
        let both = Moments::together(&[a, moments(&[]), b]);
        assert_eq!(both.n, all.n);
        close(both.mean, all.mean);
        close(both.sd, all.sd);
    }
}
