//! Findings about files, sheets and headers, before any row is read.

use super::findings::{Check, Finding};
use super::layout::Layout;
use super::made_date::MadeDate;
use super::plan::Plan;
use super::schema::{Table, normalise};
use super::tally::escape;

/// Hidden sheets that are read as a table, or would be if there were no other.
pub fn hidden_sheets(plan: &Plan) -> Vec<Finding> {
    let used = plan.tables.iter().filter(|(_, located)| located.part.hidden);
    let used = used.map(|(table, located)| (*table, format!("{} is read", located.part.label)));
    let spare = plan.spare.iter().map(|(table, label)| (*table, format!("{label} is not read")));
    let finding = |(table, example)| Finding::without_rows(Check::HiddenSheet, table, None, 1, vec![example]);
    used.chain(spare).map(finding).collect()
}

/// Files and sheets that are not used.
pub fn unused_files(plan: &Plan) -> Option<Finding> {
    let table = [Table::Transactions, Table::Customers].into_iter().find(|table| plan.tables.contains_key(table));
    let examples = plan.unused.iter().take(5).map(|(label, why)| format!("{label}: {why}")).collect();
    (!plan.unused.is_empty()).then(|| {
        Finding::without_rows(
            Check::UnusedFile,
            table.unwrap_or(Table::Customers),
            None,
            plan.unused.len() as u64,
            examples,
        )
    })
}

/// Events without any date.
pub fn undated(plan: &Plan) -> Option<Finding> {
    let events = plan.tables.get(&Table::Transactions).filter(|events| events.layout.undated)?;
    // Days since the event before could be summed up, but every customer would begin on the same day, and long gaps are often cut.
    let is_gap = |name: &&String| {
        let name = normalise(name);
        name.contains("since") && ["prior", "previous", "last"].iter().any(|before| name.contains(before))
    };
    let gap = events.layout.header.iter().find(is_gap).map(|name| {
        format!("{} counts from the order before, so it gives no date and is not used", escape(name.trim()))
    });
    Some(Finding::without_rows(
        Check::Undated,
        Table::Transactions,
        Some("transaction_date"),
        1,
        [format!("{}: no column is a date", events.part.label)].into_iter().chain(gap).collect(),
    ))
}

/// Dates that are counted from an unknown day.
pub fn counted_days(plan: &Plan) -> Option<Finding> {
    let events = plan.tables.get(&Table::Transactions)?;
    let (date, made) = events.counted_days()?;
    let first = match made {
        MadeDate::Weeks(_) => "week 1",
        MadeDate::Hours(_) => "hour 0",
        _ => "day 1",
    };
    Some(Finding::without_rows(
        Check::CountedDays,
        Table::Transactions,
        Some("transaction_date"),
        1,
        vec![format!("{}: {first} is 2001-01-01", events.layout.header[date].trim())],
    ))
}

/// Columns that share their name with an earlier one.
pub fn repeated_columns(layout: &Layout) -> Vec<Finding> {
    let finding = |(name, places): (&str, Vec<usize>)| {
        Finding::without_rows(
            Check::DuplicateColumn,
            layout.table,
            Some(name),
            places.len() as u64,
            places.into_iter().map(|at| format!("column {}", at + 1)).collect(),
        )
    };
    layout.repeated().into_iter().map(finding).collect()
}
