//! What each command does: the dashboard, or one of the answers that need no terminal.

mod model;
mod usage;

pub use usage::answer;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;
use color_eyre::eyre::{self, WrapErr, eyre};

use crate::analysis::{self, AnalysisError, Dataset, DatasetError, Later, Migration, Narrowed, Segmentation};
use crate::app::Settings;
use crate::app::driver::Driver;
use crate::app::rename::Naming;
use crate::cli::{CheckFormat, CleanFormat, Cli, Command, ReportFormat, SegmentsFormat};
use crate::cluster::Sweep;
use crate::config::{Config, UsageError};
use crate::data::clean::{CleanOptions, Format, clean};
use crate::data::generate::{GenerateOptions, generate};
use crate::data::{self, Severity, shown};
use crate::messages::say;
use crate::plain_text::lines;
use crate::progress::Progress;
use crate::report::{self, Coupons, ReportInput, SegmentationReport};
use crate::wording::text::count;
use crate::{atomic_file, config_file, screenshot, terminal};

/// Columns of the text report: what fits a terminal, a mail and a log.
const REPORT_COLUMNS: usize = 80;

/// Runs the command; says what went wrong in one sentence on standard error.
///
/// The exit code is 0 when all is fine, 1 when the data or the machine failed, 2 for wrong usage, 3 when a strict check
/// failed. A reader that closes
/// the pipe early is no failure.
pub fn run(cli: Cli) -> ExitCode {
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say!("{error:#}");
            ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
        }
    }
}

fn is_closed_pipe(error: &eyre::Report) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

