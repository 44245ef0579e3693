//! Customer flow from the segments of an earlier day to those of today; empty without an earlier day.

use super::blocks::{Block, BlockColumn, TableBlock};
use crate::data::format_day;
use crate::report::input::ReportInput;
use crate::segments::flow::FlowGroup;
use crate::wording::flow::{heading, sentence, together};
use crate::wording::text::{count, counted};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(migration) = report.segmentation.as_ref().and_then(|report| report.migration) else {
        return Vec::new();
    };
    let flow = &migration.flow;
    let customers: u64 = flow.old.iter().map(|group| group.customers).sum();
    let today = report.summary.as_of.map_or_else(|| "today".to_owned(), format_day);
    let title = format!("From {} to {today}", format_day(migration.as_of));
    let to = flow.new.iter().map(|group| BlockColumn::right(format!("to {}", heading(group))));
    let columns = [BlockColumn::left("segment then"), BlockColumn::right("size")].into_iter().chain(to);
    let mut table = TableBlock::new(title, counted(customers, "customer"), columns);
    for old in &flow.old {
        let cells = flow.new.iter().map(|new| count(flow.count(old.position, new.position)));
        table.row([named(old), count(old.customers)].into_iter().chain(cells));
    }
    let moved = flow.old.iter().filter(|old| old.customers > 0).map(|old| format!("{}.", sentence(flow, old)));
    let mut blocks = vec![Block::Text(format!("{}.", together(flow))), Block::Table(table)];
    blocks.extend(moved.map(Block::Text));
    blocks
}

fn named(group: &FlowGroup) -> String {
    group.position.label().map_or_else(|| group.name.clone(), |label| format!("{} {}", label + 1, group.name))
}
