//! How concentrated burns or revenue are; empty without any.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{money, rate};
use crate::report::input::ReportInput;
use crate::wording::concentration::wording;
use crate::wording::text::{capitalised, counted, number, percent};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(concentration) = &report.summary.concentration else { return Vec::new() };
    let of = wording(report.summary.kind, report.summary.kpis.amount.is_some());
    let total = match of.what {
        "revenue" => money(report.summary, concentration.total),
        _ => number(concentration.total, 0),
    };
    let unit = format!("{total} {}, {}", of.what, counted(concentration.customers, "customer"));
    let columns = [BlockColumn::right("customers"), BlockColumn::bar(), BlockColumn::right(of.what)];
    let mut table = TableBlock::new(format!("Share of {} by share of customers", of.what), unit, columns);
    for tenth in 1..=10_u8 {
        let customers = f64::from(tenth) / 10.0;
        let burns = concentration.share(customers);
        table.row([format!("top {}", percent(customers, 0)).into(), BlockCell::Bar(burns), rate(Some(burns)).into()]);
    }
    let sentence = capitalised(&of.top_sentence(concentration));
    vec![Block::Table(table), Block::Text(format!("{sentence}. {}.", of.gini(concentration)))]
}
