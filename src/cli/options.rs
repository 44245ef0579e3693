//! The options of every command, each with the flag, the environment variable and the key of the configuration file that
//! set it. A value has the same form in all three, and one parser reads it.

use std::path::PathBuf;

use clap::Args;

use super::values::{at_least, date_format, day, filter, memory, named, percentile, radius, said, since, until};
use crate::analysis::KChoice;
use crate::cluster::hierarchy::Linkage;
use crate::cluster::{Algorithm, Scaling};
use crate::data::Kind;
use crate::data::filter::{Condition, Filter};
use crate::measures::{Granularity, InactivePolicy};
use crate::ui::theme::{ColorChoice, ThemeChoice};

/// Options that every command takes.
#[derive(Args, Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// Number of segments, or `auto` for the highest silhouette [default: auto].
    #[arg(long, global = true, env = "SEGSCOPE_K", value_name = "N|auto", help_heading = "Clustering")]
    pub k: Option<KChoice>,
    /// Clustering algorithm [default: kmeans].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_ALGORITHM",
        value_name = "NAME",
        value_parser = named::<Algorithm>(),
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub algorithm: Option<Algorithm>,
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
    /// How features are scaled [default: zscore].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_SCALE",
        value_name = "NAME",
        value_parser = named::<Scaling>(),
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub scale: Option<Scaling>,
    /// What happens to customers without a transaction [default: separate].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_INACTIVE",
        value_name = "POLICY",
        value_parser = named::<InactivePolicy>(),
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub inactive: Option<InactivePolicy>,
    /// Seed of every random choice [default: 42].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_SEED",
        value_name = "N",
        value_parser = at_least::<u64>(0),
        help_heading = "Clustering",
    )]
    pub seed: Option<u64>,
    /// Restarts per number of segments [default: 10].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_RESTARTS",
        value_name = "N",
        value_parser = at_least::<usize>(1),
        help_heading = "Clustering",
    )]
    pub restarts: Option<usize>,
    /// Largest number of segments that is tried [default: 10].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_K_MAX",
        value_name = "N",
        value_parser = at_least::<usize>(2),
        help_heading = "Clustering",
    )]
    pub k_max: Option<usize>,
    /// Largest distance between neighbours for dbscan, in scaled units [default: the knee of the k-distances].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_EPS",
        value_name = "X",
        value_parser = radius,
        help_heading = "Clustering",
    )]
    pub eps: Option<f64>,
    /// Number of customers within eps that makes a region dense for dbscan [default: twice the number of features].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_MIN_POINTS",
        value_name = "N",
        value_parser = at_least::<usize>(1),
        help_heading = "Clustering",
    )]
    pub min_points: Option<usize>,
    /// Linkage of hierarchical clustering [default: ward].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_LINKAGE",
        value_name = "L",
        value_parser = named::<Linkage>(),
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub linkage: Option<Linkage>,
    /// Winsorise each feature at its P and 100-P percentiles.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_CLIP",
        value_name = "P",
        value_parser = percentile,
        help_heading = "Clustering",
    )]
    pub clip: Option<f64>,
    /// Show the data as of this date: later rows are absent [default: the latest date in the data].
    #[arg(long, global = true, env = "SEGSCOPE_AS_OF", value_name = "DATE", value_parser = day, help_heading = "Data")]
    pub as_of: Option<i32>,
    /// An earlier date: compare its segments with those of the reference date.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_COMPARE_AS_OF",
        value_name = "DATE",
        value_parser = day,
        help_heading = "Data",
    )]
    pub compare_as_of: Option<i32>,
    /// Order of day and month in ambiguous dates: dmy, mdy or ymd.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_DATE_FORMAT",
        value_name = "F",
        value_parser = date_format,
        help_heading = "Data",
    )]
    pub date_format: Option<String>,
    /// File or sheet (`FILE:SHEET`) of a table, such as `transactions=orders.csv`; may be repeated.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_TABLE",
        value_name = "TABLE=FILE",
        value_parser = said("table"),
        help_heading = "Data",
    )]
    pub table: Vec<String>,
    /// Column of the data for a column of segscope, such as `transaction_date=InvoiceDate` or
    /// `customers.customer_id=Id`; may be repeated.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_COLUMN",
        value_name = "NAME=COLUMN",
        value_parser = said("column"),
        help_heading = "Data",
    )]
    pub column: Vec<String>,
    /// Status of a word in the data, such as `lapsed=expired`; may be repeated. Statuses: claimed, burnt, expired, completed,
    /// returned, cancelled, pending.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_STATUS",
        value_name = "WORD=STATUS",
        value_parser = said("status"),
        help_heading = "Data",
    )]
    pub status: Vec<String>,
    /// Kind of the data: coupons, purchases or customers [default: detected from the columns].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_KIND",
        value_name = "KIND",
        value_parser = said("kind"),
        help_heading = "Data",
    )]
    pub kind: Option<String>,
    /// Built-in sample to open: coupons, purchases or customers [default: coupons].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_SAMPLE",
        value_name = "KIND",
        value_parser = named::<Kind>(),
        ignore_case = true,
        help_heading = "Data",
    )]
    pub sample: Option<Kind>,
    /// Row of the column names, 0 for none [default: detected from the first rows].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_HEADER_ROW",
        value_name = "N",
        value_parser = said("header-row"),
        help_heading = "Data",
    )]
    pub header_row: Option<String>,
    /// Encoding of text files, such as `windows-1254` [default: detected from the bytes].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_ENCODING",
        value_name = "NAME",
        value_parser = said("encoding"),
        help_heading = "Data",
    )]
    pub encoding: Option<String>,
    /// Decimal mark of numbers, `.` or `,` [default: detected from the values].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_DECIMAL",
        value_name = "MARK",
        value_parser = said("decimal"),
        help_heading = "Data",
    )]
    pub decimal: Option<String>,
    /// How ids are joined: exact, or loose, where case, blanks and Unicode forms do not matter [default: exact].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_JOIN",
        value_name = "HOW",
        value_parser = said("join"),
        help_heading = "Data",
    )]
    pub join: Option<String>,
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
        help_heading = "Data",
        value_parser = filter,
    )]
    pub filter: Option<Filter>,
    /// Only claims on or after this date, month or year; the same as `since:` in a filter.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_SINCE",
        value_name = "DATE",
        value_parser = since,
        help_heading = "Data",
    )]
    pub since: Option<Condition>,
    /// Only claims on or before this date, month or year; the same as `until:` in a filter.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_UNTIL",
        value_name = "DATE",
        value_parser = until,
        help_heading = "Data",
    )]
    pub until: Option<Condition>,
    /// Number of coupons to distribute: plan which segments should get them [default in the dashboard: 1000].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_BUDGET",
        value_name = "N",
        value_parser = at_least::<u64>(0),
        help_heading = "Data",
    )]
    pub budget: Option<u64>,
    /// Length of periods [default: month].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_GRANULARITY",
        value_name = "G",
        value_parser = named::<Granularity>(),
        ignore_case = true,
        help_heading = "Data",
    )]
    pub granularity: Option<Granularity>,
    /// CSV for a spreadsheet: an apostrophe before cells that it would run as a formula (`=`, `+`, `-`, `@`), words quoted.
    #[arg(long, global = true, env = "SEGSCOPE_SAFE_CSV", help_heading = "Data")]
    pub safe_csv: bool,
    /// Memory that a load may take, such as 800M or 2G [default: three quarters of what is free].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_MAX_MEMORY",
        value_name = "SIZE",
        value_parser = memory,
        help_heading = "Data",
    )]
    pub max_memory: Option<u64>,
    /// Colours [default: auto].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_THEME",
        value_name = "NAME",
        value_parser = named::<ThemeChoice>(),
        ignore_case = true,
        help_heading = "Screen",
    )]
    pub theme: Option<ThemeChoice>,
    /// Draw with ASCII only, for fonts without braille.
    #[arg(long, global = true, env = "SEGSCOPE_ASCII", help_heading = "Screen")]
    pub ascii: bool,
    /// When to use colour [default: auto].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_COLOR",
        value_name = "WHEN",
        value_parser = named::<ColorChoice>(),
        ignore_case = true,
        help_heading = "Screen",
    )]
    pub color: Option<ColorChoice>,
    /// Configuration file [default: segscope/config.toml in `$XDG_CONFIG_HOME`, `~/.config` or `%APPDATA%`].
    #[arg(long, global = true, env = "SEGSCOPE_CONFIG", value_name = "FILE", help_heading = "Screen")]
    pub config: Option<PathBuf>,
    /// Print only results and errors.
    #[arg(long, short, global = true, help_heading = "Screen")]
    pub quiet: bool,
}
