//! `segscope cache`: what is stored for the next start.

use std::fmt::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

use color_eyre::eyre::{self, WrapErr, eyre};

use super::output::print;
use crate::cli::{CacheAction, Options};
use crate::data::cache::{CacheEntry, clear, list};
use crate::data::{CacheNote, CacheNotes, CacheOptions, budget, format_day, shown};
use crate::digits::counted;
use crate::user_folders;

/// The disk space of the cache, unless `--cache-limit` says another.
const LIMIT: u64 = 4 << 30;
const NO_HOME: &str = "there is no folder for the cache: set HOME or XDG_CACHE_HOME";

/// The cache of `--cache`; `None` where there is no place for it.
pub(super) fn options(options: &Options, notes: &CacheNotes) -> Option<CacheOptions> {
    let folder = user_folders::cache();
    if folder.is_none() {
        notes.add(CacheNote::Warning(NO_HOME.to_owned()));
    }
    Some(CacheOptions { folder: folder?, limit: options.cache_limit.unwrap_or(LIMIT), notes: notes.clone() })
}

/// Lists the cache, or removes what is in it.
pub(super) fn cache(action: CacheAction) -> eyre::Result<()> {
    let folder = user_folders::cache().ok_or_else(|| eyre!(NO_HOME))?;
    let text = match action {
        CacheAction::List => listed(&folder, &list(&folder).wrap_err_with(|| shown(&folder))?),
        CacheAction::Clear => {
            let (count, bytes) = clear(&folder).wrap_err_with(|| shown(&folder))?;
            format!("removed {}, {}, from {}\n", counted(count as u64, "entry"), budget::shown(bytes), shown(&folder))
        }
    };
    print(text.as_bytes(), None)
}

/// A line for each entry: its size, the day of its last use, its data.
fn listed(folder: &Path, found: &[CacheEntry]) -> String {
    let bytes = found.iter().map(|entry| entry.bytes).sum();
    let mut text = format!("{}: {}, {}\n", shown(folder), counted(found.len() as u64, "entry"), budget::shown(bytes));
    for CacheEntry { path, data, bytes, used } in found {
        let seconds = used.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (day, size) = (format_day((seconds / 86_400) as i32), budget::shown(*bytes));
        let data = if data.is_empty() { format!("{} (cannot be read)", shown(path)) } else { data.join(" ") };
        let _ = writeln!(text, "{size:>10}  {day}  {data}");
    }
    text
}
