//! The data that a report is about.

use crate::data::{Kind, Reading, Source, format_day};
use crate::wording::text::count;

/// A title that names the data by the last part of its path, the most specific part.
pub(super) fn title(what: &str, source: &Source) -> String {
    let path = source.path.as_str();
    let name = path.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path);
    format!("{what}: {name}")
}

/// The data, its size, its as-of date and last event, and the filter.
pub(super) fn about(
    source: &Source,
    kind: Kind,
    [as_of, last]: [Option<i32>; 2],
    filter: &str,
) -> Vec<(&'static str, String)> {
    let rows_of = |reading: &Reading| {
        let one = reading.table.spec().names.first().filter(|_| reading.used == 1);
        format!("{} {}", count(reading.used), one.copied().unwrap_or(reading.table.into()))
    };
    let rows: Vec<String> = source.readings.iter().map(rows_of).collect();
    let mut about = vec![("Data", source.path.clone()), ("Rows", rows.join(", "))];
    about.extend(source.engine.map(|engine| ("Computed by", format!("{engine}; the events stay there"))));
    about.extend(source.sampled.map(|sampled| ("Sample", sampled.words())));
    about.extend(as_of.map(|day| ("As of", format_day(day))));
    let name = if kind == Kind::Purchases { "Last order" } else { "Last claim" };
    about.extend(last.map(|day| (name, format_day(day))));
    about.push(("Filter", if filter.is_empty() { "none: all data" } else { filter }.to_owned()));
    about
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Table;

    #[test]
    fn one_row_is_counted_as_one() {
        let reading = |table, used| Reading { table, read: used, used, set_aside: Vec::new() };
        let readings = vec![reading(Table::Customers, 1), reading(Table::Cities, 2), reading(Table::Transactions, 1)];
        let source = Source { readings, ..Source::default() };
        let about = about(&source, Kind::Coupons, [None, None], "");
        assert_eq!(about[1], ("Rows", "1 customer, 2 cities, 1 transaction".to_owned()));
    }
}
