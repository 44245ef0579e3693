//! 95% confidence intervals of differences between two proportions and between two means.

use crate::measures::wilson;

/// Probability outside the interval, both sides together.
const LEFT_OUT: f64 = 0.05;

/// Number of hits, and of trials.
pub type Proportion = (u64, u64);

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
}

/// The hybrid score interval of the first proportion minus the second (Newcombe 1998, method 10), −1 to 1.
pub fn newcombe(a: Proportion, b: Proportion) -> Option<[f64; 2]> {
    let ([low_a, high_a], [low_b, high_b]) = (wilson(a.0, a.1)?, wilson(b.0, b.1)?);
    let (p, q) = (a.0 as f64 / a.1 as f64, b.0 as f64 / b.1 as f64);
    Some([p - q - (p - low_a).hypot(high_b - q), p - q + (high_a - p).hypot(q - low_b)])
}

/// The interval of the first mean minus the second, for unequal variances (Welch 1947; degrees of freedom by
/// Satterthwaite 1946). None below two values on a side, and if neither side varies.
pub fn welch(a: Moments, b: Moments) -> Option<[f64; 2]> {
    if a.n < 2 || b.n < 2 {
        return None;
    }
    let [va, vb] = [a, b].map(|sample| sample.sd.powi(2) / sample.n as f64);
    let variance = va + vb;
    if !(variance > 0.0 && variance.is_finite()) {
        return None;
    }
    let freedom = variance.powi(2) / (va.powi(2) / (a.n - 1) as f64 + vb.powi(2) / (b.n - 1) as f64);
    let half = student(freedom) * variance.sqrt();
    Some([a.mean - b.mean - half, a.mean - b.mean + half])
}

/// The two-sided 95% quantile of Student's t with this many degrees of freedom (at least 1).
fn student(freedom: f64) -> f64 {
    // P(|T| > t) is the incomplete beta function at freedom / (freedom + t²); it falls with t.
    let beyond = |t: f64| 1.0 - incomplete_beta(t * t / (freedom + t * t), 0.5, freedom / 2.0);
    let (mut low, mut high) = (0.0, 16.0);
    // Bisects to the precision of the numbers.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beyond(middle) > LEFT_OUT {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The regularised incomplete beta function, by its continued fraction (Press et al. 2007, §6.4).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges fast on one side only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const MOST: u32 = 10_000;
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..MOST {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// The logarithm of the gamma function of a number above 0 (Lanczos 1964, the coefficients of Godfrey for g = 7).
fn ln_gamma(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        return ln_gamma(x + 1.0) - x.ln();
    }
    let x = x - 1.0;
    let series: f64 =
        (1..).zip(COEFFICIENTS).map(|(i, c)| c / (x + f64::from(i))).sum::<f64>() + 0.999_999_999_999_809_9;
    let t = x + 7.5;
    (std::f64::consts::TAU.ln()).mul_add(0.5, (x + 0.5) * t.ln()) - t + series.ln()
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

    #[test]
    fn quantiles_of_student() {
        for (freedom, expected) in [
            (1.0, 12.706_204_736_174_694),
            (1.5, 6.016_663_104_427_929),
            (2.0, 4.302_652_729_749_462),
            (3.7, 2.867_520_707_191_189_5),
            (10.0, 2.228_138_851_986_274),
            (30.25, 2.041_564_922_767_825),
            (1000.0, 1.962_339_080_826_408_3),
            (1e6, 1.959_966_356_814_107),
        ] {
            close(student(freedom), expected);
        }
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

    #[test]
    fn too_little_has_no_interval() {
        let (none, one, same) = (moments(&[]), moments(&[3.0]), moments(&[3.0, 3.0]));
        assert!(none.mean.is_nan() && one.sd.is_nan() && same.sd == 0.0);
        for (a, b) in [(none, same), (one, same), (same, one), (same, same)] {
            assert_eq!(welch(a, b), None);
        }
        assert_eq!((newcombe((0, 0), (1, 2)), wilson(0, 0)), (None, None));
    }

    #[test]
    fn newcombe_is_wilsons_of_both_sides() {
        // The first two are of the paper.
        close_interval(newcombe((56, 70), (48, 80)), [0.052_431_472_402_364_815, 0.333_872_654_036_905_9]);
        close_interval(newcombe((9, 10), (3, 10)), [0.170_522_723_934_503_02, 0.809_017_973_535_488_1]);
        close_interval(newcombe((0, 10), (0, 20)), [-0.161_125_158_052_819_35, 0.277_532_799_862_889_26]);
        close_interval(newcombe((10, 10), (0, 20)), [0.679_086_037_141_914_7, 1.0]);
        close_interval(newcombe((740, 1000), (3100, 10000)), [0.400_482_281_786_402_6, 0.457_729_240_312_214_24]);
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
