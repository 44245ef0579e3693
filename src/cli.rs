//! The command line as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Explore customer segments in coupon data, in the terminal.
///
/// DATA is a folder of CSV or Parquet files, a workbook with one sheet per table, files named one by one or by a pattern in
/// quotes, or `-` for standard input. Without DATA the built-in sample opens.
#[derive(Debug, Parser)]
#[command(
    name = "segscope",
    version,
    args_conflicts_with_subcommands = false,
    after_help = "Examples:\n  segscope                              the dashboard on the built-in sample\n  segscope shop.xlsx                    \
                  the dashboard on a workbook\n  segscope report shop/ --format json   every measure, for scripts\n  segscope segments \
                  shop/ --k 4 > segments.csv\n\nExit: 0 fine, 1 the data or the machine failed, 2 usage, 3 strict check failed; \
                  129 hung up, 130 interrupted, 131 quit, 143 terminated (128 and the number of the signal). However it ends, the \
                  terminal is as it was; only after SIGKILL, which no program sees, type `reset`."
)]
pub struct Cli {
    /// What to do; without it, the dashboard.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files or a folder; the built-in sample when there is none.
    pub data: Vec<PathBuf>,
    /// Options for every command.
    #[command(flatten)]
    pub options: Options,
}

/// What can be done without the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print every measure.
    Report {
        /// Files or a folder; the built-in sample when there is none.
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print the segment of every customer, one row each.
    Segments {
        /// Files or a folder; the built-in sample when there is none.
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
    },
    /// Print the segment of every customer by a saved model, and the distance to it.
    ///
    /// One row per customer: its id, the number and name of the segment, the distance and the features of the model. The
    /// distance is Euclidean, to the centroid of the segment, in the scaled space of the model. Features are computed on
    /// the data given here, as of its own reference day or of --as-of; scaling, clipping, codes of words and the names of
    /// segments are those of the model. Customers in no segment have the word inactive, missing value or noise for a name.
    Assign {
        /// What `segscope segments --save-model` wrote.
        model: PathBuf,
        /// Files or a folder; the built-in sample when there is none.
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: AssignFormat,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print what the quality checks found.
    Check {
        /// Files or a folder; the built-in sample when there is none.
        data: Vec<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
        /// Exit with code 3 if a check of severity error fails.
        #[arg(long)]
        strict: bool,
    },
    /// Print how the data was understood, as TOML to edit and pass with --mapping.
    Mapping {
        /// Files or a folder; the built-in sample when there is none.
        data: Vec<PathBuf>,
    },
    /// Write the joined, typed tables, and a log of every row changed or set aside.
    Clean {
        /// Files or a folder; the built-in sample when there is none.
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
    Generate {
        /// The folder to write.
        out: PathBuf,
        /// Number of customers.
        #[arg(long, default_value_t = 2_000, value_name = "N")]
        customers: usize,
        /// Number of transactions.
        #[arg(long, default_value_t = 20_000, value_name = "N")]
        transactions: usize,
        /// Replace the tables that the folder has already.
        #[arg(long)]
        force: bool,
    },
    /// Draw a screen of the dashboard as SVG, without a terminal.
    Screenshot {
        /// Files or a folder; the built-in sample when there is none.
        data: Vec<PathBuf>,
        /// Columns and rows.
        #[arg(long, default_value = "120x36", value_name = "COLSxROWS", value_parser = size)]
        size: (u16, u16),
        /// Keys to press first, named as in tmux and separated by blanks: `5 + + Tab`.
        #[arg(long, default_value = "", value_name = "KEYS", allow_hyphen_values = true)]
        keys: String,
        /// Write to this file instead of standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

/// Options that every command takes.
#[derive(Args, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// Number of segments, or `auto` for the highest silhouette [default: auto].
    #[arg(long, global = true, env = "SEGSCOPE_K", value_name = "N|auto", help_heading = "Clustering")]
    pub k: Option<String>,
    /// The algorithm: kmeans, kmeans-linfa for a second opinion, dbscan, hierarchical or gmm [default: kmeans].
    #[arg(long, global = true, env = "SEGSCOPE_ALGORITHM", value_name = "NAME", help_heading = "Clustering")]
    pub algorithm: Option<String>,
    /// A preset (behaviour, classic, rfm) or feature names separated by commas [default: behaviour].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_FEATURES",
        value_name = "LIST|PRESET",
        value_delimiter = ',',
        help_heading = "Clustering"
    )]
    pub features: Vec<String>,
    /// Scaling: zscore, minmax, robust, log or none [default: zscore].
    #[arg(long, global = true, env = "SEGSCOPE_SCALE", value_name = "NAME", help_heading = "Clustering")]
    pub scale: Option<String>,
    /// Customers without a transaction: separate, exclude or impute [default: separate].
    #[arg(long, global = true, env = "SEGSCOPE_INACTIVE", value_name = "POLICY", help_heading = "Clustering")]
    pub inactive: Option<String>,
    /// Seed of every random choice [default: 42].
    #[arg(long, global = true, env = "SEGSCOPE_SEED", value_name = "N", help_heading = "Clustering")]
    pub seed: Option<u64>,
    /// Restarts per number of segments [default: 10].
    #[arg(long, global = true, env = "SEGSCOPE_RESTARTS", value_name = "N", help_heading = "Clustering")]
    pub restarts: Option<usize>,
    /// Largest number of segments that is tried [default: 10].
    #[arg(long, global = true, env = "SEGSCOPE_K_MAX", value_name = "N", help_heading = "Clustering")]
    pub k_max: Option<usize>,
    /// Largest distance between neighbours for dbscan, in scaled units [default: the knee of the k-distances].
    #[arg(long, global = true, env = "SEGSCOPE_EPS", value_name = "X", help_heading = "Clustering")]
    pub eps: Option<f64>,
    /// Number of customers within eps that makes a region dense for dbscan [default: twice the number of features].
    #[arg(long, global = true, env = "SEGSCOPE_MIN_POINTS", value_name = "N", help_heading = "Clustering")]
    pub min_points: Option<usize>,
    /// Linkage of hierarchical clustering: ward, average, complete or single [default: ward].
    #[arg(long, global = true, env = "SEGSCOPE_LINKAGE", value_name = "L", help_heading = "Clustering")]
    pub linkage: Option<String>,
    /// Winsorise each feature at its P and 100-P percentiles.
    #[arg(long, global = true, env = "SEGSCOPE_CLIP", value_name = "P", help_heading = "Clustering")]
    pub clip: Option<f64>,
    /// Reference date for recency and tenure [default: the latest date in the data].
    #[arg(long, global = true, env = "SEGSCOPE_AS_OF", value_name = "DATE", help_heading = "Data")]
    pub as_of: Option<String>,
    /// An earlier date: compare its segments with those of the reference date.
    #[arg(long, global = true, env = "SEGSCOPE_COMPARE_AS_OF", value_name = "DATE", help_heading = "Data")]
    pub compare_as_of: Option<String>,
    /// Order of day and month in ambiguous dates: dmy, mdy or ymd.
    #[arg(long, global = true, env = "SEGSCOPE_DATE_FORMAT", value_name = "F", help_heading = "Data")]
    pub date_format: Option<String>,
    /// Read the data again when its files change.
    #[arg(long, global = true, env = "SEGSCOPE_WATCH", help_heading = "Data")]
    pub watch: bool,
    /// Mapping file: names of tables, columns and status values in the data; `segscope mapping` prints one.
    #[arg(long, global = true, env = "SEGSCOPE_MAPPING", value_name = "FILE", help_heading = "Data")]
    pub mapping: Option<PathBuf>,
    /// File of segment names, as the dashboard writes it; each name is used for the nearest segment.
    #[arg(long, global = true, env = "SEGSCOPE_NAMES", value_name = "FILE", help_heading = "Clustering")]
    pub names: Option<PathBuf>,
    /// Filter such as `city:Cairo burnt_count>=3`. Keys: city, gender, customer, joined, `first_claim`, since,
    /// until, date, branch, merchant, coupon, status, segment, rfm or a feature. Quality checks always cover all data.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_FILTER",
        value_name = "EXPR",
        allow_hyphen_values = true,
        help_heading = "Data"
    )]
    pub filter: Option<String>,
    /// Only claims on or after this date, month or year; the same as `since:` in a filter.
    #[arg(long, global = true, env = "SEGSCOPE_SINCE", value_name = "DATE", help_heading = "Data")]
    pub since: Option<String>,
    /// Only claims on or before this date, month or year; the same as `until:` in a filter.
    #[arg(long, global = true, env = "SEGSCOPE_UNTIL", value_name = "DATE", help_heading = "Data")]
    pub until: Option<String>,
    /// Number of coupons to distribute: plan which segments should get them [default in the dashboard: 1000].
    #[arg(long, global = true, env = "SEGSCOPE_BUDGET", value_name = "N", help_heading = "Data")]
    pub budget: Option<u64>,
    /// Length of periods: day, week, month, quarter or year [default: month].
    #[arg(long, global = true, env = "SEGSCOPE_GRANULARITY", value_name = "G", help_heading = "Data")]
    pub granularity: Option<String>,
    /// CSV for a spreadsheet: an apostrophe before cells that it would run as a formula (`=`, `+`, `-`, `@`), words quoted.
    #[arg(long, global = true, env = "SEGSCOPE_SAFE_CSV", help_heading = "Data")]
    pub safe_csv: bool,
    /// Memory that a load may take, such as 800M or 2G [default: three quarters of what is free].
    #[arg(long, global = true, env = "SEGSCOPE_MAX_MEMORY", value_name = "SIZE", help_heading = "Data")]
    pub max_memory: Option<String>,
    /// Colours: auto, dark, light or mono [default: auto].
    #[arg(long, global = true, env = "SEGSCOPE_THEME", value_name = "NAME", help_heading = "Screen")]
    pub theme: Option<String>,
    /// Draw with ASCII only, for fonts without braille.
    #[arg(long, global = true, env = "SEGSCOPE_ASCII", help_heading = "Screen")]
    pub ascii: bool,
    /// When to use colour: auto, always or never [default: auto].
    #[arg(long, global = true, env = "SEGSCOPE_COLOR", value_name = "WHEN", help_heading = "Screen")]
    pub color: Option<String>,
    /// Configuration file [default: segscope/config.toml in `$XDG_CONFIG_HOME` or `~/.config`].
    #[arg(long, global = true, env = "SEGSCOPE_CONFIG", value_name = "FILE", help_heading = "Screen")]
    pub config: Option<PathBuf>,
    /// Print only results and errors.
    #[arg(long, short, global = true, help_heading = "Screen")]
    pub quiet: bool,
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
    /// One page with charts, for a browser and to print.
    Html,
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

/// Reads `120x36`.
fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once(['x', 'X', '×']);
    let parsed = parts.and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)));
    // A cell takes a few dozen bytes; a thousand squared is more than any screen.
    parsed
        .filter(|(w, h): &(u16, u16)| *w <= 1_000 && *h <= 1_000)
        .ok_or_else(|| "give columns and rows up to 1000, such as 120x36".to_owned())
}
