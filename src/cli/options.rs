//! The options of every command, each with the flag, the environment variable and the key of the configuration file that
//! set it. A value has the same form in all three, and one parser reads it.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::clustering::{Clustering, unless};
use super::values::{
    ThemeParser, at_least, date_format, day, filter, interval, memory, most_customers, named, said, since, until,
};
use crate::analysis::Choice;
use crate::app::own_keys::OwnKeys;
use crate::data::filter::{Condition, Filter};
use crate::data::{Kind, LoadOptions, Mapping, format_day};
use crate::measures::Granularity;
use crate::shell_words::{operand, option, quoted};
use crate::ui::theme::{ColorChoice, ThemeOption};

/// Where events are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Compute {
    /// Here: the rows are read.
    #[default]
    Here,
    /// In the database of DATA.
    Database,
}

/// Options that every command takes.
#[derive(Args, Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// What to cluster by, and how.
    #[command(flatten)]
    pub clustering: Clustering,
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
    /// How ids are joined: exact, or loose, which ignores case, spaces and Unicode forms [default: exact].
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
    /// Ask the database of DATA this often whether its tables have changed, and read them again if so: 30s, 5m or 1h.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_REFRESH",
        value_name = "EVERY",
        value_parser = interval,
        help_heading = "Data",
    )]
    pub refresh: Option<Duration>,
    /// Where the events of a database are counted: here, or in the database, which sends small tables only.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_COMPUTE",
        value_name = "WHERE",
        value_enum,
        default_value_t,
        help_heading = "Data"
    )]
    pub compute: Compute,
    /// With `--compute database`: of more customers than this, only those of a sample come over, chosen by a hash of their id
    /// [default: 2000000].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_MOST_CUSTOMERS",
        value_name = "N",
        value_parser = most_customers,
        help_heading = "Data",
    )]
    pub most_customers: Option<u64>,
    /// Mapping file: names of tables, columns and status values in the data; `segscope mapping` prints one.
    #[arg(long, global = true, env = "SEGSCOPE_MAPPING", value_name = "FILE", help_heading = "Data")]
    pub mapping: Option<PathBuf>,
    /// File of segment names, as the dashboard writes it; each name is used for the nearest segment.
    #[arg(long, global = true, env = "SEGSCOPE_NAMES", value_name = "FILE", help_heading = "Clustering")]
    pub names: Option<PathBuf>,
    /// Filter such as `city:Cairo burnt_count>=3`. Keys: city, gender, customer, joined, first, since,
    /// until, date, branch, merchant, coupon, product, weekday, hour, `order_amount`, `order_items`, status, segment, rfm
    /// or a feature. Quality checks always cover all data.
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
    /// Length of periods.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_GRANULARITY",
        value_name = "G",
        value_parser = named::<Granularity>(),
        default_value_t,
        ignore_case = true,
        help_heading = "Data",
    )]
    pub granularity: Granularity,
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
    /// Store what is read, so that the next start with the same files is fast; they are read again when they change.
    ///
    /// The cache has the data of the customers. It is in `$XDG_CACHE_HOME/segscope`, `~/.cache/segscope` or, on Windows,
    /// `%LOCALAPPDATA%\segscope`, and only you can read it. `segscope cache list` shows what it has, `segscope cache clear`
    /// removes it.
    #[arg(long, global = true, env = "SEGSCOPE_CACHE", help_heading = "Data")]
    pub cache: bool,
    /// Disk space of the cache, such as 800M or 10G; the data that was not used for the longest time is removed
    /// [default: 4G].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_CACHE_LIMIT",
        value_name = "SIZE",
        value_parser = memory,
        help_heading = "Data",
    )]
    pub cache_limit: Option<u64>,
    /// Colours: a built-in theme, or a theme file.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_THEME",
        value_name = "NAME",
        value_parser = ThemeParser,
        default_value_t,
        ignore_case = true,
        help_heading = "Screen",
    )]
    pub theme: ThemeOption,
    /// Draw with ASCII only, for fonts without braille.
    #[arg(long, global = true, env = "SEGSCOPE_ASCII", help_heading = "Screen")]
    pub ascii: bool,
    /// Leave the mouse to the terminal: clicks, drags and the wheel do nothing in the dashboard.
    #[arg(long, global = true, env = "SEGSCOPE_NO_MOUSE", help_heading = "Screen")]
    pub no_mouse: bool,
    /// Show the command that gives what is on the screen, which `Y` copies, at the bottom.
    #[arg(long, global = true, env = "SEGSCOPE_SHOW_COMMAND", help_heading = "Screen")]
    pub show_command: bool,
    /// When to use colour.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_COLOR",
        value_name = "WHEN",
        value_parser = named::<ColorChoice>(),
        default_value_t,
        ignore_case = true,
        help_heading = "Screen",
    )]
    pub color: ColorChoice,
    /// Go at once to where the last session with this data was: screen, filter and clustering. Options on the command line win.
    #[arg(long, global = true, env = "SEGSCOPE_RESTORE", help_heading = "Screen")]
    pub restore: bool,
    /// File of saved views, to share them [default: a file for each data set in `$XDG_STATE_HOME/segscope`].
    #[arg(long, global = true, env = "SEGSCOPE_VIEWS", value_name = "FILE", help_heading = "Screen")]
    pub views: Option<PathBuf>,
    /// Configuration file [default: segscope/config.toml in `$XDG_CONFIG_HOME`, `~/.config` or `%APPDATA%`].
    #[arg(long, global = true, env = "SEGSCOPE_CONFIG", value_name = "FILE", help_heading = "Screen")]
    pub config: Option<PathBuf>,
    /// The user's own keys, from `[keys]` of the configuration file.
    #[arg(skip)]
    pub own_keys: OwnKeys,
    /// Print only results and errors.
    #[arg(long, short, global = true, help_heading = "Screen")]
    pub quiet: bool,
    /// Also print what the cache does.
    #[arg(long, short, global = true, env = "SEGSCOPE_VERBOSE", help_heading = "Screen")]
    pub verbose: bool,
}

