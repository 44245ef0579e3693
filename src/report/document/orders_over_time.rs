//! Orders and revenue over time; empty for other kinds of data, and without dates.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::money;
use super::time::{LAST, starred, weekdays};
use crate::data::Kind;
use crate::measures::{Change, Granularity, Period, Summary};
use crate::report::input::ReportInput;
use crate::wording::text::{NONE, count, counted, percent, signed_percent};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let (summary, granularity) = (report.summary, report.granularity);
    let (past, later) = summary.periods_to_date(granularity);
    if summary.kind != Kind::Purchases || past.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Table(periods(summary, granularity, &past))];
    if past.iter().rev().take(LAST).any(|p| p.partial) {
        blocks.push(Block::Text("* incomplete".to_owned()));
    }
    if later > 0 {
        blocks.push(Block::Text(format!(
            "{} {} dated later and not shown.",
            counted(later, "order"),
            if later == 1 { "is" } else { "are" }
        )));
    }
    blocks.push(change(summary, granularity));
    blocks.extend(weekdays(summary));
    blocks
}

fn periods(summary: &Summary, granularity: Granularity, past: &[Period]) -> TableBlock {
    let shown = &past[past.len().saturating_sub(LAST)..];
    let has_revenue = summary.kpis.amount.is_some();
    let mut columns =
        vec![BlockColumn::left(granularity.to_string()), BlockColumn::bar(), BlockColumn::right("orders")];
    let has_returns = shown.iter().any(|p| p.orders.returns > 0);
    let has_coupons = summary.purchases.as_ref().is_some_and(|purchases| purchases.orders_with_coupon.is_some());
    if has_revenue {
        columns.extend([BlockColumn::right("revenue"), BlockColumn::right("average order").short("average")]);
    }
    columns.extend(has_returns.then(|| BlockColumn::right("returns")));
    columns.extend(has_coupons.then(|| BlockColumn::right("with coupon").short("coupon")));
    columns.push(BlockColumn::right("customers"));
    let title = format!("Orders per {granularity}");
    let mut table = TableBlock::new(title, format!("last {} of {}", shown.len(), count(past.len() as u64)), columns);
    let most = shown.iter().map(|p| p.claims).max().unwrap_or(0);
    for p in shown {
        let mut cells: Vec<BlockCell> =
            vec![starred(&p.period, p.partial).into(), BlockCell::bar(p.claims, most), count(p.claims).into()];
        if has_revenue {
            let average = p.average_order().map_or_else(|| NONE.to_owned(), |mean| money(summary, mean));
            cells.extend([money(summary, p.revenue), average].map(BlockCell::from));
        }
        cells.extend(has_returns.then(|| count(p.orders.returns).into()));
        cells.extend(has_coupons.then(|| percent(p.coupon_share().unwrap_or(f64::NAN), 1).into()));
        cells.push(count(p.active_customers).into());
        table.row(cells);
    }
    table
}

/// The change from the previous complete period to the last one, as a sentence.
fn change(summary: &Summary, granularity: Granularity) -> Block {
    let Some(orders) = summary.change(granularity, |p| p.claims as f64) else {
        let needs = format!("Orders are not compared: there are no two complete {granularity}s.");
        return Block::Text(needs);
    };
    let revenue = summary.change(granularity, |p| p.revenue).filter(|_| summary.kpis.amount.is_some());
    let by =
        |(what, change): (&str, Option<&Change>)| Some(format!("{what} {}", signed_percent(change?.relative()?, 1)));
    let changes: Vec<String> =
        [("orders", Some(&orders)), ("revenue", revenue.as_ref())].into_iter().filter_map(by).collect();
    if changes.is_empty() {
        return Block::Text(format!("Orders are not compared: there are none in {}.", orders.before));
    }
    Block::Text(format!("From {} to {}: {}.", orders.before, orders.period, changes.join(", ")))
}
