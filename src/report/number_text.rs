//! Numbers as text that reads back as the same number.

use std::fmt::Write as _;

/// Below this number of millionths every decimal has at most 15 digits, and no two of those are the same number.
const SURE: f64 = 1e15;

/// Appends the shortest digits that read back as `value`, as `{value}` does. Most numbers of tables have few decimals:
/// those are found several times as fast.
pub(super) fn push(text: &mut String, value: f64) {
    let millionths = (value.abs() * 1e6).round();
    if millionths < SURE && (millionths / 1e6).to_bits() == value.abs().to_bits() {
        if value.is_sign_negative() {
            text.push('-');
        }
        push_millionths(text, millionths as u64);
    } else {
        // Writing to memory does not fail.
        let _ = write!(text, "{value}");
    }
}

/// Appends a number of millionths as a decimal without zeros at its end.
fn push_millionths(text: &mut String, number: u64) {
    let mut digits = [b'0'; 24];
    let point = digits.len() - 7;
    digits[point] = b'.';
    let mut fraction = number % 1_000_000;
    for digit in digits[point + 1..].iter_mut().rev() {
        *digit = b'0' + (fraction % 10) as u8;
        fraction /= 10;
    }
    let (mut whole, mut begin) = (number / 1_000_000, point - 1);
    digits[begin] = b'0' + (whole % 10) as u8;
    while whole >= 10 {
        whole /= 10;
        begin -= 1;
        digits[begin] = b'0' + (whole % 10) as u8;
    }
    let last = digits.iter().rposition(|&digit| digit != b'0').unwrap_or(point);
    let end = if last == point { point } else { last + 1 };
    text.extend(digits[begin..end].iter().map(|&digit| char::from(digit)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pushed(value: f64) -> String {
        let mut text = String::from("before ");
        push(&mut text, value);
        text.split_off("before ".len())
    }

    #[test]
    fn numbers_are_written_as_rust_writes_them() {
        for value in [
            0.0,
            -0.0,
            1.0,
            -7.0,
            0.1,
            100.0,
            10.05,
            -0.000_001,
            0.000_000_1,
            1.234_567,
            1.234_567_8,
            123_456_789.123_456,
            999_999_999.999_999,
            1_000_000_000.0,
            999_999_999.999_999_9,
            1e15,
            9_007_199_254_740_993.0,
            1e300,
            5e-324,
            0.1 + 0.2,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            assert_eq!(pushed(value), value.to_string());
        }
    }

    proptest! {
        #[test]
        fn any_number_is_written_as_rust_writes_it(bits: u64, decimal in -2_000_000_000_000_000_i64..2_000_000_000_000_000, places in 0..9) {
            let value = f64::from_bits(bits);
            prop_assert_eq!(pushed(value), value.to_string());
            let value = decimal as f64 / 10_f64.powi(places);
            prop_assert_eq!(pushed(value), value.to_string());
        }
    }
}
