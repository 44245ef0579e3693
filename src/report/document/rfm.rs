//! Customers by recency and frequency, and how unevenly they burn.

use super::{Bar, Block, Chart, Plot, Side, Table};
use crate::measures::{Rfm, RfmGroupSize, Summary};
use crate::segments::{Segments, cross::cross};
use crate::wording::concentration::{gini_words, top_sentence};
use crate::wording::text::{count, number, percent};

/// The groups, the grid of scores, and the share of burns by share of customers; nothing of what is not known.
pub(super) fn loyalty(summary: &Summary, segments: Option<&Segments>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(rfm) = &summary.rfm {
        let all = rfm.customers();
        let bar = |size: &RfmGroupSize| Bar {
            label: size.group.to_string(),
            value: size.customers as f64,
            text: format!("{} ({})", count(size.customers), percent(size.customers as f64 / all.max(1) as f64, 1)),
        };
        blocks.push(Block::Chart(Chart {
            title: "RFM groups".to_owned(),
            unit: format!("{} active customers", count(all)),
            note: format!("Monetary value is {}; groups are by recency and frequency.", rfm.monetary),
            plot: Plot::Bars(rfm.groups.iter().map(bar).collect()),
        }));
        let titles = ["", "F 1", "F 2", "F 3", "F 4", "F 5"].map(|title| (title, Side::Right));
        let caption = "Customers by scores of recency (R, 5 is recent) and frequency (F, 5 is often)";
        let mut grid = Table::new(caption, &titles);
        for (below, row) in rfm.grid.iter().enumerate().rev() {
            grid.row(std::iter::once(format!("R {}", below + 1)).chain(row.iter().map(|n| count(*n))));
        }
        blocks.push(Block::Table(grid));
        let cuts = ["20 %", "40 %", "60 %", "80 %"].map(|title| (title, Side::Right));
        let mut table =
            Table::new("Where one score ends and the next begins", &[&[("", Side::Left)], &cuts[..]].concat());
        let t = &rfm.thresholds;
        for (name, values) in
            [("recency_days", t.recency), ("transaction_count", t.frequency), (rfm.monetary, t.monetary)]
        {
            let cells = values.map(|v| number(v, usize::from(v.fract() != 0.0)));
            table.row(std::iter::once(name.to_owned()).chain(cells));
        }
        blocks.push(Block::Table(table));
        blocks.extend(segments.and_then(|segments| by_segment(rfm, segments)));
    }
    if let Some(concentration) = &summary.concentration {
        let bar = |tenth: u8| {
            let customers = f64::from(tenth) / 10.0;
            let burns = concentration.share(customers);
            Bar { label: format!("top {}", percent(customers, 0)), value: burns, text: percent(burns, 1) }
        };
        let mut sentence = top_sentence(concentration);
        sentence[..1].make_ascii_uppercase();
        blocks.push(Block::Chart(Chart {
            title: "Share of burns by share of customers".to_owned(),
            unit: format!("{} burns, {} customers", count(concentration.burns), count(concentration.customers)),
            note: format!("{sentence}. {}.", gini_words(concentration)),
            plot: Plot::Bars((1..=10).map(bar).collect()),
        }));
    }
    blocks
}

/// The groups by segment; none where the segments are of other customers.
fn by_segment(rfm: &Rfm, segments: &Segments) -> Option<Block> {
    let mut columns = vec![("group".to_owned(), Side::Left)];
    columns.extend(segments.list.iter().map(|s| (format!("{} {}", s.id, s.name), Side::Right)));
    columns.push(("in no segment".to_owned(), Side::Right));
    let mut table = Table { caption: "Customers by RFM group and segment".to_owned(), columns, rows: Vec::new() };
    for (size, row) in rfm.groups.iter().zip(cross(rfm, segments)?) {
        table.row(std::iter::once(size.group.to_string()).chain(row.into_iter().map(count)));
    }
    Some(Block::Table(table))
}
