//! The command line that gives a result again.

use std::fmt::Write;
use std::path::Path;

use super::{Choice, KChoice};
use crate::data::filter::Filter;
use crate::data::{LoadOptions, format_day};
use crate::measures::Granularity;

/// `segscope`, then `words` such as `report --format html`, the data, and every option that is not its default, quoted
/// for a shell; `further` are options with their values, where they have one. What data there is, is said where it lies:
/// paths are as they were given.
pub fn command(
    words: &str,
    load: &LoadOptions,
    filter: &Filter,
    choice: &Choice,
    granularity: Granularity,
    further: &[(&'static str, Option<String>)],
) -> String {
    let (plain, method, usual) = (Choice::default(), &choice.method, Choice::default().method);
    let mut line = String::from("segscope");
    if !words.is_empty() {
        let _ = write!(line, " {words}");
    }
    for path in &load.paths {
        let _ = write!(line, " {}", quoted(&operand(path)));
    }
    let k = if let KChoice::Fixed(k) = choice.k { Some(k.to_string()) } else { None };
    let options = [
        ("k", k),
        ("algorithm", unless(&method.algorithm, &usual.algorithm)),
        ("features", (!choice.features.is_empty()).then(|| choice.features.join(","))),
        ("scale", unless(&choice.scaling, &plain.scaling)),
        ("inactive", unless(&choice.inactive, &plain.inactive)),
        ("seed", unless(&method.seed, &usual.seed)),
        ("restarts", unless(&method.restarts, &usual.restarts)),
        ("k-max", unless(&choice.k_max, &plain.k_max)),
        ("eps", method.eps.map(|eps| eps.to_string())),
        ("min-points", method.min_points.map(|n| n.to_string())),
        ("linkage", unless(&method.linkage, &usual.linkage)),
        ("clip", choice.clip.map(|percentile| percentile.to_string())),
        ("as-of", load.as_of.map(format_day)),
        ("date-format", load.date_format.clone()),
        ("mapping", load.mapping.as_ref().map(|mapping| mapping.path().to_owned())),
        ("filter", (!filter.is_empty()).then(|| filter.to_string())),
        ("granularity", unless(&granularity, &Granularity::default())),
    ];
    for (name, value) in options.iter().chain(further) {
        if let Some(value) = value {
            let _ = write!(line, " --{name} {}", quoted(value));
        }
    }
    line
}

/// The value as it is typed, where it is not the default.
fn unless<T: PartialEq + ToString>(value: &T, default: &T) -> Option<String> {
    (value != default).then(|| value.to_string())
}

/// A path that is not taken for an option.
fn operand(path: &Path) -> String {
    let path = path.to_string_lossy();
    if path.len() > 1 && path.starts_with('-') { format!("./{path}") } else { path.into_owned() }
}

/// A word as a shell reads it back; one with control characters in the `$'...'` form of bash and zsh, so that it stays on its line.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if !word.chars().any(char::is_control) {
        return format!("'{}'", word.replace('\'', "'\\''"));
    }
    let mut text = String::from("$'");
    for c in word.chars() {
        match c {
            '\'' | '\\' => text.extend(['\\', c]),
            c if c.is_control() && c.is_ascii() => {
                let _ = write!(text, "\\x{:02x}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text + "'"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(paths: &[&str], filter: &str, choice: &Choice) -> String {
        let load = LoadOptions { paths: paths.iter().map(Into::into).collect(), ..LoadOptions::default() };
        let filter = Filter::parse(filter).unwrap();
        command("report --format html", &load, &filter, choice, Granularity::default(), &[])
    }

    #[test]
    fn only_what_is_not_the_default_is_said() {
        assert_eq!(of(&[], "", &Choice::default()), "segscope report --format html");
        let mut choice =
            Choice { k: KChoice::Fixed(5), features: vec!["age".into(), "burnt_ratio".into()], ..Choice::default() };
        choice.method.seed = 7;
        assert_eq!(
            of(&["shop.xlsx"], "city:Cairo", &choice),
            "segscope report --format html shop.xlsx --k 5 --features age,burnt_ratio --seed 7 --filter city:Cairo"
        );
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(
            of(&["my data", "-x.csv", "-"], "", &Choice::default()),
            "segscope report --format html 'my data' ./-x.csv -"
        );
        assert_eq!(quoted("it's $HOME"), "'it'\\''s $HOME'");
        assert_eq!(quoted("a\nb\u{1b}'"), "$'a\\x0ab\\x1b\\''");
        assert_eq!(quoted(""), "''");
    }
}
