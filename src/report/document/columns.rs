//! The columns of customers alone: statistics, values, missing values and correlations.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, listed, share};
use crate::measures::{Category, ColumnValues, Correlations, CustomerColumn as Of, Histogram, Summary};
use crate::report::input::ReportInput;
use crate::wording::column::{like_ids, short, strongest};
use crate::wording::text::{NONE, capitalised, count, counted, number};

/// Most columns of a matrix of correlations: more are listed as pairs only.
const MOST: usize = 12;

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let summary = report.summary;
    let left = like_ids(&summary.columns_like_ids).map(|words| Block::Text(format!("{}.", capitalised(&words))));
    if summary.columns.is_empty() {
        return left.into_iter().collect();
    }
    let all = summary.kpis.customers;
    let mut blocks = vec![Block::Table(statistics(&summary.columns, all))];
    blocks.extend(left);
    blocks.extend(summary.columns.iter().map(|column| Block::Table(values(column, all))));
    blocks
}

/// One row for each column.
fn statistics(columns: &[Of], all: u64) -> TableBlock {
    let titles = ["mean", "sd", "min", "median", "max"].map(BlockColumn::right);
    let heads =
        [BlockColumn::left("column"), BlockColumn::right("n"), BlockColumn::right("missing")].into_iter().chain(titles);
    let mut table = TableBlock::new(
        "All columns",
        counted(all, "customer"),
        heads.chain([BlockColumn::left("most frequent").spare()]),
    );
    for column in columns {
        let numbers = match &column.values {
            ColumnValues::Numbers(Histogram { numbers, sd, .. }) => {
                [numbers.mean, *sd, numbers.min, numbers.median, numbers.max].map(|value| short(numbers, value))
            }
            ColumnValues::Categories(_) | ColumnValues::Dates(_) => [NONE; 5].map(str::to_owned),
        };
        let most = match &column.values {
            ColumnValues::Categories(list) => list.first().map_or(String::new(), |of| of.name.clone()),
            ColumnValues::Numbers(_) | ColumnValues::Dates(_) => String::new(),
        };
        let first = [column.name.clone(), count(column.n), count(column.missing)];
        table.row(first.into_iter().chain(numbers).chain([most]));
    }
    table
}

/// Customers by the values of a column.
fn values(column: &Of, all: u64) -> TableBlock {
    let bins: Vec<Category>;
    let list = match &column.values {
        ColumnValues::Numbers(histogram) => {
            let named = histogram.names().zip(&histogram.bins);
            let named = named.map(|(name, customers)| Category { name, customers: *customers });
            bins = named.chain(histogram.words.iter().cloned()).collect();
            &bins
        }
        ColumnValues::Categories(list) | ColumnValues::Dates(list) => list,
    };
    // Bins leave no gap; of categories the most frequent are enough.
    let most = if matches!(column.values, ColumnValues::Categories(_)) { LISTED } else { list.len() };
    let columns =
        [BlockColumn::left(""), BlockColumn::bar(), BlockColumn::right("customers"), BlockColumn::right("share")];
    let unit = listed(if most < list.len() { list.len() } else { 0 }, &counted(all, "customer"));
    let mut table = TableBlock::new(format!("Customers by {}", column.name), unit, columns);
    let tallest = list.iter().map(|of| of.customers).chain([column.missing]).max().unwrap_or(0);
    let mut row = |name: &str, customers: u64| {
        table.row([
            name.into(),
            BlockCell::bar(customers, tallest),
            count(customers).into(),
            share(customers, all).into(),
        ]);
    };
    list.iter().take(most).for_each(|of| row(&of.name, of.customers));
    if column.missing > 0 {
        row("(none)", column.missing);
    }
    table
}

/// Which values are missing, by column and together.
pub(super) fn missing(report: &ReportInput) -> Vec<Block> {
    let summary = report.summary;
    let all = summary.kpis.customers;
    let lacking = || summary.columns.iter().filter(|column| column.missing > 0);
    let Some(most) = lacking().map(|column| column.missing).max() else { return Vec::new() };
    let columns =
        || [BlockColumn::left(""), BlockColumn::bar(), BlockColumn::right("customers"), BlockColumn::right("share")];
    let mut by_column = TableBlock::new("Missing values by column", counted(all, "customer"), columns());
    for column in lacking() {
        let numbers = [count(column.missing), share(column.missing, all)].map(BlockCell::from);
        by_column.row([column.name.as_str().into(), BlockCell::bar(column.missing, most)].into_iter().chain(numbers));
    }
    let unit = "customers who lack the values of exactly these columns";
    let mut together = TableBlock::new("Missing together", unit, columns());
    for set in &summary.missing_together {
        let numbers = [count(set.customers), share(set.customers, all)].map(BlockCell::from);
        let bar = BlockCell::bar(set.customers, summary.missing_together[0].customers);
        together.row([set.columns.join(" + ").into(), bar].into_iter().chain(numbers));
    }
    vec![Block::Table(by_column), Block::Table(together)]
}

/// The matrix of a few columns, and the strongest pairs.
pub(super) fn correlations(report: &ReportInput) -> Vec<Block> {
    let Summary { correlations: Some(correlations), .. } = report.summary else { return Vec::new() };
    let mut blocks = Vec::new();
    if let Some(words) = strongest(correlations) {
        blocks.push(Block::Text(format!("{}.", capitalised(&words))));
    }
    if (3..=MOST).contains(&correlations.columns.len()) {
        blocks.push(Block::Table(matrix(correlations)));
    }
    let columns = [
        BlockColumn::left("column"),
        BlockColumn::left("column"),
        BlockColumn::right("n"),
        BlockColumn::right("Pearson"),
    ];
    let pairs = correlations.strongest();
    let unit = listed(pairs.len(), "largest Pearson coefficient first");
    let mut table = TableBlock::new("Pairs", unit, columns.into_iter().chain([BlockColumn::right("Spearman")]));
    for (a, b, pair) in pairs.into_iter().take(LISTED) {
        table.row([a.to_owned(), b.to_owned(), count(pair.n), number(pair.pearson, 2), number(pair.spearman, 2)]);
    }
    blocks.push(Block::Table(table));
    blocks
}

fn matrix(correlations: &Correlations) -> TableBlock {
    let last = correlations.columns.len() - 1;
    let heads = (1..=last).map(|at| BlockColumn::right(at.to_string()));
    let columns = std::iter::once(BlockColumn::left("")).chain(heads);
    let mut table = TableBlock::new("Pearson correlations", "every pair of columns once", columns);
    for a in 0..=last {
        let cell = |b: usize| match correlations.of(a, b).filter(|_| b < a) {
            Some(pair) => BlockCell::Heat(number(pair.pearson, 2), pair.pearson.abs()),
            None => "".into(),
        };
        let name = BlockCell::from(format!("{} {}", a + 1, correlations.columns[a]));
        table.row(std::iter::once(name).chain((0..last).map(cell)));
    }
    table
}
