//! Where the customers of the segments of an earlier day are today.

use super::page::Page;
use crate::analysis::Migration;
use crate::data::format_day;
use crate::report::migration::rows;
use crate::report::table::{Align, Table};
use crate::wording::flow::{sentence, together};
use crate::wording::text::clean;

/// Most columns of customers that fit the page.
const MOST_COLUMNS: usize = 6;

pub(super) fn migration(page: &mut Page, migration: &Migration, today: Option<i32>) {
    let flow = &migration.flow;
    let today = today.map_or_else(String::new, |day| format!(" to {}", format_day(day)));
    page.title("Migration", &format!("{}{today}", format_day(migration.as_of)));
    page.wrapped("  ", &together(flow));
    // More columns than that say less than the sentences.
    if flow.new.len() <= MOST_COLUMNS {
        let (titles, rows) = rows(flow);
        let align = |at: usize| if at == 1 { Align::Left } else { Align::Right };
        let columns: Vec<_> = titles.iter().enumerate().map(|(at, title)| (title.as_str(), align(at))).collect();
        let mut table = Table::new(&columns);
        for row in rows {
            table.row(row);
        }
        page.table(&table);
    }
    for old in flow.old.iter().filter(|old| old.customers > 0) {
        page.wrapped("  ", &clean(&sentence(flow, old)));
    }
}
