//! How concentrated burns are; empty without burns.

use super::blocks::{Block, Cell, Column, Table};
use super::numbers::{capitalised, rate};
use crate::report::input::ReportInput;
use crate::wording::concentration::{gini_words, top_sentence};
use crate::wording::text::{counted, percent};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(concentration) = &report.summary.concentration else { return Vec::new() };
    let unit = format!("{}, {}", counted(concentration.burns, "burn"), counted(concentration.customers, "customer"));
    let columns = [Column::right("customers"), Column::bar(), Column::right("burns")];
    let mut table = Table::new("Share of burns by share of customers", unit, columns);
    for tenth in 1..=10_u8 {
        let customers = f64::from(tenth) / 10.0;
        let burns = concentration.share(customers);
        table.row([format!("top {}", percent(customers, 0)).into(), Cell::Bar(burns), rate(Some(burns)).into()]);
    }
    let sentence = capitalised(&top_sentence(concentration));
    vec![Block::Table(table), Block::Text(format!("{sentence}. {}.", gini_words(concentration)))]
}
