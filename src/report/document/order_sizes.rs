//! How large orders are: amounts and pieces; empty for other kinds of data.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::money;
use crate::measures::{Sizes, Summary};
use crate::money::with_currency;
use crate::report::input::ReportInput;
use crate::wording::text::{count, counted, number, percent};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(purchases) = &report.summary.purchases else { return Vec::new() };
    let currency = report.summary.currency.as_deref();
    let amounts = purchases.amounts.iter().flat_map(|sizes| {
        [table("Amounts of orders", "amount", sizes, currency), said(sizes, |amount| money(report.summary, amount))]
    });
    let in_pieces = |pieces: f64| number(pieces, usize::from(pieces.fract() != 0.0));
    let pieces = purchases
        .pieces
        .iter()
        .flat_map(|sizes| [table("Items per order", "items", sizes, None), said(sizes, in_pieces)]);
    amounts.chain(pieces).chain(between(report.summary)).collect()
}

fn table(title: &str, of: &str, sizes: &Sizes, currency: Option<&str>) -> Block {
    let columns =
        [BlockColumn::left(of), BlockColumn::bar(), BlockColumn::right("orders"), BlockColumn::right("share")];
    let mut table = TableBlock::new(title, counted(sizes.numbers.n, "order"), columns);
    let most = sizes.orders.iter().copied().max().unwrap_or(0);
    for (name, orders) in sizes.names().into_iter().zip(&sizes.orders) {
        let share = percent(*orders as f64 / sizes.numbers.n as f64, 1);
        table.row([
            with_currency(&name, currency).into(),
            BlockCell::bar(*orders, most),
            count(*orders).into(),
            share.into(),
        ]);
    }
    Block::Table(table)
}

fn said(sizes: &Sizes, value: impl Fn(f64) -> String) -> Block {
    let numbers = &sizes.numbers;
    let [p25, median, p75, mean] = [numbers.p25, numbers.median, numbers.p75, numbers.mean].map(value);
    let zero = match sizes.zero {
        0 => String::new(),
        zero => format!(" {} of 0.", counted(zero, "order")),
    };
    Block::Text(format!("Median {median}, mean {mean}; half of the orders are between {p25} and {p75}.{zero}"))
}

/// The days between the orders of a customer.
fn between(summary: &Summary) -> Option<Block> {
    let rhythm = summary.rhythm.as_ref()?;
    let [median, p90] = [rhythm.median, rhythm.p90()].map(|days| number(days, 0));
    Some(Block::Text(format!(
        "Between two days with an order of a customer there are {median} days (median of {}); 90% are within {p90} days.",
        counted(rhythm.gaps, "gap")
    )))
}
