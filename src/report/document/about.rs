//! The data that a report is about.

use crate::data::{Kind, format_day};
use crate::measures::Summary;
use crate::wording::text::count;

/// A title that names the data by the last part of its path, the most specific part.
pub(super) fn title(what: &str, summary: &Summary) -> String {
    let path = summary.source.path.as_str();
    let name = path.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path);
    format!("{what}: {name}")
}

/// The data, its size, its dates and the filter.
pub(super) fn about(summary: &Summary, filter: &str) -> Vec<(&'static str, String)> {
    let rows: Vec<String> = summary.source.readings.iter().map(|r| format!("{} {}", count(r.used), r.table)).collect();
    let mut about = vec![("Data", summary.source.path.clone()), ("Rows", rows.join(", "))];
    about.extend(summary.as_of.map(|day| ("As of", format_day(day))));
    let last = if summary.kind == Kind::Purchases { "Last order" } else { "Last claim" };
    about.extend(summary.claim_horizon.map(|day| (last, format_day(day))));
    about.push(("Filter", if filter.is_empty() { "none: all data" } else { filter }.to_owned()));
    about
}
