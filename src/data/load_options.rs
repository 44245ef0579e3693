//! Options of loading, and the equivalent command line.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::cache_options::CacheOptions;
use super::error::shown;
use super::kind::Kind;
use super::mapping::Mapping;
use super::sample;
use crate::shell_words::{operand, option, quoted};

/// Files to load, and how to read them.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// Files and folders; the built-in sample if empty.
    pub paths: Vec<PathBuf>,
    /// The kind of the built-in sample.
    pub sample: Kind,
    /// The reference day. One before the latest day in the data is for the measures, which show the data as it was.
    pub as_of: Option<i32>,
    /// The order of dates: `dmy`, `mdy` or `ymd`.
    pub date_format: Option<String>,
    /// Today in UTC ([`today`]); dates after it are in the future.
    pub today: i32,
    /// The mapping file and mapping options.
    pub mapping: Option<Mapping>,
    /// Read at most this number of rows of each table, for a quick first look.
    pub first: Option<u64>,
    /// Leave events in the order of the file, for callers that read the file beside the facts.
    pub in_file_order: bool,
    /// Whether the state of the tables of a database is kept, to see later whether they have changed.
    pub with_revisions: bool,
    /// Whether events stay in the database of DATA, which makes the tables of the measures.
    pub in_database: bool,
    /// The number of customers of such a database whose rows come over, of more a sample; none for [`MOST_CUSTOMERS`](super::MOST_CUSTOMERS).
    pub most_customers: Option<u64>,
    /// Where what is loaded is stored for the next start; `None`: nowhere.
    pub cache: Option<CacheOptions>,
}

impl LoadOptions {
    /// The command line with these additional options, and without the files with these labels.
    pub fn command(&self, options: &[(&'static str, String)], without: &[String]) -> String {
        let mut line = String::from("segscope");
        for path in self.paths.iter().filter(|path| !without.contains(&shown(path))) {
            let _ = write!(line, " {}", quoted(&operand(path)));
        }
        let typed = self.mapping.iter().flat_map(Mapping::options);
        let sample = sample::option(self.sample);
        let date_format = self.date_format.as_ref().map(|format| ("date-format", format.into()));
        let added = options.iter().map(|(name, value)| (*name, value.into()));
        for (name, value) in sample.into_iter().chain(date_format).chain(typed).chain(added) {
            line.push_str(&option(name, &value));
        }
        line
    }

    /// The order of dates: its own, otherwise that of the mapping.
    pub(super) fn date_order(&self) -> Option<&str> {
        self.date_format.as_deref().or_else(|| self.mapping.as_ref()?.date_format.as_deref())
    }
}

/// Today in UTC, in days since 1970-01-01.
pub fn today() -> i32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    (seconds / 86_400) as i32
}
