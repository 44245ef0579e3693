//! The settings of a run, from the options.

use std::path::PathBuf;

use crate::analysis::{self, Choice};
use crate::app::Settings;
use crate::app::execute::Tools;
use crate::app::state::naming::Naming;
use crate::cli::Options;
use crate::cluster::Method;
use crate::data::filter::{Filter, Mismatch};
use crate::data::{self, LoadOptions, Mapping, shown};
use crate::export;
use crate::inputs::Inputs;
use crate::mapping_file;
use crate::measures::Granularity;
use crate::plain_text::spelt_out;
use crate::segments::Names;
use crate::ui::theme::{ColorChoice, ColorEnv, ColorLevel, Glyphs, Theme, ThemeChoice};

/// An invalid option value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// Everything a command needs to know, checked.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config {
    /// Where the data is.
    pub load: LoadOptions,
    /// The filter: `--filter`, then `--since` and `--until`.
    pub filter: Filter,
    /// The day whose segments are compared with those of today.
    pub compare_as_of: Option<i32>,
    /// The clustering settings.
    pub choice: Choice,
    /// The file of segment names.
    pub names: Option<PathBuf>,
    /// Files that are only read; names may be written.
    pub inputs: Inputs,
    /// Length of periods.
    pub granularity: Granularity,
    /// The coupon budget.
    pub budget: Option<u64>,
    /// Whether cells of CSV exports are protected against running as formulas.
    pub safe_csv: bool,
    /// Bytes of memory that a load may take; `None` for the share of the machine's memory.
    pub max_memory: Option<u64>,
    /// The theme.
    pub theme: ThemeChoice,
    /// When to use colour.
    pub color: ColorChoice,
    /// ASCII only: no braille, no block characters.
    pub ascii: bool,
    /// Read the data again when its files change.
    pub watch: bool,
    /// No messages on standard error.
    pub quiet: bool,
}

impl Config {
    /// Fills in the defaults and reads the mapping.
    ///
    /// # Errors
    /// A mapping that cannot be read.
    pub fn new(paths: Vec<PathBuf>, options: &Options) -> Result<Self, UsageError> {
        if options.sample.is_some() && !paths.is_empty() {
            let given = paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(" ");
            let why = format!("--sample opens built-in data, and there is also {given}. Leave one of them out");
            return Err(UsageError(why));
        }
        let defaults = Choice::default();
        let mut filter = options.filter.clone().unwrap_or_default();
        for condition in [&options.since, &options.until].into_iter().flatten() {
            filter.push(condition.clone());
        }
        let choice = Choice {
            features: options.features.iter().map(|f| f.trim().to_owned()).filter(|f| !f.is_empty()).collect(),
            scaling: options.scale.unwrap_or_default(),
            inactive: options.inactive.unwrap_or_default(),
            clip: options.clip,
            method: Method {
                algorithm: options.algorithm.unwrap_or_default(),
                restarts: options.restarts.unwrap_or(defaults.method.restarts),
                seed: options.seed.unwrap_or(defaults.method.seed),
                eps: options.eps,
                min_points: options.min_points,
                linkage: options.linkage.unwrap_or_default(),
            },
            k: options.k.unwrap_or_default(),
            k_max: options.k_max.unwrap_or(defaults.k_max),
        };
        Ok(Self {
            inputs: Inputs::new(&paths, [&options.mapping, &options.config].into_iter().flatten()),
            load: LoadOptions {
                paths,
                sample: options.sample.unwrap_or_default(),
                as_of: options.as_of,
                date_format: options.date_format.clone(),
                today: data::today(),
                mapping: mapping(options)?,
                first: None,
            },
            filter,
            compare_as_of: options.compare_as_of,
            choice,
            names: options.names.clone(),
            granularity: options.granularity.unwrap_or_default(),
            budget: options.budget,
            safe_csv: options.safe_csv,
            max_memory: options.max_memory,
            theme: options.theme.unwrap_or_default(),
            color: options.color.unwrap_or_default(),
            ascii: options.ascii,
            watch: options.watch,
            quiet: options.quiet,
        })
    }

    /// Every input, including the names.
    pub fn all_inputs(&self) -> Inputs {
        self.names.iter().fold(self.inputs.clone(), |inputs, names| inputs.and(names))
    }

    /// The files and folders to watch, without standard input.
    pub fn watched(&self) -> Vec<PathBuf> {
        self.load.paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect()
    }

