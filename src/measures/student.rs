//! Student's t: its quantiles and p-values.

use std::sync::OnceLock;

/// Probability outside the interval, both sides together.
const LEFT_OUT: f64 = 0.05;

/// Distance from an approximated quantile beyond which the approximation decides on which side a number is. Rounding moves
/// the quantile by about 1e-13.
const DOUBT: f64 = 1e-9;

/// Whole degrees of freedom below this are computed once: thousands of places have the same few.
const KNOWN: usize = 4096;
static QUANTILES: [OnceLock<f64>; KNOWN] = [const { OnceLock::new() }; KNOWN];

/// The two-sided 95% quantile of Student's t with this many degrees of freedom (at least 1).
pub fn student(freedom: f64) -> f64 {
    let known = if freedom.fract() == 0.0 { QUANTILES.get(freedom as usize) } else { None };
    known.map_or_else(|| bisected(freedom), |quantile| *quantile.get_or_init(|| bisected(freedom)))
}

fn bisected(freedom: f64) -> f64 {
    // P(|T| > t) is the incomplete beta function at freedom / (freedom + t²); it falls with t.
    let (mut low, mut high) = (0.0, 16.0);
    // With very many degrees of freedom, rounding moves the quantile further.
    let near = if freedom < KNOWN as f64 { approximated(freedom) } else { f64::NAN };
    // Bisects to the precision of the numbers. The probability is computed only where the approximation does not decide.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let is_decided = (middle - near).abs() > DOUBT;
        if if is_decided { middle < near } else { student_p(middle, freedom) > LEFT_OUT } {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The quantile by Newton's method, from that of the normal distribution; its error is far below [`DOUBT`].
fn approximated(freedom: f64) -> f64 {
    let half = freedom.midpoint(1.0);
    let front = (ln_gamma(half) - ln_gamma(freedom / 2.0)).exp() / (freedom * std::f64::consts::PI).sqrt();
    let mut t: f64 = 1.96;
    // The density falls with t, so that the steps approach the quantile from below.
    for _ in 0..50 {
        let density = front * (1.0 + t * t / freedom).powf(-half);
        let step = (student_p(t, freedom) - LEFT_OUT) / (2.0 * density);
        t += step;
        if step.abs() < DOUBT / 100.0 {
            break;
        }
    }
    t
}

/// The probability that Student's t with this many degrees of freedom is as far from 0 as `t`, on either side.
pub fn student_p(t: f64, freedom: f64) -> f64 {
    incomplete_beta(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

/// The regularised incomplete beta function, by its continued fraction (Press et al. 2007, §6.4).
pub(super) fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
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
mod tests {
    use super::*;

    const STUDENT_P: [(f64, f64, f64); 6] = [
        (0.0, 5.0, 1.0),
        (2.0, 10.0, 0.073_388_034_770_740_37),
        (-2.5, 3.7, 0.071_822_022_911_826_78),
        (6.0, 40.0, 4.726_455_132_788_180_6e-7),
        (12.0, 200.5, 2.347_275_469_794_920_8e-25),
        (1.0, 1.0, 0.5),
    ];

    /// `2 * scipy.stats.t.sf(abs(t), freedom)`.
    #[test]
    fn probabilities_of_student() {
        for (t, freedom, expected) in STUDENT_P {
            let found = student_p(t, freedom);
            assert!((found - expected).abs() <= 1e-9 * expected, "{found} for {expected}");
        }
    }

    /// Plain bisection.
    #[test]
    #[allow(clippy::float_cmp, reason = "the approximation must not change a digit")]
    fn the_approximation_changes_no_digit() {
        for freedom in (1..400).map(f64::from).chain([1.01, 1.5, 3.7, 30.25, 99.9, 1e3, 12_345.6, 1e6, 1e9]) {
            let (mut low, mut high) = (0.0, 16.0);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                *if student_p(middle, freedom) > LEFT_OUT { &mut low } else { &mut high } = middle;
            }
            assert_eq!(bisected(freedom), f64::midpoint(low, high), "{freedom}");
        }
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
            let found = student(freedom);
            assert!((found - expected).abs() <= 1e-9 * expected, "{found} for {expected}");
        }
    }
}
