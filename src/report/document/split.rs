//! The parts of the data side by side; empty without `--by`.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, capitalised, listed};
use super::time::LAST;
use crate::analysis::{Part, Split};
use crate::data::Kind;
use crate::measures::{Granularity, Summary};
use crate::report::input::ReportInput;
use crate::wording::kind_words::words;
use crate::wording::split::{MONTHS, counted_per_period, figures, means, notes, of_period, retention};
use crate::wording::text::{counted, percent_in_cell};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(split) = report.split.filter(|split| !split.parts.is_empty()) else { return Vec::new() };
    let mut blocks = vec![of_figures(split, report.summary)];
    blocks.extend(notes(split, words(report.summary.kind).events).into_iter().map(Block::Text));
    blocks.extend(of_means(split));
    if report.summary.kind != Kind::Customers {
        blocks.extend(of_retention(split, report.summary));
        blocks.extend(over_time(split, report.summary, report.granularity));
    }
    blocks
}

/// A row for each part.
fn of_figures(split: &Split, whole: &Summary) -> Block {
    let figures = figures(whole);
    let titles = figures.iter().map(|figure| BlockColumn::right(figure.title.clone()));
    let columns = [BlockColumn::left(split.key.clone()), BlockColumn::bar()].into_iter().chain(titles);
    let unit = counted(whole.kpis.customers, "customer");
    let mut table = TableBlock::new(format!("By {}", split.key), unit, columns);
    let most = split.parts.iter().map(|part| part.summary.kpis.customers).max().unwrap_or(0);
    for Part { name, summary, .. } in &split.parts {
        let numbers = figures.iter().map(|figure| figure.of(summary).into());
        table.row([name.as_str().into(), BlockCell::bar(summary.kpis.customers, most)].into_iter().chain(numbers));
    }
    Block::Table(table)
}

/// The means of columns of customers alone: a row for each column.
fn of_means(split: &Split) -> Option<Block> {
    let means = means(split);
    let columns = [BlockColumn::left("column")].into_iter().chain(titles(split));
    let unit = listed(means.len(), &counted(split.parts.len() as u64, "part"));
    let mut table = TableBlock::new(format!("Means by {}", split.key), unit, columns);
    for (column, texts) in means.into_iter().take(LISTED) {
        table.row([column].into_iter().chain(texts));
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// Average retention, a row for each part.
fn of_retention(split: &Split, whole: &Summary) -> Option<Block> {
    let known: Vec<Vec<f64>> = split.parts.iter().map(|part| retention(&part.summary)).collect();
    let longest = known.iter().map(Vec::len).max()?;
    let months: Vec<usize> = MONTHS.into_iter().filter(|n| *n < longest).collect();
    let titles = months.iter().map(|n| BlockColumn::right(format!("M{n}")));
    let columns = [BlockColumn::left(split.key.clone())].into_iter().chain(titles);
    let words = words(whole.kind);
    let unit = format!("% with {} {} in month n after their first", words.article, words.event);
    let mut table = TableBlock::new(format!("Average retention by {}", split.key), unit, columns);
    for (part, rates) in split.parts.iter().zip(&known) {
        let cell =
            |n: &usize| rates.get(*n).map_or_else(|| "".into(), |rate| BlockCell::Heat(percent_in_cell(*rate), *rate));
        table.row([part.name.as_str().into()].into_iter().chain(months.iter().map(cell)));
    }
    (!table.rows.is_empty() && !months.is_empty()).then_some(Block::Table(table))
}

/// The last periods, a column for each part.
fn over_time(split: &Split, whole: &Summary, granularity: Granularity) -> Option<Block> {
    let (name, value) = counted_per_period(whole);
    let (past, _) = whole.periods_to_date(granularity);
    let shown = &past[past.len().saturating_sub(LAST)..];
    let columns = [BlockColumn::left(granularity.to_string())].into_iter().chain(titles(split));
    let unit = format!("{} of {}", shown.len(), past.len());
    let title = format!("{} per {granularity} by {}", capitalised(name), split.key);
    let mut table = TableBlock::new(title, unit, columns);
    let parts: Vec<_> = split.parts.iter().map(|part| part.summary.usage.periods(granularity)).collect();
    for period in shown {
        let cell = |periods: &Vec<_>| {
            let own = periods.binary_search_by_key(&period.first_day, |own: &crate::measures::Period| own.first_day);
            of_period(whole, own.map_or(0.0, |at| value(&periods[at])))
        };
        table.row([super::time::starred(period)].into_iter().chain(parts.iter().map(cell)));
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn titles(split: &Split) -> impl Iterator<Item = BlockColumn> {
    split.parts.iter().map(|part| BlockColumn::right(part.name.clone()))
}
