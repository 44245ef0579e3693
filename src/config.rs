//! Options as typed, from the environment and from the configuration file, checked once and turned into what the program runs on.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use strum::IntoEnumIterator;

use crate::analysis::{self, Choice, KChoice};
use crate::app::Settings;
use crate::app::execute::Tools;
use crate::app::state::naming::Naming;
use crate::cli::Options;
use crate::cluster::Method;
use crate::data::filter::{Condition, Filter, FilterError, Mismatch};
use crate::data::{self, LoadOptions, Mapping, escape, shown};
use crate::export;
use crate::inputs::Inputs;
use crate::measures::Granularity;
use crate::plain_text::spelt_out;
use crate::segments::Names;
use crate::ui::theme::{ColorChoice, ColorEnv, ColorLevel, Glyphs, Theme, ThemeChoice};

/// A value that an option cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

impl UsageError {
    /// A filter that cannot be, with carets under the word at fault.
    pub fn filter(error: &FilterError, text: &str) -> Self {
        Self(format!("--filter: {error}\n{}", error.pointing(text)))
    }
}

/// Everything a command needs to know, checked.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config {
    /// Where the data is.
    pub load: LoadOptions,
    /// What of the data is kept: `--filter`, then `--since` and `--until`.
    pub filter: Filter,
    /// The day whose segments those of today are compared with.
    pub compare_as_of: Option<i32>,
    /// What to cluster by, and how.
    pub choice: Choice,
    /// The file of names of segments.
    pub names: Option<PathBuf>,
    /// What is read and never written; the names may be.
    pub inputs: Inputs,
    /// Length of time buckets.
    pub granularity: Granularity,
    /// Coupons to share out among the segments.
    pub budget: Option<u64>,
    /// No cell of a CSV export runs as a formula in a spreadsheet.
    pub safe_csv: bool,
    /// Bytes of memory that a load may take; none where it is what the machine has.
    pub max_memory: Option<u64>,
    /// Colours asked for.
    pub theme: ThemeChoice,
    /// When to use colour.
    pub color: ColorChoice,
    /// No braille, no block characters.
    pub ascii: bool,
    /// Read the data again when its files change.
    pub watch: bool,
    /// No messages on standard error.
    pub quiet: bool,
}

impl Config {
    /// Checks every option.
    ///
    /// # Errors
    /// The first value that cannot be, with those that can.
    pub fn new(paths: Vec<PathBuf>, options: &Options) -> Result<Self, UsageError> {
        let defaults = Choice::default();
        let day = |option: &str, day: &Option<String>| {
            let parsed = day.as_deref().map(|day| {
                let unreadable = || UsageError(format!("--{option} {}: give a day such as 2025-06-30", escape(day)));
                data::parse_day(day).ok_or_else(unreadable)
            });
            parsed.transpose()
        };
        let choice = Choice {
            features: options.features.iter().map(|f| f.trim().to_owned()).filter(|f| !f.is_empty()).collect(),
            scaling: named("scale", options.scale.as_deref())?,
            inactive: named("inactive", options.inactive.as_deref())?,
            clip: options.clip.map(percentile).transpose()?,
            method: Method {
                algorithm: named("algorithm", options.algorithm.as_deref())?,
                restarts: at_least("restarts", options.restarts.unwrap_or(defaults.method.restarts), 1)?,
                seed: options.seed.unwrap_or(defaults.method.seed),
                eps: options.eps.map(radius).transpose()?,
                min_points: options.min_points.map(|n| at_least("min-points", n, 1)).transpose()?,
                linkage: named("linkage", options.linkage.as_deref())?,
            },
            k: options.k.as_deref().map_or(Ok(KChoice::Auto), clusters)?,
            k_max: at_least("k-max", options.k_max.unwrap_or(defaults.k_max), 2)?,
        };
        Ok(Self {
            inputs: Inputs::new(&paths, [&options.mapping, &options.config].into_iter().flatten()),
            load: LoadOptions {
                paths,
                as_of: day("as-of", &options.as_of)?,
                date_format: options.date_format.clone(),
                today: data::today(),
                mapping: options.mapping.as_deref().map(mapping).transpose()?,
            },
            filter: filter(options)?,
            compare_as_of: day("compare-as-of", &options.compare_as_of)?,
            choice,
            names: options.names.clone(),
            granularity: named("granularity", options.granularity.as_deref())?,
            budget: options.budget,
            safe_csv: options.safe_csv,
            max_memory: options.max_memory.as_deref().map(memory).transpose()?,
            theme: named("theme", options.theme.as_deref())?,
            color: named("color", options.color.as_deref())?,
            ascii: options.ascii,
            watch: options.watch,
            quiet: options.quiet,
        })
    }

