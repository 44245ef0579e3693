//! Numbers with thousands separators, for screens, reports and names.

/// Shown instead of a missing number.
pub const NONE: &str = "-";

/// A count with thousands separated: `20,000`.
pub fn count(value: u64) -> String {
    grouped(&value.to_string())
}

/// A number with thousands separated and the given decimals: `-1,234.50`; [`NONE`] when it is not finite.
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let negative = value < 0.0 && text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    format!("{}{}{fraction}", if negative { "-" } else { "" }, grouped(whole))
}

/// A fraction as a percentage: `57.4%`; [`NONE`] when it is not finite.
pub fn percent(fraction: f64, decimals: usize) -> String {
    if fraction.is_finite() { format!("{}%", number(fraction * 100.0, decimals)) } else { NONE.to_owned() }
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
