//! Where the customers of the segments of an earlier day are today.

use super::page::Page;
use crate::analysis::Migration;
use crate::data::format_day;
use crate::report::table::{Align, Table};
use crate::ui::flow::{heading, sentence, together};
use crate::ui::text::{clean, count};

/// Most columns of customers that fit the page.
const MOST_COLUMNS: usize = 6;

pub(super) fn migration(page: &mut Page, migration: &Migration, today: Option<i32>) {
    let flow = &migration.flow;
    let today = today.map_or_else(String::new, |day| format!(" to {}", format_day(day)));
    page.title("Migration", &format!("{}{today}", format_day(migration.as_of)));
    page.wrapped("  ", &together(flow));
    // More columns than that say less than the sentences.
    if flow.new.len() <= MOST_COLUMNS {
        let mut columns = vec![("then", Align::Right), ("name", Align::Left), ("size", Align::Right)];
        let heads: Vec<String> = flow.new.iter().map(|group| format!("to {}", heading(group))).collect();
        columns.extend(heads.iter().map(|head| (head.as_str(), Align::Right)));
        let mut table = Table::new(&columns);
        for old in &flow.old {
            let number = old.place.label().map_or_else(String::new, |label| (label + 1).to_string());
            let mut cells = vec![number, old.name.clone(), count(old.customers)];
            cells.extend(flow.new.iter().map(|new| count(flow.count(old.place, new.place))));
            table.row(cells);
        }
        page.table(&table);
    }
    for old in flow.old.iter().filter(|old| old.customers > 0) {
        page.wrapped("  ", &clean(&sentence(flow, old)));
    }
}