    /// Everything that is read, the names too.
    pub fn all_inputs(&self) -> Inputs {
        self.names.iter().fold(self.inputs.clone(), |inputs, names| inputs.and(names))
    }

    /// The files and folders that may change: not what is piped in.
    pub fn watched(&self) -> Vec<PathBuf> {
        self.load.paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect()
    }

    /// The names of segments that `--names` gives; none without it.
    ///
    /// # Errors
    /// A file that cannot be read or holds no names.
    pub fn read_names(&self) -> Result<Names, UsageError> {
        let Some(path) = &self.names else { return Ok(Names::default()) };
        let shown = shown(path);
        let text = std::fs::read_to_string(path)
            .map_err(|why| UsageError(format!("--names: {shown} cannot be read: {why}")))?;
        Names::read(&text).map_err(|why| UsageError(format!("--names: {shown} {}", spelt_out(&why))))
    }

    /// What is wrong with the filter, where the data cannot answer it.
    pub fn refusal(&self, mismatch: &Mismatch) -> UsageError {
        let text = self.filter.to_string();
        UsageError::filter(&mismatch.at(&text), &text)
    }

    /// The command that gives the same again; `words` such as `report --format html`.
    pub fn command(&self, words: &str) -> String {
        let further = [
            ("compare-as-of", self.compare_as_of.map(|day| data::format_day(day).into())),
            ("budget", self.budget.map(|coupons| coupons.to_string().into())),
            ("names", self.names.clone().map(PathBuf::into_os_string)),
        ];
        analysis::command(words, &self.load, &self.filter, &self.choice, self.granularity, &further)
    }

    /// What the dashboard begins with.
    pub fn settings(&self) -> Settings {
        let names: Vec<String> = self.load.paths.iter().map(|p| p.display().to_string()).collect();
        Settings {
            source: if names.is_empty() { "sample".to_owned() } else { names.join(" ") },
            filter: self.filter.clone(),
            compare_as_of: self.compare_as_of,
            choice: self.choice.clone(),
            granularity: self.granularity,
            budget: self.budget,
            watching: self.watch && !self.watched().is_empty(),
            naming: Naming::default(),
        }
    }

    /// What the dashboard's commands need: the data, and what writes exports.
    pub fn tools(&self) -> Tools {
        let (load, inputs) = (self.load.clone(), self.inputs.clone());
        Tools { exporter: export::exporter(load.clone(), inputs, self.picture_theme(), self.safe_csv), load }
    }

    /// The colours and glyphs of a picture: made for a page, not for the terminal it is made in.
    pub fn picture_theme(&self) -> Theme {
        self.theme(ColorLevel::TrueColor, None)
    }

    /// The colours and glyphs of this terminal.
    pub fn terminal_theme(&self) -> Theme {
        let variable = |name: &str| std::env::var(name).ok();
        let (no_color, term, colorterm) = (variable("NO_COLOR"), variable("TERM"), variable("COLORTERM"));
        let env = ColorEnv { no_color: no_color.as_deref(), term: term.as_deref(), colorterm: colorterm.as_deref() };
        self.theme(ColorLevel::detect(self.color, env), variable("COLORFGBG").as_deref())
    }

