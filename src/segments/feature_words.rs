//! The words for high and low values of a feature in names: `high income`, `big spenders`, `senior citizen`.

use std::collections::BTreeSet;

use super::{Profile, Segment};
use crate::digits::number;

/// Features with special words: the feature, the word for high and for low values.
const KNOWN: [(&str, [&str; 2]); 6] = [
    ("amount total", ["big spenders", "small spenders"]),
    ("amount mean", ["big orders", "small orders"]),
    ("age", ["older", "younger"]),
    ("year birth", ["younger", "older"]),
    ("birth year", ["younger", "older"]),
    ("year of birth", ["younger", "older"]),
];
/// Words without a meaning of their own.
const VAGUE: [&str; 12] =
    ["total", "mean", "count", "number", "num", "rate", "ratio", "amount", "value", "id", "avg", "average"];
/// Units at the end of a feature's name, which are left out in short forms.
const UNITS: [&str; 8] = ["day", "days", "week", "weeks", "month", "months", "year", "years"];
/// For a yes/no feature: the share from which a segment counts as yes, and up to which it counts as no.
const NEARLY_ALL: f64 = 0.9;
const HARDLY_ANY: f64 = 0.02;

/// The words for a segment with more or less of a feature than all, best first.
pub(super) fn words(segment: &Segment, profile: &Profile, more: bool, flag: bool) -> Vec<String> {
    let side = usize::from(!more);
    let feature = plain(&profile.feature);
    if let Some((_, words)) = KNOWN.iter().find(|(known, _)| feature == *known) {
        return vec![words[side].to_owned()];
    }
    if flag {
        return vec![match profile.mean {
            mean if more && mean >= NEARLY_ALL => feature,
            mean if !more && mean <= HARDLY_ANY => format!("no {feature}"),
            _ => format!("{} {feature}", ["more", "less"][side]),
        }];
    }
    let names = |name: &str| format!("{} {name}", ["high", "low"][side]);
    let short = short(segment, &feature).map(&names);
    // All customers have the same value, which may be a code.
    let is_one = profile.n > 1 && profile.sd < 1e-9 && profile.mean.fract().abs() < 1e-9;
    let value = is_one.then(|| format!("{feature} {}", number(profile.mean, 0)));
    value.into_iter().chain([names(&feature)]).chain(short).collect()
}

/// One word of a name of several words, without its unit: the last, otherwise the first, if it has a meaning and no other
/// feature has it there.
fn short<'f>(segment: &Segment, feature: &'f str) -> Option<&'f str> {
    let own = without_unit(feature);
    let alone = |word: fn(&str) -> Option<&str>| {
        let others = segment.profile.iter().map(|other| plain(&other.feature));
        let same = others.filter(|other| word(without_unit(other)) == word(own)).count();
        let says = |word: &&str| {
            !VAGUE.contains(word) && word.chars().count() > 2 && !word.contains(|c: char| c.is_ascii_digit())
        };
        word(own).filter(|_| same == 1).filter(says)
    };
    if own == feature && !feature.contains(' ') {
        return None;
    }
    alone(|words| words.split(' ').next_back()).or_else(|| alone(|words| words.split(' ').next()))
}

/// `visits per year` as `visits`, `tenure months` as `tenure`.
fn without_unit(feature: &str) -> &str {
    match feature.rsplit_once(' ') {
        Some((before, last)) if UNITS.contains(&last) => before.strip_suffix(" per").unwrap_or(before),
        _ => feature,
    }
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

/// The yes/no features: those whose values are 0 or 1 in each segment.
pub(super) fn flags(segments: &[Segment]) -> BTreeSet<String> {
    let features = segments.first().into_iter().flat_map(|segment| &segment.profile);
    let is_flag = |feature: &&Profile| {
        let everywhere = |segment: &Segment| {
            segment.feature(&feature.feature).is_some_and(|profile| profile.n == 0 || is_yes_or_no(profile))
        };
        segments.iter().all(everywhere)
    };
    features.filter(is_flag).map(|profile| profile.feature.clone()).collect()
}

/// Whether all values are 0 or 1: only then is the mean of the squares the mean.
fn is_yes_or_no(profile: &Profile) -> bool {
    let (n, mean) = (profile.n as f64, profile.mean);
    let squares = if profile.n < 2 { 0.0 } else { profile.sd.powi(2) * (n - 1.0) / n };
    let within = |x: f64| (0.0..=1.0).contains(&x);
    [mean, profile.p25, profile.median, profile.p75].into_iter().all(within)
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

    #[test]
    fn a_unit_is_left_out_of_a_short_name() {
        for (feature, word) in [
            ("visits per year", "visits"),
            ("tenure months", "tenure"),
            ("annual income", "annual income"),
            ("months", "months"),
        ] {
            assert_eq!(without_unit(feature), word);
        }
    }
}
