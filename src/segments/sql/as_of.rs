//! The as-of date of a statement, and the tables as they were on it.

use super::query::{Query, named};
use super::source::Source;
use crate::measures::Kind;

/// `segscope_as_of`: the as-of date, `as_of_day`, which is given or the latest date of the tables; of a given one also the
/// latest date, `latest_day`.
pub(super) fn as_of(query: &mut Query, source: &Source) -> Result<(), String> {
    let dialect = query.dialect;
    if let Some(chosen) = &source.chosen {
        let day = chosen.as_of.as_ref().ok_or(NO_DATES)?;
        query.add("as_of", &[named(dialect.date(day), "as_of_day")], "");
        return Ok(());
    }
    let days = |table: &str, columns: &[&str]| {
        let from = source.table(table).map(|table| table.quoted(dialect)).unwrap_or_default();
        let of = |column: &&str| {
            let day = dialect.as_date(&source.column(dialect, table, column)?);
            Some(format!("SELECT {day} AS day FROM {from}"))
        };
        columns.iter().filter_map(of).collect::<Vec<_>>()
    };
    let mut found = days("transactions", &["transaction_date", "burn_date"]);
    if found.is_empty() {
        found = days("customers", &["join_date"]);
    }
    // A date in the future is a mistake, and nobody has been silent since.
    let rest = format!("FROM (\n    {}\n  ) AS days\n  WHERE day <= CURRENT_DATE", found.join("\n    UNION ALL\n    "));
    match &source.as_of {
        Some(day) if found.is_empty() => query.add("as_of", &[named(dialect.date(day), "as_of_day")], ""),
        Some(day) => {
            let columns = [named(dialect.date(day), "as_of_day"), named("MAX(day)", "latest_day")];
            query.add("as_of", &columns, &rest);
        }
        None if found.is_empty() => return Err(NO_DATES.to_owned()),
        None => query.add("as_of", &[named("MAX(day)", "as_of_day")], &rest),
    }
    Ok(())
}

const NO_DATES: &str = "no column of the tables has dates. Give the as-of date with --as-of";

/// Whether no date is later than the as-of date.
pub(super) const IS_WHOLE: &str = "segscope_as_of.latest_day <= segscope_as_of.as_of_day";

/// Whether what is an event depends on the as-of date.
pub(super) fn has_as_of(source: &Source) -> bool {
    let has = |column: &str| source.has("transactions", column).is_ok();
    let expires = source.kind == Kind::Coupons && !has("transaction_status") && has("expiry_date");
    source.chosen.is_none() && (source.as_of.is_some() || expires)
}

/// The as-of date beside each row, where rows depend on it.
pub(super) fn cross(source: &Source) -> &'static str {
    if has_as_of(source) { " CROSS JOIN segscope_as_of" } else { "" }
}

/// The condition that leaves out what is later than an earlier as-of date; none where every row counts.
pub(super) fn is_known(source: &Source, day: &str) -> Option<String> {
    source.as_of.as_ref().map(|_| format!("({IS_WHOLE} OR {day} <= segscope_as_of.as_of_day)"))
}

/// The same as a clause.
pub(super) fn until(source: &Source, day: &str) -> String {
    is_known(source, day).map(|is_known| format!("\n  WHERE {is_known}")).unwrap_or_default()
}
