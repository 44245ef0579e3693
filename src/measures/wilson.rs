//! Confidence intervals of rates and of their differences.

/// The standard normal quantile of a 95% interval.
pub const NORMAL_95: f64 = 1.959_963_984_540_054;

/// The 95% score interval [low, high] of the rate `hits` / `n` (Wilson 1927), as fractions; none for n = 0.
pub fn wilson(hits: u64, n: u64) -> Option<[f64; 2]> {
    (0 < n && hits <= n).then(|| score_interval(hits as f64 / n as f64, n as f64))
}

/// The 95% score interval of a rate of `n` rows, which need not be an integer.
///
/// Unlike p ± 2 standard errors it stays within 0 and 1, and holds for few rows and for rates near 0 or 1.
pub(super) fn score_interval(rate: f64, n: f64) -> [f64; 2] {
    let square = NORMAL_95 * NORMAL_95 / n;
    let middle = rate + square / 2.0;
    let spread = (square * (rate * (1.0 - rate) + square / 4.0)).sqrt();
    // Keeps the ends exact and the rate between them despite rounding.
    let low = if rate <= 0.0 { 0.0 } else { ((middle - spread) / (1.0 + square)).clamp(0.0, rate) };
    let high = if rate >= 1.0 { 1.0 } else { ((middle + spread) / (1.0 + square)).clamp(rate, 1.0) };
    [low, high]
}

/// The 95% interval of the first of two rates minus the second, from each rate and its own interval (Newcombe 1998,
/// method 10).
pub fn difference_interval((p, [p_low, p_high]): (f64, [f64; 2]), (q, [q_low, q_high]): (f64, [f64; 2])) -> [f64; 2] {
    let difference = p - q;
    [difference - (p - p_low).hypot(q_high - q), difference + (p_high - p).hypot(q - q_low)]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;

    /// Values: `scipy.stats.binomtest(hits, n).proportion_ci(method='wilson')`.
    #[test]
    fn intervals_are_those_of_scipy() {
        let known = [
            (7, 10, [0.396_778_147_461_145_26, 0.892_208_732_593_699]),
            (0, 10, [0.0, 0.277_532_799_862_889_26]),
            (10, 10, [0.722_467_200_137_111, 1.0]),
            (1, 1, [0.206_549_314_377_237_45, 1.0]),
            (450, 1000, [0.419_415_384_074_296_74, 0.480_967_291_774_258_73]),
            (81, 263, [0.255_288_519_878_274_2, 0.366_209_576_982_800_04]),
            (3, 1_000_000, [1.020_271_240_968_122_3e-6, 8.821_149_774_312_435e-6]),
        ];
        for (hits, n, expected) in known {
            let found = wilson(hits, n).unwrap();
            assert!((0..2).all(|end| (found[end] - expected[end]).abs() < 1e-12), "{hits} of {n}: {found:?}");
        }
    }

    /// The two worked rates of Newcombe (1998), table I: 81 of 263 and 15 of 148, to four decimals.
    #[test]
    fn intervals_are_those_of_newcombe() {
        let round = |hits, n| wilson(hits, n).unwrap().map(|end| (end * 1e4).round() / 1e4);
        assert_eq!(round(81, 263), [0.2553, 0.3662]);
        assert_eq!(round(15, 148), [0.0624, 0.1605]);
    }

    #[test]
    fn nothing_has_no_interval_and_the_rate_is_always_inside() {
        assert_eq!((wilson(0, 0), wilson(2, 1)), (None, None));
        for n in [1_u64, 2, 3, 50, 12_345, u64::MAX / 2] {
            for hits in [0, 1, n / 3, n / 2, n - 1, n] {
                let [low, high] = wilson(hits, n).unwrap();
                let rate = hits as f64 / n as f64;
                assert!((0.0..=rate).contains(&low) && (rate..=1.0).contains(&high), "{hits} of {n}: {low} {high}");
            }
        }
    }
}