    /// The names of segments from `--names`; `None` without it.
    ///
    /// # Errors
    /// A file that cannot be read or contains no names.
    pub fn read_names(&self) -> Result<Names, UsageError> {
        let Some(path) = &self.names else { return Ok(Names::default()) };
        let shown = shown(path);
        let text = std::fs::read_to_string(path)
            .map_err(|why| UsageError(format!("--names: {shown} cannot be read: {why}")))?;
        Names::read(&text).map_err(|why| UsageError(format!("--names: {shown} {}", spelt_out(&why))))
    }

    /// The error of the filter, if the data does not have what it names.
    pub fn refusal(&self, mismatch: &Mismatch) -> UsageError {
        let text = self.filter.to_string();
        let error = mismatch.at(&text);
        UsageError(format!("--filter: {error}\n{}", error.pointing(&text)))
    }

    /// The command that gives the same result again; `words` such as `report --format html`.
    pub fn command(&self, words: &str) -> String {
        let further = [
            ("compare-as-of", self.compare_as_of.map(|day| data::format_day(day).into())),
            ("budget", self.budget.map(|coupons| coupons.to_string().into())),
            ("names", self.names.clone().map(PathBuf::into_os_string)),
        ];
        analysis::command(words, &self.load, &self.filter, &self.choice, self.granularity, &further)
    }

    /// The settings of the dashboard.
    pub fn settings(&self) -> Settings {
        let names: Vec<String> = self.load.paths.iter().map(|p| p.display().to_string()).collect();
        Settings {
            source: if names.is_empty() { data::sample_name(self.load.sample).to_owned() } else { names.join(" ") },
            filter: self.filter.clone(),
            compare_as_of: self.compare_as_of,
            choice: self.choice.clone(),
            granularity: self.granularity,
            budget: self.budget,
            watching: self.watch && !self.watched().is_empty(),
            naming: Naming::default(),
            asks: false,
        }
    }

    /// What the dashboard's commands need: the load options, and the writer of exports.
    pub fn tools(&self) -> Tools {
        let (load, inputs) = (self.load.clone(), self.inputs.clone());
        let exporter = export::exporter(load.clone(), inputs, self.picture_theme(), self.safe_csv);
        Tools { exporter, load, write_mapping: mapping_file::write }
    }

    /// The colours and glyphs of a screenshot, independent of the current terminal.
    pub fn picture_theme(&self) -> Theme {
        self.theme(ColorLevel::TrueColor, None)
    }

    /// The colours and glyphs for the current terminal.
    pub fn terminal_theme(&self) -> Theme {
        let variable = |name: &str| std::env::var(name).ok();
        let (no_color, term, colorterm) = (variable("NO_COLOR"), variable("TERM"), variable("COLORTERM"));
        let env = ColorEnv { no_color: no_color.as_deref(), term: term.as_deref(), colorterm: colorterm.as_deref() };
        self.theme(ColorLevel::detect(self.color, env), variable("COLORFGBG").as_deref())
    }

    /// The colours and glyphs for a colour level; `colorfgbg` is the terminal's hint about its background.
    pub fn theme(&self, level: ColorLevel, colorfgbg: Option<&str>) -> Theme {
        let glyphs = if self.ascii { Glyphs::Ascii } else { Glyphs::Braille };
        Theme::choose(self.theme, colorfgbg, level, glyphs)
    }
}

/// The mapping file with the mapping options, which win; `None` without either.
fn mapping(options: &Options) -> Result<Option<Mapping>, UsageError> {
    let read = |path: &PathBuf| Mapping::read(path).map_err(|why| UsageError(format!("--mapping: {why}")));
    let mut mapping = options.mapping.as_ref().map(read).transpose()?.unwrap_or_default();
    let one = |name, value: &Option<String>| value.clone().map(|value| (name, value));
    let many = |name, values: &[String]| values.iter().map(|value| (name, value.clone())).collect::<Vec<_>>();
    let single = [
        one("kind", &options.kind),
        one("header-row", &options.header_row),
        one("encoding", &options.encoding),
        one("decimal", &options.decimal),
        one("join", &options.join),
    ];
    let lists = [many("table", &options.table), many("column", &options.column), many("status", &options.status)];
    for (name, value) in lists.into_iter().flatten().chain(single.into_iter().flatten()) {
        mapping.set_option(name, &value).map_err(|why| UsageError(format!("--{name}: {why}")))?;
    }
    Ok((!mapping.is_empty()).then_some(mapping))
}