impl Options {
    /// The command that gives the same result again: `segscope`, then `words` such as `report --format html`, the data, and
    /// every option that is not its default, quoted for a shell. The data, the filter and the clustering settings are the
    /// current ones, which the dashboard may have changed.
    pub fn repeat(&self, words: &str, load: &LoadOptions, filter: &Filter, choice: &Choice) -> String {
        let mut line = String::from("segscope");
        if !words.is_empty() {
            let _ = write!(line, " {words}");
        }
        for path in &load.paths {
            let _ = write!(line, " {}", quoted(&operand(path)));
        }
        let reading = load.mapping.iter().flat_map(Mapping::options).map(|(name, value)| (name, Some(value)));
        let before = [
            ("sample", unless(&load.sample, &Kind::default())),
            ("as-of", load.as_of.map(|day| format_day(day).into())),
            ("date-format", load.date_format.clone().map(OsString::from)),
        ];
        let of_screen = of_screen(filter, self.granularity);
        let after = [
            ("compare-as-of", self.compare_as_of.map(|day| format_day(day).into())),
            ("most-customers", load.most_customers.map(|most| most.to_string().into())),
            ("budget", self.budget.map(|coupons| coupons.to_string().into())),
            ("names", self.names.clone().map(PathBuf::into_os_string)),
        ];
        for (name, value) in
            Clustering::typed(choice).into_iter().chain(before).chain(of_screen).chain(reading).chain(after)
        {
            if let Some(value) = value {
                line.push_str(&option(name, &value));
            }
        }
        line
    }
}

/// The filter and the length of periods as options; `None` for a default.
pub(super) fn of_screen(filter: &Filter, granularity: Granularity) -> [(&'static str, Option<OsString>); 2] {
    [
        ("filter", (!filter.is_empty()).then(|| filter.to_string().into())),
        ("granularity", unless(&granularity, &Granularity::default())),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::Cli;
    use crate::config::Config;

    /// The command that repeats a report with these options.
    fn repeated(options: &[&str]) -> String {
        let line = ["segscope", "report"].iter().chain(options);
        let cli = Cli::try_parse_from(line).unwrap();
        let paths = if cli.options.sample.is_some() { Vec::new() } else { vec!["shop.xlsx".into()] };
        Config::new(paths, &cli.options).unwrap().command("report")
    }

    #[test]
    fn only_what_is_not_the_default_is_repeated() {
        assert_eq!(repeated(&[]), "segscope report shop.xlsx");
        assert_eq!(repeated(&["--k", "auto", "--seed", "42", "--granularity", "month"]), "segscope report shop.xlsx");
        assert_eq!(
            repeated(&["--seed=7", "--features=age,burnt_ratio", "--k=5", "--filter=city:Cairo", "--since=2024-03"]),
            "segscope report shop.xlsx --k 5 --features age,burnt_ratio --seed 7 --filter 'city:Cairo since:2024-03-01'"
        );
    }

    #[test]
    fn the_defaults_of_the_command_line_are_those_of_the_program() {
        let cli = Cli::try_parse_from(["segscope"]).unwrap();
        assert_eq!(cli.options.clustering.choice(), Choice::default());
        assert_eq!(format!("{:?}", cli.options), format!("{:?}", Options::default()));
    }

    #[test]
    fn a_sample_is_repeated_and_does_not_hide_data() {
        let cli = Cli::try_parse_from(["segscope", "report", "--sample", "Purchases"]).unwrap();
        let command = Config::new(Vec::new(), &cli.options).unwrap().command("report");
        assert_eq!(command, "segscope report --sample purchases");
        let refused = Config::new(vec!["shop.xlsx".into()], &cli.options).unwrap_err().to_string();
        assert!(refused.contains("--sample") && refused.contains("shop.xlsx"), "{refused}");
    }

    #[test]
    fn every_option_that_changes_a_result_is_repeated() {
        // The mapping file is repeated as what it says, and dates as a filter. The others change no number.
        let others = [
            "mapping",
            "since",
            "until",
            "watch",
            "refresh",
            "compute",
            // Without the option before it, it changes nothing.
            "most-customers",
            "safe-csv",
            "max-memory",
            "sample",
            "cache",
            "cache-limit",
        ];
        for arg in Cli::command().get_arguments() {
            let name = arg.get_long().unwrap_or_default();
            let changes = matches!(arg.get_help_heading(), Some("Data" | "Clustering"));
            if !changes || others.contains(&name) {
                continue;
            }
            let values = ["2", "2024-01-01", "dmy", "city:x", "transactions=x", "city_id=x", "x=burnt", "coupons"];
            let values = values.into_iter().chain(["utf-8", ",", "loose"]).map(str::to_owned);
            let last = arg.get_possible_values().last().map(|value| value.get_name().to_owned());
            let given = values.chain(last).map(|value| format!("--{name}={value}"));
            let accepted = given.into_iter().find(|given| Cli::try_parse_from(["segscope", given]).is_ok()).unwrap();
            assert!(repeated(&[&accepted]).contains(&format!("--{name}")), "{accepted}");
        }
    }
}
