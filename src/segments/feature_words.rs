//! What more and less of a feature is called in names: `high income`, `big spenders`, `senior citizen`.

use super::{Profile, Segment};

/// Features that have words of their own: the feature, more of it and less.
const KNOWN: [(&str, [&str; 2]); 3] = [
    ("amount_total", ["big spenders", "small spenders"]),
    ("amount_mean", ["big orders", "small orders"]),
    ("age", ["older", "younger"]),
];
/// Last words that say nothing without the words before.
const VAGUE: [&str; 11] = ["total", "mean", "count", "number", "days", "day", "rate", "ratio", "amount", "value", "id"];

/// The words for a feature of which a segment has more or less than all, best first.
pub(super) fn words(segment: &Segment, profile: &Profile, more: bool) -> Vec<String> {
    let side = usize::from(!more);
    if let Some((_, words)) = KNOWN.iter().find(|(feature, _)| profile.feature.eq_ignore_ascii_case(feature)) {
        return vec![words[side].to_owned()];
    }
    let feature = plain(&profile.feature);
    let names = |name: &str| format!("{} {name}", ["high", "low"][side]);
    if is_yes_or_no(segment, profile) {
        return vec![if more { feature } else { format!("no {feature}") }];
    }
    let short = short(segment, &feature).map(&names);
    std::iter::once(names(&feature)).chain(short).collect()
}

/// The last word of a feature of several, where it says something and no other feature ends in it.
fn short<'f>(segment: &Segment, feature: &'f str) -> Option<&'f str> {
    let (_, last) = feature.rsplit_once(' ')?;
    let ends =
        segment.profile.iter().filter(|other| plain(&other.feature).split(' ').next_back() == Some(last)).count();
    (ends == 1 && !VAGUE.contains(&last) && last.chars().count() > 2 && !last.contains(|c: char| c.is_ascii_digit()))
        .then_some(last)
}

/// A feature as words: without a unit in brackets, and `MonthlyCharges` as `monthly charges`.
pub(super) fn plain(feature: &str) -> String {
    let without = feature.split(['(', '[']).next().unwrap_or_default();
    let mut words = String::new();
    let mut before = ' ';
    for c in without.chars() {
        let c = if c.is_alphanumeric() { c } else { ' ' };
        if (c.is_uppercase() && before.is_lowercase()) || (c == ' ' && before != ' ') {
            words.push(' ');
        }
        if c != ' ' {
            words.extend(c.to_lowercase());
        }
        before = c;
    }
    let words = words.trim();
    if words.is_empty() { feature.to_owned() } else { words.to_owned() }
}

/// Whether all values are 0 or 1: only then is the mean of the squares the mean.
fn is_yes_or_no(segment: &Segment, profile: &Profile) -> bool {
    let (n, mean) = (profile.n as f64, profile.mean);
    let squares = if profile.n < 2 { 0.0 } else { profile.sd.powi(2) * (n - 1.0) / n };
    let within = |x: f64| (0.0..=1.0).contains(&x);
    segment.customers > 0
        && [mean, profile.p25, profile.median, profile.p75].into_iter().all(within)
        && (squares - mean * (1.0 - mean)).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_read_as_words() {
        for (feature, words) in [
            ("Annual Income (k$)", "annual income"),
            ("MonthlyCharges", "monthly charges"),
            ("amount_total", "amount total"),
            ("AcceptedCmp1", "accepted cmp1"),
            ("Detergents_Paper", "detergents paper"),
            ("MntWines", "mnt wines"),
            ("GROCERY", "grocery"),
            ("(k$)", "(k$)"),
        ] {
            assert_eq!(plain(feature), words);
        }
    }
}