    /// The colours and glyphs for a screen of that level; `colorfgbg` is the terminal's hint at its background.
    pub fn theme(&self, level: ColorLevel, colorfgbg: Option<&str>) -> Theme {
        let glyphs = if self.ascii { Glyphs::Ascii } else { Glyphs::Braille };
        Theme::choose(self.theme, colorfgbg, level, glyphs)
    }
}

/// Reads an option whose values have names; the default when it was not given.
fn named<T>(option: &str, value: Option<&str>) -> Result<T, UsageError>
where
    T: FromStr + Default + Display + IntoEnumIterator,
{
    let Some(value) = value else {
        return Ok(T::default());
    };
    value.trim().to_lowercase().parse().map_err(|_| {
        let known: Vec<String> = T::iter().map(|v| v.to_string()).collect();
        UsageError(format!("--{option} {}: choose one of {}", escape(value), known.join(", ")))
    })
}

fn memory(size: &str) -> Result<u64, UsageError> {
    data::budget::parse(size).map_err(|why| UsageError(format!("--max-memory {}", escape(&why))))
}

fn mapping(path: &Path) -> Result<Mapping, UsageError> {
    Mapping::read(path).map_err(|why| UsageError(format!("--mapping: {why}")))
}

/// All that is asked of the data.
fn filter(options: &Options) -> Result<Filter, UsageError> {
    let text = options.filter.as_deref().unwrap_or_default();
    let mut filter = Filter::parse(text).map_err(|error| UsageError::filter(&error, text))?;
    for (option, day, condition) in [
        ("since", &options.since, Condition::since as fn(&str) -> Option<Condition>),
        ("until", &options.until, Condition::until),
    ] {
        if let Some(day) = day {
            let unreadable =
                || UsageError(format!("--{option} {}: give a day such as 2024-03-31, or 2024-03", escape(day)));
            filter.push(condition(day).ok_or_else(unreadable)?);
        }
    }
    Ok(filter)
}

fn clusters(text: &str) -> Result<KChoice, UsageError> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(KChoice::Auto);
    }
    match text.parse() {
        Ok(k) if k >= 1 => Ok(KChoice::Fixed(k)),
        _ => Err(UsageError(format!("--k {}: give a number of segments from 1, or auto", escape(text)))),
    }
}

fn percentile(p: f64) -> Result<f64, UsageError> {
    if (0.0..50.0).contains(&p) {
        Ok(p)
    } else {
        Err(UsageError(format!("--clip {p}: give a percentile from 0 to below 50")))
    }
}

fn radius(eps: f64) -> Result<f64, UsageError> {
    if eps > 0.0 && eps.is_finite() { Ok(eps) } else { Err(UsageError(format!("--eps {eps}: give a number above 0"))) }
}

fn at_least(option: &str, value: usize, least: usize) -> Result<usize, UsageError> {
    if value >= least { Ok(value) } else { Err(UsageError(format!("--{option} {value}: {least} is the least"))) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cluster::Scaling;

    fn config(options: &Options) -> Result<Config, UsageError> {
        Config::new(Vec::new(), options)
    }

    #[test]
    fn names_are_checked_and_the_known_ones_listed() {
        let options = Options { scale: Some("Robust".into()), ..Options::default() };
        assert_eq!(config(&options).unwrap().choice.scaling, Scaling::Robust);
        let options = Options { scale: Some("z".into()), ..Options::default() };
        assert_eq!(
            config(&options).unwrap_err().to_string(),
            "--scale z: choose one of zscore, minmax, robust, log, none"
        );
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for k in ["0", "-1", "many"] {
            assert!(config(&Options { k: Some(k.into()), ..Options::default() }).is_err(), "{k}");
        }
        assert!(config(&Options { clip: Some(50.0), ..Options::default() }).is_err());
        assert!(config(&Options { clip: Some(f64::NAN), ..Options::default() }).is_err());
        assert!(config(&Options { restarts: Some(0), ..Options::default() }).is_err());
        assert!(config(&Options { as_of: Some("yesterday".into()), ..Options::default() }).is_err());
    }
}
