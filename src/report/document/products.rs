//! Products by orders; empty without a column of products.

use super::blocks::{Block, Cell, Column, Table};
use super::numbers::{LISTED, evidence, interval, listed, money};
use crate::report::input::ReportInput;
use crate::wording::text::{count, counted, number, rate_beside};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let products = report.summary.products.as_deref().unwrap_or_default();
    let Some(most) = products.iter().map(|product| product.orders).max() else { return Vec::new() };
    let has_items = products.iter().any(|product| product.items.is_some());
    let has_revenue = products.iter().any(|product| product.revenue.is_some());
    let mut columns = vec![Column::left("product"), Column::bar(), Column::right("orders"), Column::right("customers")];
    columns.extend(["again", "95% CI"].map(Column::right));
    columns.extend(has_items.then(|| Column::right("items")));
    columns.extend(has_revenue.then(|| Column::right("revenue")));
    let title = if has_revenue { "Products by revenue" } else { "Products by orders" };
    let unit = listed(products.len(), &counted(report.summary.kpis.transactions, "order"));
    let mut table = Table::new(title, unit, columns);
    for product in products.iter().take(LISTED) {
        let mut cells: Vec<Cell> = vec![product.name.as_str().into(), Cell::bar(product.orders, most)];
        cells.extend([count(product.orders), count(product.customers)].map(Cell::from));
        let (again, own) = (product.sales.repeat_rate(), product.sales.repeat_interval());
        cells.extend([rate_beside(again.unwrap_or(f64::NAN), own, 1), interval(own)].map(Cell::from));
        cells.extend(product.items.map(|items| number(items, 0).into()));
        cells.extend(product.revenue.map(|revenue| money(revenue).into()));
        table.row(cells);
    }
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(evidence(report.summary, "products"));
    blocks
}
