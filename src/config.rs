//! The settings of a run, from the options.

use std::path::PathBuf;

use crate::analysis::Choice;
use crate::app::execute::{Stores, Tools};
use crate::app::state::naming::Naming;
use crate::app::state::saved::Saved;
use crate::app::{Model, Screen, Settings};
use crate::cli::{Compute, Options};
use crate::data::filter::{Filter, Mismatch};
use crate::data::{self, LoadOptions, Mapping, shown};
use crate::export;
use crate::inputs::Inputs;
use crate::mapping_file;
use crate::plain_text::spelt_out;
use crate::segments::Names;
use crate::ui::theme::{ColorEnv, ColorLevel, Glyphs, Theme};
use crate::views_file;
use crate::warehouse::{is_address, names_database};

/// An invalid option value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// The checked settings of a command: the options, and values that follow from several of them.
#[derive(Clone, Debug)]
pub struct Config {
    /// The options.
    pub options: Options,
    /// Where the data is, and how it is read.
    pub load: LoadOptions,
    /// The filter: `--filter`, then `--since` and `--until`.
    pub filter: Filter,
    /// The clustering settings.
    pub choice: Choice,
    /// Files that are only read; names may be written.
    pub inputs: Inputs,
}

impl Config {
    /// Combines the options and reads the mapping.
    ///
    /// # Errors
    /// A mapping that cannot be read.
    pub fn new(paths: Vec<PathBuf>, options: &Options) -> Result<Self, UsageError> {
        if options.sample.is_some() && !paths.is_empty() {
            let given = paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(" ");
            let why = format!("--sample opens built-in data, and there is also {given}. Leave one of them out");
            return Err(UsageError(why));
        }
        if options.refresh.is_some() && !paths.iter().any(|path| names_database(path)) {
            let why = "--refresh asks a database, and the data is none. For files there is --watch";
            return Err(UsageError(why.to_owned()));
        }
        let mut filter = options.filter.clone().unwrap_or_default();
        for condition in [&options.since, &options.until].into_iter().flatten() {
            filter.push(condition.clone());
        }
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
                in_file_order: false,
                with_revisions: options.refresh.is_some(),
                in_database: options.compute == Compute::Database,
                most_customers: options.most_customers,
                cache: None,
            },
            filter,
            choice: options.clustering.choice(),
            options: options.clone(),
        })
    }

    /// Every input, including the names.
    pub fn all_inputs(&self) -> Inputs {
        self.options.names.iter().fold(self.inputs.clone(), |inputs, names| inputs.and(names))
    }

    /// The files and folders to watch, without standard input and addresses.
    pub fn watched(&self) -> Vec<PathBuf> {
        self.load.paths.iter().filter(|path| path.as_os_str() != "-" && !is_address(path)).cloned().collect()
    }

    /// The names of segments from `--names`; `None` without it.
    ///
    /// # Errors
    /// A file that cannot be read or contains no names.
    pub fn read_names(&self) -> Result<Names, UsageError> {
        let Some(path) = &self.options.names else { return Ok(Names::default()) };
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
        self.options.repeat(words, &self.load, &self.filter, &self.choice)
    }

    /// The command that gives what a screen of the dashboard shows.
    pub fn command_of(&self, model: &Model) -> String {
        let words = match model.screen {
            Screen::Customers => "segments",
            Screen::Quality => "check",
            _ => "report",
        };
        export::command(words, model, &self.options, &model.input.of(&self.load))
    }

    /// Brings the command that a screen shows up to date.
    pub fn show_command(&self, model: &mut Model) {
        if model.command.is_some() {
            model.command = Some(self.command_of(model));
        }
    }

    /// The settings of the dashboard.
    pub fn settings(&self) -> Settings {
        let names: Vec<String> = self.load.paths.iter().map(|p| p.display().to_string()).collect();
        Settings {
            source: if names.is_empty() { data::sample_name(self.load.sample).to_owned() } else { names.join(" ") },
            filter: self.filter.clone(),
            compare_as_of: self.options.compare_as_of,
            choice: self.choice.clone(),
            granularity: self.options.granularity,
            budget: self.options.budget,
            watching: self.options.watch && !self.watched().is_empty(),
            naming: Naming::default(),
            saved: Saved::default(),
            asks: false,
            shows_command: self.options.show_command,
            own_keys: self.options.own_keys.clone(),
            greets: false,
        }
    }

    /// What the dashboard's commands need: the load options, and the writer of exports.
    pub fn tools(&self) -> Tools {
        let load = self.load.clone();
        let exporter = export::exporter(self.options.clone(), load.clone(), self.inputs.clone(), self.picture_theme());
        let (write_mapping, keep_views, stores) = (mapping_file::write, views_file::keep, Stores::default());
        Tools { load, exporter, write_mapping, keep_views, stores }
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
        self.theme(ColorLevel::detect(self.options.color, env), variable("COLORFGBG").as_deref())
    }

    /// The colours and glyphs for a colour level; `colorfgbg` is the terminal's hint about its background.
    pub fn theme(&self, level: ColorLevel, colorfgbg: Option<&str>) -> Theme {
        let glyphs = if self.options.ascii { Glyphs::Ascii } else { Glyphs::Braille };
        self.options.theme.theme(colorfgbg, level, glyphs)
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
