//! The command line as typed.

mod clustering;
mod completion;
pub mod examples;
mod options;
mod parameters;
mod refusal;
mod values;
pub mod view_options;

pub use clustering::Clustering;
pub use completion::command as completed;
pub use options::{Compute, Options};
pub use refusal::Refusal;

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Arg, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::warehouse::{Dialect, TableName};

/// How the program ends, below the examples of its help.
pub const ENDS: &str = "0 success, 1 the data or the machine failed, 2 wrong usage, 3 a strict check failed; 129 hangup, \
                    130 interrupted, 131 quit, 143 terminated (128 plus the number of the signal). The terminal is \
                    restored however the program ends, except after SIGKILL: then type `reset`.";

/// Explore customer segments in coupons, purchases or a table of customers, in the terminal.
///
/// DATA is a folder of CSV or Parquet files, a workbook with one sheet per table, files named one by one or by a pattern in
/// quotes, the address of a database such as `postgresql://host/shop`, a database file, or `-` for standard input. Without DATA, standard input is read if it is piped or redirected; otherwise a
/// built-in sample opens, which --sample chooses.
#[derive(Debug, Parser)]
#[command(
    name = "segscope",
    version,
    args_conflicts_with_subcommands = false,
    after_help = format!("{}\n\nExit: {ENDS}", examples::help(""))
)]
pub struct Cli {
    /// What to do; without it, the dashboard.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files or a folder; without them, the built-in sample.
    #[arg(value_parser = values::data())]
    pub data: Vec<PathBuf>,
    /// Options for every command.
    #[command(flatten)]
    pub options: Options,
}

/// The command line. A negative number after an option is its value, and the parser of the value says which it may have.
pub fn command() -> clap::Command {
    let signed = |arg: Arg| {
        let has_value = arg.get_long().is_some() && arg.get_action().takes_values();
        if has_value { arg.allow_negative_numbers(true) } else { arg }
    };
    Cli::command().mut_args(signed).mut_subcommands(|command| command.mut_args(signed))
}

/// The arguments as they are typed.
///
/// # Errors
/// A mistake, help or the version.
pub fn parsed(args: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command().try_get_matches_from(args)?)
}

