//! Parsers for the values of options. Each error says what to write instead.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command};
use strum::{EnumMessage, IntoEnumIterator, ParseError};

use crate::data::dates::DateOrder;
use crate::data::filter::{Condition, Filter};
use crate::data::{self, Mapping};
use crate::ui::theme::ThemeOption;
use crate::warehouse::kept;

/// A value of an enum, by its name. The help of each is the first sentence of its documentation.
pub fn named<T>() -> impl TypedValueParser<Value = T>
where
    T: IntoEnumIterator + FromStr<Err = ParseError> + ToString + EnumMessage + Clone + Send + Sync + 'static,
{
    let values = T::iter().map(|value| {
        let name = PossibleValue::new(value.to_string());
        match value.get_documentation().and_then(|text| text.lines().next()) {
            Some(help) => name.help(help.trim_end_matches('.')),
            None => name,
        }
    });
    PossibleValuesParser::new(values).try_map(|name| name.to_lowercase().parse())
}

/// A path of DATA, which may be the address of a database: it goes on without its secrets.
pub fn data() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(kept)
}

/// A theme: a name, or a file.
#[derive(Clone, Copy, Debug)]
pub struct ThemeParser;

impl TypedValueParser for ThemeParser {
    type Value = ThemeOption;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<ThemeOption, clap::Error> {
        StringValueParser::new().try_map(|text| ThemeOption::read(&text)).parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(ThemeOption::names().map(|(name, help)| PossibleValue::new(name).help(help))))
    }
}

/// An integer that is at least `least`.
pub fn at_least<T>(least: u8) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: FromStr + PartialOrd + From<u8>,
{
    move |text| {
        let number = text.trim().parse().ok().filter(|number| *number >= T::from(least));
        number.ok_or_else(|| format!("give a whole number from {least}"))
    }
}

