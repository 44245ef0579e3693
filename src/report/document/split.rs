//! The parts of the data side by side; empty without `--by`.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, listed};
use super::retention::{AVERAGED, DEFINITION};
use super::time::{LAST, starred};
use crate::analysis::{Axis, Part, Split, lines, means};
use crate::data::Kind;
use crate::measures::{Event, Granularity, Start, Summary, quartiles};
use crate::report::input::ReportInput;
use crate::wording::column;
use crate::wording::figures::{figures, notes, per_period, value_text};
use crate::wording::kind_words::words;
use crate::wording::text::{NONE, capitalised, counted, number, percent_in_cell};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(split) = report.split.filter(|split| !split.parts.is_empty()) else { return Vec::new() };
    let mut blocks = vec![of_figures(split, report.summary)];
    blocks.extend(notes(split, report.summary.kind).map(Block::Text));
    blocks.extend(of_means(split, report.summary));
    if report.summary.kind != Kind::Customers {
        blocks.extend(of_spans(split, report.summary));
        blocks.extend(of_retention(split, report.summary, report.granularity));
        blocks.extend(over_time(split, report.summary, report.granularity));
    }
    blocks
}

/// A row for each part.
fn of_figures(split: &Split, whole: &Summary) -> Block {
    let figures = figures(whole);
    let titles = figures.iter().flat_map(|figure| {
        [Some(figure.title), figure.interval.map(|_| "95% CI")].into_iter().flatten().map(BlockColumn::right)
    });
    let columns = [BlockColumn::left(split.key.clone()), BlockColumn::bar()].into_iter().chain(titles);
    let unit = counted(whole.kpis.customers, "customer");
    let mut table = TableBlock::new(format!("By {}", split.key), unit, columns);
    let most = split.parts.iter().map(|part| part.summary.kpis.customers).max().unwrap_or(0);
    for Part { name, summary, .. } in &split.parts {
        let texts = figures.iter().flat_map(|of| [Some(of.text(summary)), of.interval_text(summary)]);
        let texts = texts.flatten().map(BlockCell::from);
        table.row([name.as_str().into(), BlockCell::bar(summary.kpis.customers, most)].into_iter().chain(texts));
    }
    Block::Table(table)
}

/// The means of columns of customers alone: a row for each column.
fn of_means(split: &Split, whole: &Summary) -> Option<Block> {
    let rows = means(split, whole);
    let columns = [BlockColumn::left("column")].into_iter().chain(titles(split));
    let unit = listed(rows.len(), &counted(split.parts.len() as u64, "part"));
    let mut table = TableBlock::new(format!("Means by {}", split.key), unit, columns);
    for (name, numbers, of_parts) in rows.into_iter().take(LISTED) {
        let text = |mean: Option<f64>| mean.map_or_else(|| NONE.to_owned(), |mean| column::short(numbers, mean));
        table.row([name.to_owned()].into_iter().chain(of_parts.into_iter().map(text)));
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// Customers by a number of days, ascending.
type DayCounts = fn(&Summary) -> &[(i32, u64)];

/// Quartiles of recency and tenure, a row for each part.
fn of_spans(split: &Split, whole: &Summary) -> Option<Block> {
    let all: [(String, DayCounts); 2] = [
        (format!("last {}", words(whole.kind).event), |of| &of.spans.recency),
        ("joined".to_owned(), |of| &of.spans.tenure),
    ];
    let known: Vec<_> = all.iter().filter(|(_, counts)| !counts(whole).is_empty()).collect();
    let titles = known.iter().flat_map(|(event, _)| [format!("{event}: 25%"), "median".to_owned(), "75%".to_owned()]);
    let columns = [BlockColumn::left(split.key.clone())].into_iter().chain(titles.map(BlockColumn::right));
    let title = format!("Recency and tenure by {}", split.key);
    let mut table = TableBlock::new(title, "days before the as-of date, quartiles of customers", columns);
    let text =
        |days: Option<f64>| days.map_or_else(|| NONE.to_owned(), |days| number(days, usize::from(days.fract() != 0.0)));
    for part in &split.parts {
        let days = known.iter().flat_map(|(_, counts)| {
            let quartiles = quartiles(counts(&part.summary));
            (0..3).map(move |at| text(quartiles.map(|of| of[at])))
        });
        table.row([part.name.clone()].into_iter().chain(days));
    }
    (!known.is_empty()).then_some(Block::Table(table))
}

/// Average retention, a row for each part.
fn of_retention(split: &Split, whole: &Summary, granularity: Granularity) -> Option<Block> {
    let lines = lines(split, whole, granularity, Axis::Retention(Start::FirstClaim, Event::Claim, DEFINITION));
    let months: Vec<usize> = AVERAGED.into_iter().filter(|n| *n < lines.axis.len()).collect();
    let titles = months.iter().map(|n| BlockColumn::right(lines.axis[*n].clone()));
    let columns = [BlockColumn::left(split.key.clone())].into_iter().chain(titles);
    let words = words(whole.kind);
    let unit = format!("% with {} {} in month n after their first", words.article, words.event);
    let mut table = TableBlock::new(format!("Average retention by {}", split.key), unit, columns);
    for (part, rates) in split.parts.iter().zip(&lines.parts) {
        let cell = |n: &usize| rates[*n].map_or_else(|| "".into(), |rate| BlockCell::Heat(percent_in_cell(rate), rate));
        table.row([part.name.as_str().into()].into_iter().chain(months.iter().map(cell)));
    }
    (!months.is_empty()).then_some(Block::Table(table))
}

/// The last periods, a column for each part.
fn over_time(split: &Split, whole: &Summary, granularity: Granularity) -> Option<Block> {
    let first = per_period(whole).into_iter().next()?;
    let lines = lines(split, whole, granularity, Axis::Time(first.value));
    let all = lines.axis.len();
    let shown = all.saturating_sub(LAST)..all;
    let columns = [BlockColumn::left(granularity.to_string())].into_iter().chain(titles(split));
    let unit = format!("{} of {all}", shown.len());
    let title = format!("{} per {granularity} by {}", capitalised(first.title), split.key);
    let mut table = TableBlock::new(title, unit, columns);
    for at in shown {
        let of_part = |values: &Vec<Option<f64>>| value_text(whole, first.quantity, values[at]);
        table.row([starred(&lines.axis[at], lines.partial[at])].into_iter().chain(lines.parts.iter().map(of_part)));
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn titles(split: &Split) -> impl Iterator<Item = BlockColumn> {
    split.parts.iter().map(|part| BlockColumn::right(part.name.clone()))
}
