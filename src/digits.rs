//! Numbers with thousands separators, for screens, reports and names.

use std::borrow::Cow;

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

/// A number in at most five characters for narrow places: `987`, `1.2k`, `34k`, `3.4M`.
pub fn compact(value: f64) -> String {
    const UNITS: [&str; 5] = ["", "k", "M", "G", "T"];
    if !value.is_finite() {
        return NONE.to_owned();
    }
    let mut scaled = value.abs();
    let mut unit = 0;
    // 999.5 would round to 1000 and belongs to the next unit already.
    while scaled >= 999.5 && unit + 1 < UNITS.len() {
        scaled /= 1000.0;
        unit += 1;
    }
    let whole = (scaled - scaled.round()).abs() < 1e-9;
    let decimals = usize::from(scaled < 9.95 && !(unit == 0 && whole));
    let text = format!("{scaled:.decimals$}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    format!("{}{text}{}", if value < 0.0 && text != "0" { "-" } else { "" }, UNITS[unit])
}

/// A fraction as a percentage: `57.4%`; [`NONE`] when it is not finite.
///
/// A small share is never shown as 0%, nor a large one as 100%: `0.9%` and `99.6%` have the decimals that they need.
pub fn percent(fraction: f64, decimals: usize) -> String {
    if !fraction.is_finite() {
        return NONE.to_owned();
    }
    match sign_of_extremes(fraction) {
        Some(extreme) => extreme.to_owned(),
        None => format!("{}%", number(fraction * 100.0, decimals.max(decimals_of(fraction)))),
    }
}

/// A fraction as a percentage without its sign, in three columns: `58`, `0.3`, `<.1`, `>99`. Only an exact 0 is shown as 0,
/// and only an exact 1 as 100.
pub fn percent_in_cell(fraction: f64) -> String {
    let percent = 100.0 * fraction;
    match percent {
        1e-9..0.05 => "<.1".to_owned(),
        0.05..0.95 => number(percent, 1),
        99.5..99.999_999_999 => ">99".to_owned(),
        _ => number(percent, 0),
    }
}

/// The ends of the interval of a rate, as numbers in percent with the same decimals: `0.4` and `1.6`, `58` and `64`.
/// They have at least `least` decimals, and more where the ends and the rate would look alike.
pub fn ends(rate: f64, interval: [f64; 2], least: usize) -> [String; 2] {
    let decimals = decimals_beside(rate, interval).max(least);
    interval.map(|end| number(end * 100.0, decimals))
}

/// A rate that is written beside its interval: with at least `least` decimals, and as many as the interval needs.
pub fn rate_beside(rate: f64, interval: Option<[f64; 2]>, least: usize) -> String {
    percent(rate, interval.map_or(0, |interval| decimals_beside(rate, interval)).max(least))
}

/// A rate with its 95% interval, all with the decimals that they need: `0.9%, 95% CI 0.4-1.6%`.
pub fn rate_and_interval(rate: f64, interval: [f64; 2]) -> String {
    let [low, high] = ends(rate, interval, 0);
    format!("{}, 95% CI {low}-{high}%", rate_beside(rate, Some(interval), 0))
}

/// The decimals, at least `least`, with which values that differ look different: of a value and the ends of its interval.
pub fn decimals_apart(values: &[f64], least: usize) -> usize {
    let most = least.max(MOST_DECIMALS);
    let differ = |a: f64, b: f64| (a - b).abs() > 1e-9 * a.abs().max(b.abs());
    let alike = |decimals: usize| {
        let rounded = |value: f64| (value * 10_f64.powi(decimals as i32)).round();
        let pairs = || values.iter().enumerate().flat_map(|(at, a)| values[..at].iter().map(move |b| (*a, *b)));
        pairs().any(|(a, b)| differ(a, b) && (rounded(a) - rounded(b)).abs() < 0.5)
    };
    (least..most).find(|decimals| !alike(*decimals)).unwrap_or(most)
}

/// Numbers with the same decimals, as [`decimals_apart`] says.
pub fn numbers_apart<const N: usize>(values: [f64; N], least: usize) -> [String; N] {
    let decimals = decimals_apart(&values, least);
    values.map(|value| number(value, decimals))
}

/// A count of things in the singular or plural: `1 customer`, `2 customers`, `1,200 branches`.
pub fn counted(n: u64, one: &str) -> String {
    format!("{} {}", count(n), plural(n, one))
}

/// The word for a number of things.
pub fn plural(n: u64, one: &str) -> Cow<'_, str> {
    let consonant_and_y = |word: &str| word.ends_with('y') && !word.ends_with("ay") && !word.ends_with("ey");
    match one {
        _ if n == 1 => Cow::Borrowed(one),
        _ if consonant_and_y(one) => Cow::Owned(format!("{}ies", &one[..one.len() - 1])),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| one.ends_with(end)) => Cow::Owned(format!("{one}es")),
        _ => Cow::Owned(format!("{one}s")),
    }
}

/// Most decimals of a percentage.
const MOST_DECIMALS: usize = 4;

/// Decimals that a percentage needs to differ from 0% and 100%: none from 1 to 99%, otherwise up to the first significant
/// digit of its distance from 0% or 100%.
fn decimals_of(fraction: f64) -> usize {
    let percent = 100.0 * fraction.abs();
    let away = percent.min((100.0 - percent).abs());
    // A rounding error is no share.
    if (1e-9..1.0).contains(&away) { (-away.log10()).ceil().clamp(1.0, MOST_DECIMALS as f64) as usize } else { 0 }
}

