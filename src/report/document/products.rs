//! Products by orders; empty without a column of products.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, evidence, interval, listed, money, rate};
use crate::measures::{Product, Summary};
use crate::report::input::ReportInput;
use crate::wording::text::{count, counted, number, rate_beside};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let products = report.summary.products.as_deref().unwrap_or_default();
    let Some(most) = products.iter().map(|product| product.orders).max() else { return Vec::new() };
    let has_items = products.iter().any(|product| product.items.is_some());
    let has_revenue = products.iter().any(|product| product.revenue.is_some());
    let mut columns = vec![
        BlockColumn::left("product"),
        BlockColumn::bar(),
        BlockColumn::right("orders"),
        BlockColumn::right("customers"),
    ];
    columns.extend(has_items.then(|| BlockColumn::right("items")));
    if has_revenue {
        columns.extend([BlockColumn::right("revenue"), BlockColumn::right("share of revenue").short("share")]);
    }
    columns.extend([BlockColumn::right("bought again").short("again"), BlockColumn::right("95% CI")]);
    let title = if has_revenue { "Products by revenue" } else { "Products by orders" };
    let unit = listed(products.len(), &counted(report.summary.kpis.transactions, "order"));
    let mut table = TableBlock::new(title, unit, columns);
    for product in products.iter().take(LISTED) {
        let mut cells: Vec<BlockCell> = vec![product.name.as_str().into(), BlockCell::bar(product.orders, most)];
        cells.extend([count(product.orders), count(product.customers)].map(BlockCell::from));
        cells.extend(product.items.map(|items| number(items, 0).into()));
        if let Some(revenue) = product.revenue {
            cells.extend([money(report.summary, revenue), rate(product.sales.revenue_share)].map(BlockCell::from));
        }
        let (again, own) = (product.sales.repeat_rate(), product.sales.repeat_interval());
        cells.extend([rate_beside(again.unwrap_or(f64::NAN), own, 1), interval(again, own)].map(BlockCell::from));
        table.row(cells);
    }
    let pareto = products.iter().filter(|product| product.sales.pareto).count();
    let all = products.len() as u64 + report.summary.other_products.map_or(0, |others| others.products);
    let mut said = vec!["Bought again: the share of its customers with two orders of it or more.".to_owned()];
    if pareto > 0 {
        let (make, all) = (if pareto == 1 { "makes" } else { "make" }, count(all));
        said.push(format!("{} of {all} {make} 80% of the revenue of products.", counted(pareto as u64, "product")));
    }
    if let Some(others) = report.summary.other_products {
        let revenue = others
            .revenue
            .map_or_else(String::new, |revenue| format!(" and a revenue of {}", money(report.summary, revenue)));
        said.push(format!(
            "{} after the first {} are not listed; together they have {}{revenue}.",
            counted(others.products, "product"),
            count(products.len() as u64),
            counted(others.orders, "order")
        ));
    }
    let mut blocks = vec![Block::Table(table), Block::Text(said.join(" "))];
    blocks.extend(evidence(report.summary, "products"));
    blocks.extend(returned(report.summary, products));
    blocks
}

/// What was returned of each product, the largest amount first; none without returns that name a product.
fn returned(summary: &Summary, products: &[Product]) -> Vec<Block> {
    let mut with: Vec<&Product> = products.iter().filter(|product| product.returns > 0).collect();
    // A stable sort keeps equal ones in the order of the products.
    with.sort_by(|a, b| a.returned.total_cmp(&b.returned));
    let Some(largest) = with.first().map(|product| -product.returned) else { return Vec::new() };
    let columns = [
        BlockColumn::left("product"),
        BlockColumn::bar(),
        BlockColumn::right("returns"),
        BlockColumn::right("returned"),
        BlockColumn::right("of its revenue").short("rate"),
    ];
    let returns = summary.purchases.as_ref().map_or(0, |purchases| purchases.returns);
    let unit = listed(with.len(), &counted(returns, "return"));
    let mut table = TableBlock::new("Returns by product", unit, columns);
    for product in with.iter().take(LISTED) {
        let part = if largest > 0.0 { -product.returned / largest } else { 0.0 };
        let numbers = [count(product.returns), money(summary, product.returned), rate(product.return_rate())];
        table.row([product.name.as_str().into(), BlockCell::Bar(part)].into_iter().chain(numbers.map(BlockCell::from)));
    }
    let said = "Returned: what the lines of the product in returns come to, and that as a share of its revenue.";
    vec![Block::Table(table), Block::Text(said.to_owned())]
}
