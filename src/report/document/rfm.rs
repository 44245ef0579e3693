//! RFM: customers by recency and frequency; empty without dated claims.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{money, share, short};
use crate::measures::{Rfm, Summary};
use crate::report::input::ReportInput;
use crate::segments::{Segments, cross::cross};
use crate::wording::kind_words::words;
use crate::wording::rfm::monetary;
use crate::wording::text::{NONE, count, counted, number};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(rfm) = &report.summary.rfm else { return Vec::new() };
    let mut blocks = vec![groups(rfm), grid(rfm), thresholds(rfm, report.summary)];
    blocks.extend(report.segments().and_then(|segments| by_segment(rfm, segments)));
    blocks
}

fn groups(rfm: &Rfm) -> Block {
    let all = rfm.customers();
    let numbers = ["customers", "share", "mean M score"].map(BlockColumn::right);
    let columns = [BlockColumn::left("group"), BlockColumn::bar()].into_iter().chain(numbers);
    let mut table = TableBlock::new("Customers by RFM group", counted(all, "active customer"), columns);
    let most = rfm.groups.iter().map(|size| size.customers).max().unwrap_or(0);
    for size in &rfm.groups {
        let monetary = size.monetary_score.map_or_else(|| NONE.to_owned(), |score| number(score, 1));
        let numbers = [count(size.customers), share(size.customers, all), monetary].map(BlockCell::from);
        table.row([size.group.to_string().into(), BlockCell::bar(size.customers, most)].into_iter().chain(numbers));
    }
    Block::Table(table)
}

/// A heat map of the scores.
fn grid(rfm: &Rfm) -> Block {
    let columns = ["", "F 1", "F 2", "F 3", "F 4", "F 5"].map(BlockColumn::right);
    let mut table = TableBlock::new("Customers by scores", "R recency, 5 is recent; F frequency, 5 is often", columns);
    let most = rfm.grid.iter().flatten().copied().max().unwrap_or(0);
    for (below, row) in rfm.grid.iter().enumerate().rev() {
        let cells = row.iter().map(|n| BlockCell::heat(count(*n), *n, most));
        table.row(std::iter::once(format!("R {}", below + 1).into()).chain(cells));
    }
    Block::Table(table)
}

fn thresholds(rfm: &Rfm, summary: &Summary) -> Block {
    let words = words(summary.kind);
    let cuts = ["20%", "40%", "60%", "80%"].map(BlockColumn::right);
    let columns = [BlockColumn::left("score"), BlockColumn::left("of")].into_iter().chain(cuts);
    let mut table = TableBlock::new("Thresholds of the scores", "a value above one has the next score", columns);
    let t = &rfm.thresholds;
    let recency = format!("days since the last {}", words.event);
    for (score, of, values) in [
        ("R", recency.as_str(), t.recency.map(short)),
        ("F", words.events, t.frequency.map(short)),
        ("M", monetary(summary.kind, rfm.monetary), t.monetary.map(|value| monetary_value(rfm, summary, value))),
    ] {
        table.row([score.to_owned(), of.to_owned()].into_iter().chain(values));
    }
    Block::Table(table)
}

fn monetary_value(rfm: &Rfm, summary: &Summary, value: f64) -> String {
    if rfm.is_of_amounts() { money(summary, value) } else { short(value) }
}

/// The groups by segment; empty if the segments belong to other customers.
fn by_segment(rfm: &Rfm, segments: &Segments) -> Option<Block> {
    let named =
        segments.list.iter().map(|s| BlockColumn::right(format!("{} {}", s.id, s.name)).short(s.id.to_string()));
    let columns = std::iter::once(BlockColumn::left("group"))
        .chain(named)
        .chain([BlockColumn::right("in no segment").short("none")]);
    let mut table = TableBlock::new("Customers by RFM group and segment", "", columns);
    for (size, row) in rfm.groups.iter().zip(cross(rfm, segments)?) {
        table.row(std::iter::once(size.group.to_string()).chain(row.into_iter().map(count)));
    }
    Some(Block::Table(table))
}
