//! The commands: the dashboard, and those that need no terminal.

mod again;
mod analysed;
mod cache;
mod clean;
mod completion;
mod config;
mod interrupt;
mod man;
mod model;
mod output;
mod report;
mod screenshot;
mod segments;
mod sql;
mod to_table;
mod usage;

pub use completion::answers;
pub use usage::answer;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;
use color_eyre::eyre;

use self::output::print;
use self::segments::Outputs;
use crate::cli::{CleanFormat, Cli, Command, Options, ReportFormat};
use crate::config::{Config, UsageError};
use crate::data::clean::{CleanOptions, Format};
use crate::data::generate::{GenerateOptions, generate};
use crate::data::{self, CacheNote, CacheNotes, DASH, Kind, Piped, piped, shown};
use crate::digits::counted;
use crate::messages::say;
use crate::terminal;

/// Runs the command; reports an error in one sentence on standard error.
///
/// The exit code is 0 for success, 1 if the data or the machine failed, 2 for wrong usage, 3 if a strict check failed.
/// It is not an error if the reader closes the pipe early.
pub fn run(cli: Cli) -> ExitCode {
    let (quiet, verbose) = (cli.options.quiet, cli.options.verbose);
    let notes = CacheNotes::default();
    let outcome = dispatch(cli, &notes);
    interrupt::yield_to_signal();
    for note in notes.take().into_iter().filter(|_| !quiet) {
        match note {
            CacheNote::Detail(note) if verbose => say!("{note}"),
            CacheNote::Detail(_) => {}
            CacheNote::Warning(note) => say!("{note}"),
        }
    }
    match outcome {
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

/// Standard input instead of the sample, where something is piped in.
fn or_piped(data: Vec<PathBuf>, options: &Options) -> Vec<PathBuf> {
    if !data.is_empty() || options.sample.is_some() {
        return data;
    }
    match piped() {
        Piped::Data => vec![PathBuf::from(DASH)],
        Piped::Nothing => {
            say!("standard input is empty: this is the built-in sample. `segscope -` waits for input");
            data
        }
        Piped::NoPipe => data,
    }
}

fn dispatch(cli: Cli, notes: &CacheNotes) -> eyre::Result<ExitCode> {
    if let (None, [first, ..]) = (&cli.command, cli.data.as_slice()) {
        refuse_misspelt_command(first)?;
    }
    let options = cli.options;
    let config = |data: Vec<PathBuf>| {
        let mut config = Config::new(or_piped(data, &options), &options)?;
        if options.cache {
            config.load.cache = cache::options(&options, notes);
        }
        if let Some(bytes) = config.options.max_memory {
            data::budget::set(bytes);
        }
        Ok::<_, UsageError>(config)
    };
    // Rows are not among the tables that a database makes.
    let with_rows = |data: Vec<PathBuf>| {
        let config = config(data)?;
        if config.load.in_database {
            let why = "--compute database leaves the rows in the database, and they are what clean writes. Leave the option out";
            return Err(UsageError(why.to_owned()));
        }
        Ok(config)
    };
    let done = match cli.command {
        Some(Command::Check { data, format, strict }) => return report::check(&config(data)?, format, strict),
        None if io::stdout().is_terminal() => return terminal::run(&config(cli.data)?),
        None => report::report(&config(cli.data)?, ReportFormat::Text, None, None),
        Some(Command::Report { data, format, output, by }) => {
            report::report(&config(data)?, format, output.as_deref(), by.as_deref())
        }
        Some(Command::Segments { data, format, output, save_model, holdout, to_table, append }) => {
            let config = config(data)?;
            let target = to_table.map(|table| to_table::target(&config, table, append)).transpose()?;
            let outputs =
                Outputs { format, file: output.as_deref(), model: save_model.as_deref(), table: target.as_ref() };
            segments::segments(&config, outputs, holdout)
        }
        Some(Command::Assign { model, data, format, output, drift }) => {
            model::assign(&config(data)?, &model, format, output.as_deref(), drift.as_deref())
        }
        Some(Command::Sql { assign, dialect, schema, data, output }) => {
            let config = Config::new(data, &options)?;
            match assign.zip(dialect) {
                Some((model, dialect)) => sql::sql(&config, &model, (dialect, schema.as_deref()), output.as_deref()),
                None => sql::aggregates(&config, output.as_deref()),
            }
        }
        Some(Command::Mapping { data }) => {
            print(data::inferred_mapping(&config(data)?.load, &interrupt::progress())?.as_bytes(), None)
        }
        Some(Command::Clean { data, output, format, force }) => {
            let format = match format {
                CleanFormat::Csv => Format::Csv,
                CleanFormat::Parquet => Format::Parquet,
            };
            clean::clean(&with_rows(data)?, &CleanOptions { folder: output, format, force })
        }
        Some(Command::Generate { out, customers, transactions, products, force }) => {
            if let Some(kind) = options.sample.filter(|_| options.kind.is_none()) {
                let why = format!("generate has no --sample: it opens a sample. To write {kind}, use --kind {kind}");
                return Err(UsageError(why).into());
            }
            let config = Config::new(Vec::new(), &options)?;
            let kind = config.load.mapping.as_ref().and_then(|mapping| mapping.kind).unwrap_or_default();
            let options = GenerateOptions { kind, customers, transactions, products, seed: config.choice.method.seed };
            generate(&options, &out, force)?;
            if !config.options.quiet {
                let rows = match kind {
                    Kind::Coupons => format!(" and {}", counted(transactions as u64, "transaction")),
                    Kind::Purchases => format!(" and {} of orders", counted(transactions as u64, "row")),
                    Kind::Customers => String::new(),
                };
                say!("wrote {}{rows} to {}", counted(customers as u64, "customer"), shown(&out));
            }
            Ok(())
        }
        Some(Command::Screenshot { data, size, keys, output }) => {
            screenshot::screenshot(&config(data)?, size, &keys, output.as_deref())
        }
        Some(Command::Cache { action }) => cache::cache(action),
        Some(Command::Config { action }) => config::config(action, options.config.as_deref()),
        Some(Command::Completions { shell }) => completion::completions(shell),
        Some(Command::Man { command, output }) => man::man(command.as_deref(), output.as_deref()),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// A word that is not a file but similar to a command is taken for a misspelt command.
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
