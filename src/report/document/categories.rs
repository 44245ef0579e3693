//! Categories by segment, of customers alone.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use crate::report::segmentation::SegmentationReport;
use crate::segments::{Category, Segment};
use crate::wording::text::{NONE, number, percent};

/// A table of the share of every category in every segment; none without categories.
pub(super) fn categories(report: &SegmentationReport) -> Option<Block> {
    let segments = &report.segments.list;
    let mut all: Vec<&Category> = segments.first()?.categories.iter().collect();
    // In the order of the columns, the most frequent category first.
    let columns: Vec<String> = report.segmentation.features.coded().into_iter().map(|of| of.name).collect();
    let place = |category: &Category| columns.iter().position(|column| *column == category.column);
    all.sort_by(|a, b| place(a).cmp(&place(b)).then(b.everywhere[0].cmp(&a.everywhere[0])));
    let named = segments.iter().map(|s| BlockColumn::right(format!("{} {}", s.id, s.name)).short(s.id.to_string()));
    let heads = [BlockColumn::left("category"), BlockColumn::right("all")].into_iter().chain(named);
    let unit = "share of the customers (lift), * significantly more often than among all";
    let mut table = TableBlock::new("Categories by segment", unit, heads);
    for category in &all {
        let own = |segment: &Segment| {
            let found = segment.categories.iter().find(|of| of.column == category.column && of.name == category.name);
            found.map_or_else(|| NONE.to_owned(), share)
        };
        let first = [format!("{}: {}", category.column, category.name), percent(category.lift.everywhere, 0)];
        table.row(first.into_iter().chain(segments.iter().map(own)).map(BlockCell::from));
    }
    (!all.is_empty()).then_some(Block::Table(table))
}

/// `62% (2.2) *`.
fn share(category: &Category) -> String {
    let mark = if category.is_telling() { " *" } else { "" };
    format!("{} ({}){mark}", percent(category.lift.share, 0), number(category.lift.lift, 1))
}