/// An interval: a whole number with `s`, `m` or `h`, or of seconds.
pub fn interval(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match text[digits.len()..].trim() {
        "" | "s" => Some(1),
        "m" | "min" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    let seconds = digits.parse::<u64>().ok().filter(|number| (1..=86_400).contains(number)).zip(unit);
    let interval = seconds.map(|(number, unit)| Duration::from_secs(number * unit));
    interval.ok_or_else(|| "give a number of seconds, minutes or hours, such as 30s, 5m or 1h".to_owned())
}

/// Customers whose rows come over: of fewer, segments are chance.
pub fn most_customers(text: &str) -> Result<u64, String> {
    let number = text.trim().parse().ok().filter(|number| *number >= 1_000);
    number.ok_or_else(|| "give a whole number from 1000".to_owned())
}

/// A percentile to clip at on both sides.
pub fn percentile(text: &str) -> Result<f64, String> {
    number(text).filter(|p| (0.0..50.0).contains(p)).ok_or_else(|| "give a percentile from 0 to below 50".to_owned())
}

/// A part of the customers, as a percentage: 0.1 for `10%` or `10`.
pub fn share(text: &str) -> Result<f64, String> {
    let percentage = number(text.trim().trim_end_matches('%')).filter(|p| *p > 0.0 && *p < 100.0);
    let refusal = || "give a percentage above 0 and below 100, such as 10%".to_owned();
    percentage.map(|p| p / 100.0).ok_or_else(refusal)
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

/// A day, in days since 1970-01-01.
pub fn day(text: &str) -> Result<i32, String> {
    data::parse_day(text).ok_or_else(|| "give a day such as 2025-06-30".to_owned())
}

/// The order of day and month, as typed.
pub fn date_format(text: &str) -> Result<String, String> {
    DateOrder::parse(text).map(|_| text.to_owned()).ok_or_else(|| "give dmy, mdy or ymd".to_owned())
}

/// A mapping option, as typed.
pub fn said(name: &'static str) -> impl Fn(&str) -> Result<String, String> + Clone {
    move |text| Mapping::default().set_option(name, text).map(|()| text.to_owned())
}

/// The first day of a filter.
pub fn since(text: &str) -> Result<Condition, String> {
    Condition::since(text).ok_or_else(no_period)
}

/// The last day of a filter.
pub fn until(text: &str) -> Result<Condition, String> {
    Condition::until(text).ok_or_else(no_period)
}

fn no_period() -> String {
    "give a day such as 2024-03-31, or 2024-03".to_owned()
}

/// A filter. The error repeats the text, with carets below the wrong word.
pub fn filter(text: &str) -> Result<Filter, String> {
    Filter::parse(text).map_err(|error| format!("{error}\n{}", error.pointing(text)))
}

/// Bytes of memory.
pub fn memory(text: &str) -> Result<u64, String> {
    data::budget::parse(text).map_err(|_| "give a size such as 800M or 2G".to_owned())
}

/// Columns and rows of a screen: `120x36`.
pub fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once(['x', 'X', '×']);
    let parsed = parts.and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)));
    // A cell takes a few dozen bytes; a thousand squared is more than any screen.
    parsed
        .filter(|(w, h): &(u16, u16)| *w <= 1_000 && *h <= 1_000)
        .ok_or_else(|| "give columns and rows up to 1000, such as 120x36".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::Parser;

    use crate::analysis::KChoice;
    use crate::cli::{Cli, Refusal};
    use crate::cluster::Scaling;

    fn refused(line: &str) -> String {
        let error = Cli::try_parse_from(line.split(' ')).unwrap_err();
        Refusal::of(&error).unwrap_or_else(|| panic!("{line}: {error}")).to_string()
    }

    #[test]
    fn names_may_be_in_capitals() {
        let cli = Cli::try_parse_from(["segscope", "--scale", "Robust", "--k", "AUTO"]).unwrap();
        let clustering = cli.options.clustering;
        assert_eq!((clustering.scale, clustering.k), (Scaling::Robust, KChoice::Auto));
    }

    #[test]
    fn a_refusal_says_what_is_allowed() {
        for (line, words) in [
            ("--scale 1", "--scale 1: choose one of zscore, minmax, robust, log, none"),
            (
                "--theme drak",
                "--theme drak: choose one of auto, dark, light, mono, colorblind, contrast, gruvbox, nord, sepia, or a theme file. Did you mean dark?",
            ),
            ("--k 0", "--k 0: give a number of segments from 1, or auto"),
            ("--k many", "--k many: give a number of segments from 1, or auto"),
            ("--clip 50", "--clip 50: give a percentile from 0 to below 50"),
            ("--clip NaN", "--clip NaN: give a percentile from 0 to below 50"),
            ("--eps inf", "--eps inf: give a number above 0"),
            ("--restarts 0", "--restarts 0: give a whole number from 1"),
            ("--seed 1.5", "--seed 1.5: give a whole number from 0"),
            ("--as-of yesterday", "--as-of yesterday: give a day such as 2025-06-30"),
            ("--since soon", "--since soon: give a day such as 2024-03-31, or 2024-03"),
            ("segments --holdout 0", "--holdout 0: give a percentage above 0 and below 100, such as 10%"),
            ("segments --holdout 100%", "--holdout 100%: give a percentage above 0 and below 100, such as 10%"),
            ("--date-format d.m", "--date-format d.m: give dmy, mdy or ymd"),
            ("--max-memory 3", "--max-memory 3: give a size such as 800M or 2G"),
            ("screenshot --size 12", "--size 12: give columns and rows up to 1000, such as 120x36"),
            ("report --format txt", "--format txt: choose one of text, json, markdown, html. Did you mean text?"),
        ] {
            assert_eq!(refused(&format!("segscope {line}")), words);
        }
    }

    #[test]
    fn a_filter_is_quoted_with_the_mistake_marked() {
        let why = refused("segscope --filter city>=3");
        assert!(why.starts_with("--filter: ") && why.contains('^'), "{why}");
    }
}