fn dispatch(cli: Cli) -> eyre::Result<ExitCode> {
    if let (None, [first, ..]) = (&cli.command, cli.data.as_slice()) {
        refuse_misspelt_command(first)?;
    }
    let mut options = cli.options;
    config_file::fill(&mut options, |name| std::env::var(name).ok())?;
    let config = |data: Vec<PathBuf>| {
        let config = Config::new(data, &options)?;
        if let Some(bytes) = config.max_memory {
            data::budget::set(bytes);
        }
        Ok::<_, UsageError>(config)
    };
    let done = match cli.command {
        Some(Command::Check { data, format, strict }) => return check(&config(data)?, format, strict),
        None if io::stdout().is_terminal() => return terminal::run(&config(cli.data)?),
        None => print_report(&config(cli.data)?, ReportFormat::Text, None),
        Some(Command::Report { data, format, output }) => print_report(&config(data)?, format, output.as_deref()),
        Some(Command::Segments { data, format, output, save_model }) => {
            print_segments(&config(data)?, format, output.as_deref(), save_model.as_deref())
        }
        Some(Command::Assign { model, data, format, output }) => {
            model::assign(&config(data)?, &model, format, output.as_deref())
        }
        Some(Command::Mapping { data }) => {
            print(data::inferred_mapping(&config(data)?.load, &Progress::new())?.as_bytes(), None)
        }
        Some(Command::Clean { data, output, format, force }) => {
            let format = match format {
                CleanFormat::Csv => Format::Csv,
                CleanFormat::Parquet => Format::Parquet,
            };
            write_clean(&config(data)?, &CleanOptions { folder: output, format, force })
        }
        Some(Command::Generate { out, customers, transactions, force }) => {
            let config = config(Vec::new())?;
            let options = GenerateOptions { customers, transactions, seed: config.choice.method.seed };
            generate(&options, &out, force)?;
            if !config.quiet {
                say!("wrote {customers} customers and {transactions} transactions to {}", shown(&out));
            }
            Ok(())
        }
        Some(Command::Screenshot { data, size, keys, output }) => {
            screenshot(&config(data)?, size, &keys, output.as_deref())
        }
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "segscope", &mut script);
            print(&script, None)
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            print(&page, None)
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// A word that is no file but nearly a command was meant as the command.
fn refuse_misspelt_command(word: &Path) -> Result<(), UsageError> {
    if word.exists() {
        return Ok(());
    }
    let name = shown(word);
    let commands = Cli::command();
    let near = commands
        .get_subcommands()
        .map(clap::Command::get_name)
        .find(|command| strsim::damerau_levenshtein(command, &name) <= 2);
    near.map_or(Ok(()), |command| {
        let why = format!("{name}: no such file, folder or command. Did you mean `segscope {command}`?");
        Err(UsageError(why))
    })
}

/// Writes to a file, or to standard output where there is none. A terminal gets nothing that it would act on.
fn print(bytes: &[u8], output: Option<&Path>) -> eyre::Result<()> {
    match output {
        Some(path) if path != Path::new("-") => {
            atomic_file::replace(path, |file| file.write_all(bytes))?;
            Ok(())
        }
        _ => {
            let mut out = io::stdout().lock();
            let safe;
            let bytes = if out.is_terminal() {
                safe = lines(&String::from_utf8_lossy(bytes)).into_owned();
                safe.as_bytes()
            } else {
                bytes
            };
            out.write_all(bytes).and_then(|()| out.flush()).wrap_err("standard output cannot be written")
        }
    }
}

/// Reads the data; a filter that asks for what is not there is wrong usage.
fn load(config: &Config, progress: &Progress) -> eyre::Result<Dataset> {
    analysis::load(&config.load, &config.filter, progress).map_err(|error| refused(error, config))
}

fn refused(error: DatasetError, config: &Config) -> eyre::Report {
    match error {
        DatasetError::Filter(mismatch) => config.refusal(&mismatch).into(),
        error => error.into(),
    }
}

/// Everything a report needs, computed.
struct Analysed {
    dataset: Dataset,
    /// What the filter leaves of it where it asks for segments.
    narrowed: Option<Narrowed>,
    /// Or why there are no segments.
    outcome: Result<(Segmentation, Sweep), AnalysisError>,
    /// From the segments of the day that `--compare-as-of` names.
    migration: Option<Migration>,
}

impl Analysed {
    fn of(config: &Config) -> eyre::Result<Self> {
        let progress = Progress::new();
        let dataset = load(config, &progress)?;
        if let Some(day) = config.compare_as_of {
            analysis::check_day(&dataset, day).map_err(|error| UsageError(error.to_string()))?;
        }
        let names = config.read_names()?;
        let mut outcome = analysis::complete(&dataset.features, &config.choice, &progress);
        if let Ok((segmentation, _)) = &mut outcome {
            segmentation.apply_names(&names);
        }
        if let Err(AnalysisError::Feature(why)) = outcome {
            return Err(UsageError(why).into());
        }
        let narrowed = match &outcome {
            Ok((segmentation, _)) => {
                analysis::narrow(&dataset, segmentation, &config.filter).map_err(|error| refused(error, config))?
            }
            Err(why) if config.filter.has_segments() => {
                return Err(eyre!("the filter asks for segments, and there are none: {why}"));
            }
            Err(_) => None,
        };
        let migration = match (&outcome, config.compare_as_of) {
            (Ok((today, _)), Some(day)) => Some(analysis::migrate(&dataset, today, day, &progress)?),
            _ => None,
        };
        Ok(Self { dataset, narrowed, outcome, migration })
    }

    /// The later burn rates of the segments.
    fn later(&self) -> Option<Result<Later, String>> {
        let (segmentation, _) = self.outcome.as_ref().ok()?;
        Some(analysis::later(&self.dataset, segmentation, &Progress::new()).map_err(|why| why.to_string()))
    }

    /// The report of the segments, handed to `print`; or why there are none.
    fn report<T>(&self, print: impl FnOnce(SegmentationReport<'_>) -> T) -> eyre::Result<T> {
        let (segmentation, sweep) = self.outcome.as_ref().map_err(|why| eyre!("no segments: {why}"))?;
        let features = &self.dataset.features;
        let chosen = features.resolve(&segmentation.prepared.features).map_err(UsageError)?;
        let shown = self.narrowed.as_ref().map(|n| n.customers.as_slice());
        let report = report::segmentation_report(segmentation, sweep, &chosen, shown);
        Ok(print(SegmentationReport { migration: self.migration.as_ref(), ..report }))
    }
}

/// Refuses to write over what is read, before any work is done.
fn spare(config: &Config, outputs: &[(&str, Option<&Path>)]) -> Result<(), UsageError> {
    config.all_inputs().spare_all(outputs).map_err(UsageError)
}

fn print_report(config: &Config, format: ReportFormat, output: Option<&Path>) -> eyre::Result<()> {
    spare(config, &[("--output", output)])?;
    let analysed = Analysed::of(config)?;
    let filter = config.filter.to_string();
    let later = analysed.later();
    let write = |segmentation: Option<SegmentationReport<'_>>| {
        let input = ReportInput {
            summary: analysed.narrowed.as_ref().map_or(&analysed.dataset.summary, |n| &n.summary),
            filter: &filter,
            granularity: config.granularity,
            segmentation,
        };
        match format {
            ReportFormat::Text => report::text(&input, REPORT_COLUMNS),
            ReportFormat::Json => report::json(&input),
            ReportFormat::Markdown => {
                report::markdown(&report::document(&input, &config.command("report --format markdown")))
            }
            ReportFormat::Html => report::html(&report::document(&input, &config.command("report --format html"))),
        }
    };
    let coupons =
        later.as_ref().map(|later| Coupons { later: later.as_ref().map_err(Clone::clone), budget: config.budget });
    let text = match analysed.report(|segmentation| write(Some(SegmentationReport { coupons, ..segmentation }))) {
        Ok(text) => text,
        Err(why) => {
            if !config.quiet {
                say!("{why}");
            }
            write(None)
        }
    };
    print(text.as_bytes(), output)
}

/// Prints the quality checks; with `strict` the exit code is 3 when one of severity error fired.
fn check(config: &Config, format: CheckFormat, strict: bool) -> eyre::Result<ExitCode> {
    let dataset = load(config, &Progress::new())?;
    let summary = &dataset.summary;
    let text = match format {
        CheckFormat::Text => report::check(summary, REPORT_COLUMNS),
        CheckFormat::Json => report::check_json(summary),
    };
    print(text.as_bytes(), None)?;
    let failed = summary.findings.iter().any(|f| f.check.severity() == Severity::Error);
    Ok(ExitCode::from(if strict && failed { 3 } else { 0 }))
}

/// Writes the data as it was understood, and says what became of its rows.
fn write_clean(config: &Config, options: &CleanOptions) -> eyre::Result<()> {
    config.all_inputs().spare_tables(&options.folder).map_err(UsageError)?;
    let progress = Progress::new();
    let facts = data::load(&config.load, &progress)?;
    let cleaned = clean(&config.load, &facts, options, &progress)?;
    if !config.quiet {
        for table in cleaned {
            let [rows, aside, changed] = [table.rows, table.set_aside, table.changed].map(count);
            let path = shown(&table.path);
            say!("{path}: {rows} rows written, {changed} of them changed; {aside} set aside");
        }
        say!("{}: a line for each change", shown(&options.folder.join("log.csv")));
    }
    Ok(())
}

fn print_segments(
    config: &Config,
    format: SegmentsFormat,
    output: Option<&Path>,
    save_model: Option<&Path>,
) -> eyre::Result<()> {
    let printed = output.is_none_or(|path| path == Path::new("-"));
    if format == SegmentsFormat::Parquet && printed && io::stdout().is_terminal() {
        return Err(UsageError("Parquet is no text: name a file with --output, or pipe it on".to_owned()).into());
    }
    spare(config, &[("--output", output), ("--save-model", save_model)])?;
    let mut bytes = Vec::new();
    let analysed = Analysed::of(config)?;
    analysed.report(|segmentation| -> eyre::Result<()> {
        match format {
            SegmentsFormat::Csv => report::customers_csv(&segmentation, config.safe_csv, &mut bytes)?,
            SegmentsFormat::Json => report::customers_json(&segmentation, &mut bytes)?,
            SegmentsFormat::Parquet => report::customers_parquet(&segmentation, &mut bytes)?,
        }
        Ok(())
    })??;
    if let (Some(path), Ok((segmentation, _))) = (save_model, &analysed.outcome) {
        model::save(config, &analysed.dataset, segmentation, path)?;
    }
    print(&bytes, output)
}

fn screenshot(config: &Config, (columns, rows): (u16, u16), keys: &str, output: Option<&Path>) -> eyre::Result<()> {
    spare(config, &[("--output", output)])?;
    let theme = config.picture_theme();
    // Names are used, and never kept.
    let naming = Naming { names: config.read_names()?, ..Naming::default() };
    let settings = Settings { naming, ..config.settings() };
    let mut driver = Driver::start(settings, config.load.clone(), (columns, rows));
    terminal::outcome(config, &driver.model.data)?;
    driver.press(keys).map_err(UsageError)?;
    print(screenshot::screenshot(&driver.model, &theme).as_bytes(), output)
}
