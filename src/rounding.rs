//! Whether numbers differ, or only the last digits of sums.
//!
//! The mean of a customer's orders of 9.99 is 9.99 for one customer and 9.989999999999998 for another. scikit-learn has the
//! same rule for `StandardScaler`: a feature is constant if its standard deviation is at most n · ε · |mean|, the error of a
//! computed variance (`_is_constant_feature`, after Chan, Golub and `LeVeque` 1983). The share here is that of 4,500 terms,
//! and does not depend on the number of customers.

/// What is at most this share of the values is rounding.
const SHARE: f64 = 1e-12;

/// Whether a difference or a standard deviation of values of this size is only rounding; so is `NaN`.
pub fn is_rounding(difference: f64, size: f64) -> bool {
    difference.is_nan() || size.is_nan() || difference.abs() <= SHARE * size.abs()
}

/// Whether all values are equal up to rounding; so is no value. Integers are exact, however large.
pub fn are_equal(values: impl Iterator<Item = f64>) -> bool {
    let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let exact = least.fract() == 0.0 && most.fract() == 0.0;
    least >= most || (!exact && is_rounding(most - least, least.abs().max(most.abs())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digits_of_sums_are_no_difference() {
        let equal = |values: &[f64]| are_equal(values.iter().copied());
        for price in [9.99, 19.9, 0.1, -0.1] {
            let mean = |n: u32| (0..n).fold(0.0, |sum, _| sum + price) / f64::from(n);
            let means: Vec<f64> = (1..300).map(mean).collect();
            assert!(means.iter().any(|x| x.to_bits() != price.to_bits()) && equal(&means), "{price}");
        }
        assert!(equal(&[]) && equal(&[3.0]) && equal(&[0.0, 0.0]) && equal(&[0.1 + 0.2, 0.3]));
        assert!(!equal(&[9.99, 9.990_000_001]) && !equal(&[-1e-300, 1e-300]));
        assert!(!equal(&[9_007_199_254_740_990.0, 9_007_199_254_740_991.0]), "integers are exact");
    }

    #[test]
    fn a_deviation_is_compared_with_the_size_of_the_values() {
        assert!(is_rounding(1.8e-15, 9.99) && is_rounding(0.0, 0.0) && is_rounding(f64::NAN, 1.0));
        assert!(!is_rounding(1.8e-15, 1e-4) && !is_rounding(-1e-300, 0.0));
    }
}