fn decimals_beside(rate: f64, [low, high]: [f64; 2]) -> usize {
    let width = 100.0 * (high - low);
    let of_width = if width > 0.0 { (0.3 - width.log10()).ceil().clamp(0.0, MOST_DECIMALS as f64) as usize } else { 0 };
    let least = [low, high, rate].into_iter().map(decimals_of).fold(of_width, usize::max);
    decimals_apart(&[low, rate, high].map(|end| 100.0 * end), least)
}

/// Shares that are too close to 0% or 100% for the available decimals.
fn sign_of_extremes(fraction: f64) -> Option<&'static str> {
    match fraction {
        1e-11..0.000_000_5 => Some("<0.0001%"),
        0.999_999_5..0.999_999_999_99 => Some(">99.9999%"),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_numbers_stay_short() {
        let cases = [
            (0.0, "0"),
            (0.25, "0.2"),
            (7.0, "7"),
            (987.0, "987"),
            (999.6, "1k"),
            (1_234.0, "1.2k"),
            (34_567.0, "35k"),
            (999_600.0, "1M"),
            (3_400_000.0, "3.4M"),
            (-1_500.0, "-1.5k"),
            (f64::NAN, "-"),
        ];
        for (value, text) in cases {
            assert_eq!(compact(value), text, "{value}");
        }
    }

    #[test]
    fn small_and_large_parts_have_the_decimals_they_need() {
        for (fraction, decimals, text) in [
            (0.0, 0, "0%"),
            (1.0, 0, "100%"),
            (0.009, 0, "0.9%"),
            (0.0004, 0, "0.04%"),
            (0.0004, 1, "0.04%"),
            (3e-6, 0, "0.0003%"),
            (1e-9, 0, "<0.0001%"),
            (0.996, 0, "99.6%"),
            (0.9996, 1, "99.96%"),
            (1.0 - 1e-9, 0, ">99.9999%"),
            (1.0 - 1e-16, 0, "100%"),
            (0.012, 0, "1%"),
            (0.574, 1, "57.4%"),
            (-0.004, 0, "-0.4%"),
            (1.5, 0, "150%"),
        ] {
            assert_eq!(percent(fraction, decimals), text, "{fraction}");
        }
    }

    /// 5 of 556: `scipy.stats.binomtest(5, 556).proportion_ci(method='wilson')` is 0.00385 to 0.02089.
    #[test]
    fn the_ends_of_a_range_differ() {
        for (range, text) in [
            ([0.004, 0.016], ["0.4", "1.6"]),
            ([0.58, 0.64], ["58", "64"]),
            ([0.501, 0.519], ["50.1", "51.9"]),
            ([0.5011, 0.5014], ["50.11", "50.14"]),
            ([0.0, 0.003], ["0.0", "0.3"]),
            ([0.992, 1.0], ["99.2", "100.0"]),
            ([0.0, 1.0], ["0", "100"]),
            ([0.5, 0.5], ["50", "50"]),
        ] {
            assert_eq!(ends(f64::NAN, range, 0), text, "{range:?}");
        }
        assert_eq!(rate_beside(0.5772, Some([0.5741, 0.5783]), 0), "57.7%");
        // Neither end looks like the rate, unless it is the rate.
        assert_eq!(rate_and_interval(0.584, [0.576, 0.602]), "58.4%, 95% CI 57.6-60.2%");
        assert_eq!(rate_and_interval(0.003, [0.0021, 0.0044]), "0.3%, 95% CI 0.2-0.4%");
        assert_eq!(rate_and_interval(0.0, [0.0, 0.0031]), "0.0%, 95% CI 0.0-0.3%");
        assert_eq!(numbers_apart([1.12, 1.09, 1.31], 1), ["1.12", "1.09", "1.31"]);
        assert_eq!(numbers_apart([0.5, 0.5, f64::NAN], 0), ["0", "0", NONE]);
        assert_eq!([rate_beside(0.5772, None, 1), rate_beside(0.61, Some([0.58, 0.64]), 0)], ["57.7%", "61%"]);
        assert_eq!(rate_and_interval(0.009, [0.004, 0.016]), "0.9%, 95% CI 0.4-1.6%");
        assert_eq!(rate_and_interval(5.0 / 556.0, [0.003_85, 0.020_89]), "0.9%, 95% CI 0.4-2.1%");
        assert_eq!(rate_and_interval(0.61, [0.58, 0.64]), "61%, 95% CI 58-64%");
    }

    #[test]
    fn a_cell_shows_nothing_only_for_nothing() {
        let cells = [0.0, 0.0004, 0.003, 0.0096, 0.58, 0.996, 1.0, f64::NAN].map(percent_in_cell);
        assert_eq!(cells, ["0", "<.1", "0.3", "1", "58", ">99", "100", NONE]);
    }

    #[test]
    fn one_thing_is_singular() {
        assert_eq!(counted(1, "customer"), "1 customer");
        assert_eq!(counted(0, "customer"), "0 customers");
        assert_eq!(counted(1200, "branch"), "1,200 branches");
        assert_eq!(
            (plural(2, "city"), plural(2, "day"), plural(1, "city")),
            ("cities".into(), "days".into(), "city".into())
        );
    }
}
