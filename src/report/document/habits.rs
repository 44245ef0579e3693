//! What each segment buys more than all customers do, and when to reach it; empty where nothing is shown to differ.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::rate;
use crate::data::Kind;
use crate::report::input::ReportInput;
use crate::report::segmentation::SegmentationReport;
use crate::segments::habits::{gap, legend, preferred};
use crate::wording::text::{count, numbers_apart};

/// Most items of a segment in the table.
const MOST: usize = 5;

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(of) = &report.segmentation else { return Vec::new() };
    let orders = report.summary.kind == Kind::Purchases;
    let mut blocks: Vec<Block> = table(of).map(Block::Table).into_iter().collect();
    if !blocks.is_empty() {
        blocks.push(Block::Text(legend(orders).to_owned()));
    }
    for segment in &of.segments.list {
        let said = [preferred(&segment.reach, orders), gap(&segment.reach, orders)];
        let said: Vec<String> = said.into_iter().flatten().collect();
        if !said.is_empty() {
            blocks.push(Block::Text(format!("{} {}: {}", segment.id, segment.name, said.join(" "))));
        }
    }
    blocks
}

fn table(report: &SegmentationReport) -> Option<TableBlock> {
    let segments = &report.segments.list;
    let items: usize = segments.iter().map(|segment| segment.buys.len()).sum();
    let columns = [
        BlockColumn::right(""),
        BlockColumn::left("segment"),
        BlockColumn::left("buys more"),
        BlockColumn::right("customers").short("buyers"),
        BlockColumn::right("share"),
        BlockColumn::right("lift"),
        BlockColumn::right("95% interval").short("95% CI"),
    ];
    let shown: usize = segments.iter().map(|segment| segment.buys.len().min(MOST)).sum();
    let unit = if shown < items { format!("{shown} of {}", count(items as u64)) } else { count(items as u64) };
    let mut table = TableBlock::new("What segments buy more than all customers", unit, columns);
    for segment in segments {
        for buys in segment.buys.iter().take(MOST) {
            let [low, high] = buys.interval;
            let [low, lift, high] = numbers_apart([low, buys.lift, high], 2);
            let cells = [
                segment.name.clone(),
                buys.name.clone(),
                count(buys.customers),
                rate(Some(buys.share)),
                lift,
                format!("{low} to {high}"),
            ];
            table.row(std::iter::once(BlockCell::Mark(report.mark(segment.id - 1))).chain(cells.map(BlockCell::from)));
        }
    }
    (items > 0).then_some(table)
}
