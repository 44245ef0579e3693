//! Claims and burns by branch and merchant.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, evidence, interval, listed, money, rate};
use crate::data::Kind;
use crate::measures::{Place, Summary};
use crate::report::input::ReportInput;
use crate::wording::text::{count, counted, rate_beside};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let summary = report.summary;
    if summary.kpis.transactions == 0 || summary.kind == Kind::Purchases && !has_places(summary) {
        return Vec::new();
    }
    let branches = &summary.branches;
    let mut blocks = vec![places(summary, "Branches", "branch", branches)];
    blocks.extend(evidence(summary, "branches"));
    // A shop has no merchants.
    if summary.kind != Kind::Purchases || summary.merchants.iter().any(|place| place.id.is_some()) {
        blocks.push(places(summary, "Merchants", "merchant", &summary.merchants));
        blocks.extend(evidence(summary, "merchants"));
    }
    let is_known = branches.iter().any(|p| p.id.is_some());
    if is_known && summary.kpis.burnt > 0 && branches.iter().all(|p| p.burn_rate.is_none()) {
        blocks.push(Block::Text("No burn rate by branch: only burnt claims have a branch_id.".to_owned()));
    }
    blocks
}

fn has_places(summary: &Summary) -> bool {
    summary.branches.iter().any(|place| place.id.is_some())
}

fn places(summary: &Summary, title: &str, name: &str, places: &[Place]) -> Block {
    if summary.kind == Kind::Purchases {
        return of_orders(summary, title, name, places);
    }
    let title = format!("{title} by burns");
    if places.iter().all(|place| place.id.is_none()) {
        return Block::Text(format!("{title}: no claim has a known branch_id."));
    }
    let has_names = places.iter().any(|p| p.id.is_some() && p.name.is_some());
    let has_owner = name == "branch";
    let has_rates = places.iter().any(|p| p.burn_rate.is_some());
    let mut columns = vec![BlockColumn::left("id")];
    columns.extend(has_names.then(|| BlockColumn::left(name)));
    columns.extend(has_owner.then(|| BlockColumn::left("merchant")));
    columns.push(BlockColumn::bar());
    columns.extend(["claims", "burnt", "of burns"].map(BlockColumn::right));
    columns.extend(["burn rate", "95% CI"].map(BlockColumn::right).into_iter().filter(|_| has_rates));
    let unit = listed(places.len(), &counted(summary.kpis.burnt, "burn"));
    let mut table = TableBlock::new(title, unit, columns);
    let most = places.iter().map(|p| p.burnt).max().unwrap_or(0);
    for p in places.iter().take(LISTED) {
        // The group without an id has only a name.
        let id = p.id.clone().or_else(|| p.name.clone().filter(|_| !has_names)).unwrap_or_default();
        let mut cells: Vec<BlockCell> = vec![id.into()];
        cells.extend(has_names.then(|| p.name.clone().unwrap_or_default().into()));
        cells.extend(has_owner.then(|| p.merchant.clone().flatten().unwrap_or_default().into()));
        cells.push(BlockCell::bar(p.burnt, most));
        cells.extend([count(p.transactions), count(p.burnt), rate(p.burnt_share)].map(BlockCell::from));
        let own = rate_beside(p.burn_rate.unwrap_or(f64::NAN), p.interval, 1);
        cells.extend([own, interval(p.burn_rate, p.interval)].map(BlockCell::from).into_iter().filter(|_| has_rates));
        table.row(cells);
    }
    Block::Table(table)
}

/// Orders and revenue by place.
fn of_orders(summary: &Summary, title: &str, name: &str, places: &[Place]) -> Block {
    let has_revenue = places.iter().any(|place| place.revenue.is_some());
    let title = format!("{title} by {}", if has_revenue { "revenue" } else { "orders" });
    if places.iter().all(|place| place.id.is_none()) {
        return Block::Text(format!("{title}: no order has a known {name}."));
    }
    // Without other names the ids are the names.
    let called = |p: &Place| p.name.clone().or_else(|| p.merchant.clone().flatten()).unwrap_or_default();
    let has_names = places.iter().any(|p| p.id.is_some() && !called(p).is_empty());
    let mut columns = vec![BlockColumn::left(if has_names { "id" } else { name })];
    columns.extend(has_names.then(|| BlockColumn::left(name)));
    columns.extend([BlockColumn::bar(), BlockColumn::right("orders")]);
    if has_revenue {
        columns.extend([BlockColumn::right("revenue"), BlockColumn::right("share of revenue").short("share")]);
    }
    columns.push(BlockColumn::right("ordered again").short("again"));
    let unit = listed(places.len(), &counted(summary.kpis.transactions, "order"));
    let mut table = TableBlock::new(title, unit, columns);
    let value = |p: &Place| p.revenue.unwrap_or(p.transactions as f64);
    let most = places.iter().map(value).fold(0.0, f64::max);
    for p in places.iter().take(LISTED) {
        // The group without an id has only a name.
        let id = p.id.clone().unwrap_or_else(|| if has_names { String::new() } else { called(p) });
        let mut cells: Vec<BlockCell> = vec![id.into()];
        cells.extend(has_names.then(|| called(p).into()));
        let bar = if most > 0.0 { (value(p) / most).max(0.0) } else { 0.0 };
        cells.extend([BlockCell::Bar(bar), count(p.transactions).into()]);
        let sales = p.sales.unwrap_or_default();
        if let Some(revenue) = p.revenue {
            cells.extend([money(summary, revenue), rate(sales.revenue_share)].map(BlockCell::from));
        }
        cells.push(rate(sales.repeat_rate()).into());
        table.row(cells);
    }
    Block::Table(table)
}
