//! Quantiles by linear interpolation: numpy's and pandas' default, type 7 of Hyndman and Fan (1996).

/// The quantile `q` (0 to 1) of ascending values; none without values.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    interpolate(sorted.len() as u64, q, |rank| sorted[rank as usize])
}

/// The quantile `q` (0 to 1) of weighted values, as if each were repeated `count` times; none without values.
///
/// `counts` holds (value, count), ascending by value.
pub fn weighted_quantile(counts: &[(i32, u64)], q: f64) -> Option<f64> {
    let n = counts.iter().map(|(_, count)| count).sum();
    interpolate(n, q, |rank| {
        let mut below = 0;
        let found = counts.iter().find(|(_, count)| {
            below += count;
            rank < below
        });
        found.map_or(f64::NAN, |(value, _)| f64::from(*value))
    })
}

/// The counts within three interquartile ranges of the quartiles, and the number of values outside, because one mistyped
/// year would squeeze a histogram into one bar. `counts` as in [`weighted_quantile`].
pub fn within_fences(counts: &[(i32, u64)]) -> (&[(i32, u64)], u64) {
    let at = |q| weighted_quantile(counts, q).unwrap_or(0.0);
    let (p25, p75) = (at(0.25), at(0.75));
    let reach = 3.0 * (p75 - p25);
    let low = counts.partition_point(|(value, _)| f64::from(*value) < p25 - reach);
    let high = counts.partition_point(|(value, _)| f64::from(*value) <= p75 + reach);
    let within = &counts[low..high.max(low)];
    let sum = |counts: &[(i32, u64)]| counts.iter().map(|(_, n)| n).sum::<u64>();
    (within, sum(counts) - sum(within))
}

/// The value at the fractional rank q (n − 1) of `n` values; `at` returns the value at an integer rank.
fn interpolate(n: u64, q: f64, at: impl Fn(u64) -> f64) -> Option<f64> {
    let last = n.checked_sub(1)?;
    let rank = q.clamp(0.0, 1.0) * last as f64;
    let low = rank.floor();
    let (below, above) = (at(low as u64), at((low as u64 + 1).min(last)));
    Some(below + (above - below) * (rank - low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_of_an_even_count_is_the_mean_of_the_middle_two() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 10.0], 0.5), Some(3.0));
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    /// Values: `numpy.quantile([1, 2, 2, 2, 5, 9], [0, .1, .25, .5, .9, 1])`.
    #[test]
    fn weights_are_repetitions() {
        let counts = [(1, 1), (2, 3), (5, 1), (9, 1)];
        for (q, expected) in [(0.0, 1.0), (0.1, 1.5), (0.25, 2.0), (0.5, 2.0), (0.9, 7.0), (1.0, 9.0)] {
            assert_eq!(weighted_quantile(&counts, q), Some(expected), "q = {q}");
        }
        assert_eq!(weighted_quantile(&[], 0.5), None);
    }
}