/// What can be done without the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print every measure.
    #[command(after_help = examples::help("report"))]
    Report {
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Put the parts of the data side by side, by a key of the filter such as gender, city, segment or product.
        #[arg(long, value_name = "KEY")]
        by: Option<String>,
    },
    /// Print the segment of every customer, one row each.
    #[command(after_help = examples::help("segments"))]
    Segments {
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: SegmentsFormat,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Write the model to this file as well, for `segscope assign`.
        #[arg(long, value_name = "FILE")]
        save_model: Option<PathBuf>,
        /// Mark a random control group of this share of the customers, such as 10%, the same share of each segment.
        ///
        /// The column `holdout` is 1 for them. Send them no coupons, and report the next data with this column in the table
        /// of customers: it says what difference the coupons made. --seed chooses the customers.
        #[arg(long, value_name = "SHARE", value_parser = values::share)]
        holdout: Option<f64>,
        /// Write a row for every customer to a new table of the database that DATA is: marketing.segments.
        ///
        /// The columns are `customer_id`, `segment`, `segment_name`, `distance` (to the centroid, as `assign` gives it), `model` (its
        /// fingerprint) and `day` (the as-of date). All rows are written or none, where the database has transactions. Nothing is
        /// printed then, unless --output says where. Nothing is written to a database without this option.
        #[arg(long, value_name = "TABLE", value_parser = TableName::from_str)]
        to_table: Option<TableName>,
        /// Add the rows to a table that has these columns.
        #[arg(long, requires = "to_table")]
        append: bool,
    },
    /// Print the segment of every customer by a saved model, and the distance to it.
    ///
    /// One row per customer: its id, the number and name of the segment, the distance and the features of the model. The
    /// distance is Euclidean, to the centroid of the segment, in the scaled space of the model. Features are computed on
    /// the data given here, as of its own reference date or --as-of; scaling, clipping, codes of words and the names of
    /// segments are those of the model. For customers in no segment the
    /// name is inactive, missing value, noise or outlier. Features that have drifted from what the model was fitted on are
    /// named: by the population stability index, 0.1 or more is moderate, 0.25 or more large.
    #[command(after_help = examples::help("assign"))]
    Assign {
        /// What `segscope segments --save-model` wrote.
        model: PathBuf,
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: AssignFormat,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Write the drift of the features and the shares of the segments, then and now, to this file as JSON.
        #[arg(long, value_name = "FILE")]
        drift: Option<PathBuf>,
    },
    /// Print the statements by which a database makes the tables of the measures, or those of a saved model.
    ///
    /// The statement gives the labels and distances of `segscope assign`, in the warehouse and without segscope: it computes
    /// the features from the tables, scales them and finds the segment. DATA, the tables or a part of their rows with every
    /// status word, says which columns and words there are; tables are called as the files or sheets. Without DATA,
    /// tables and columns have the names of the schema. --table names a table of the warehouse, --column a column.
    #[command(after_help = examples::help("sql"))]
    Sql {
        /// What `segscope segments --save-model` wrote.
        #[arg(long, value_name = "MODEL", requires = "dialect")]
        assign: Option<PathBuf>,
        /// The SQL of this engine, for --assign; Sail reads that of Spark.
        #[arg(long, value_parser = values::named::<Dialect>(), requires = "assign")]
        dialect: Option<Dialect>,
        /// The schema of tables without one in their names, for --assign.
        #[arg(long, value_name = "SCHEMA", requires = "assign")]
        schema: Option<String>,
        /// A database; with --assign files or a folder with the tables, or a part of their rows.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print what the quality checks found.
    #[command(after_help = examples::help("check"))]
    Check {
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
        /// Exit with code 3 if a check of severity error fails.
        #[arg(long)]
        strict: bool,
    },
    /// Print how the data was understood, as TOML to edit and pass with --mapping.
    #[command(after_help = examples::help("mapping"))]
    Mapping {
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
    },
    /// Write the joined, typed tables, and a log of every row changed or set aside.
    #[command(after_help = examples::help("clean"))]
    Clean {
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// The folder to write.
        #[arg(long, short, value_name = "DIR")]
        output: PathBuf,
        /// Format of the tables.
        #[arg(long, value_enum, default_value_t)]
        format: CleanFormat,
        /// Overwrite existing tables in the folder.
        #[arg(long)]
        force: bool,
    },
    /// Write a data set with planted segments, as a folder of CSV files.
    ///
    /// --kind says what the data is about: coupons (six tables, the default), purchases (`orders.csv` with a row per product
    /// of an order, and `customers.csv`) or customers (`customers.csv`). --seed gives other data of the same kind.
    #[command(after_help = examples::help("generate"))]
    Generate {
        /// The folder to write.
        out: PathBuf,
        /// Number of customers.
        #[arg(long, default_value_t = 2_000, value_name = "N", value_parser = values::at_least::<usize>(0))]
        customers: usize,
        /// Number of transactions: coupons, or rows of orders.
        #[arg(long, default_value_t = 20_000, value_name = "N", value_parser = values::at_least::<usize>(0))]
        transactions: usize,
        /// Number of products of purchases.
        #[arg(long, default_value_t = 200, value_name = "N", value_parser = values::at_least::<usize>(1))]
        products: usize,
        /// Replace the tables that the folder has already.
        #[arg(long)]
        force: bool,
    },
    /// Draw a screen of the dashboard as SVG, without a terminal.
    #[command(after_help = examples::help("screenshot"))]
    Screenshot {
        /// Files or a folder; without them, the built-in sample.
        #[arg(value_parser = values::data())]
        data: Vec<PathBuf>,
        /// Columns and rows.
        #[arg(long, default_value = "120x36", value_name = "COLSxROWS", value_parser = values::size)]
        size: (u16, u16),
        /// Keys to press first, named as in tmux and separated by spaces: `5 + + Tab`.
        #[arg(long, default_value = "", value_name = "KEYS", allow_hyphen_values = true)]
        keys: String,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// List or remove what --cache stored.
    #[command(after_help = examples::help("cache"))]
    Cache {
        /// What to do.
        #[arg(value_enum, default_value_t)]
        action: CacheAction,
    },
    /// Print or edit the configuration, or say where its file is.
    #[command(after_help = examples::help("config"))]
    Config {
        /// What to do.
        #[arg(value_enum, default_value_t)]
        action: ConfigAction,
    },
    /// Print a completion script for a shell.
    #[command(after_help = examples::help("completions"))]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page of the program or of a command.
    #[command(after_help = examples::help("man"))]
    Man {
        /// The command; without it, the program.
        command: Option<String>,
        /// Write a page for each command to this folder.
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

/// Formats of `report`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For reading.
    #[default]
    Text,
    /// For scripts: one object with its `schema`.
    Json,
    /// For a wiki, a ticket or a mail.
    Markdown,
    /// One page with charts, for a browser or a printer.
    Html,
}

/// What `cache` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CacheAction {
    /// List the stored data with its size and when it was last used.
    #[default]
    List,
    /// Remove all of it.
    Clear,
}

/// What `config` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ConfigAction {
    /// The settings in force, and where each comes from.
    #[default]
    Print,
    /// The path of the file.
    Path,
    /// Open the file in `$VISUAL` or `$EDITOR`, and check it afterwards.
    Edit,
}

/// Formats of `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For reading.
    #[default]
    Text,
    /// For scripts: one object with its `schema`.
    Json,
}

/// Formats of `assign`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AssignFormat {
    /// One row per customer with a header.
    #[default]
    Csv,
    /// One object per customer.
    Json,
}

/// Formats of `clean`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CleanFormat {
    /// Text with a header.
    #[default]
    Csv,
    /// Typed columns.
    Parquet,
}

/// Formats of `segments`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SegmentsFormat {
    /// One row per customer with a header.
    #[default]
    Csv,
    /// One object per customer.
    Json,
    /// Typed columns.
    Parquet,
}
