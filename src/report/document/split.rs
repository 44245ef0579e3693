//! The parts of the data side by side; empty without `--by`.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, capitalised, interval, listed, money, short};
use super::retention::{AVERAGED, DEFINITION};
use super::time::{LAST, starred};
use crate::analysis::{Part, Split};
use crate::data::Kind;
use crate::measures::{ColumnValues, Granularity, Period, Summary};
use crate::report::input::ReportInput;
use crate::wording::column;
use crate::wording::kind_words::words;
use crate::wording::text::{NONE, count, counted, percent_in_cell, rate_beside};

/// A figure of a part: its title, and its text.
type Figure = (&'static str, fn(&Summary) -> String);

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(split) = report.split.filter(|split| !split.parts.is_empty()) else { return Vec::new() };
    let mut blocks = vec![of_figures(split, report.summary)];
    blocks.extend(notes(split, report.summary.kind).map(Block::Text));
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
    let titles = figures.iter().map(|(title, _)| BlockColumn::right(*title));
    let columns = [BlockColumn::left(split.key.clone()), BlockColumn::bar()].into_iter().chain(titles);
    let unit = counted(whole.kpis.customers, "customer");
    let mut table = TableBlock::new(format!("By {}", split.key), unit, columns);
    let most = split.parts.iter().map(|part| part.summary.kpis.customers).max().unwrap_or(0);
    for Part { name, summary, .. } in &split.parts {
        let texts = figures.iter().map(|(_, of)| of(summary).into());
        table.row([name.as_str().into(), BlockCell::bar(summary.kpis.customers, most)].into_iter().chain(texts));
    }
    Block::Table(table)
}

/// The figures that the data has.
fn figures(whole: &Summary) -> Vec<Figure> {
    let own: Vec<Figure> = match whole.kind {
        Kind::Customers => Vec::new(),
        Kind::Coupons if whole.kpis.transactions == 0 => Vec::new(),
        Kind::Coupons => {
            let counts: [Figure; 2] =
                [("claims", |part| count(part.kpis.transactions)), ("burnt", |part| count(part.kpis.burnt))];
            let rates: [Figure; 2] = [
                ("burn rate", |part| {
                    rate_beside(part.kpis.burn_rate.unwrap_or(f64::NAN), part.kpis.burn_interval(), 1)
                }),
                ("95% CI", |part| interval(part.kpis.burn_rate, part.kpis.burn_interval())),
            ];
            let days: Figure =
                ("days to burn", |part| part.kpis.median_days_to_burn.map_or_else(|| NONE.to_owned(), short));
            counts.into_iter().chain(rates.into_iter().filter(|_| whole.has_rates())).chain([days]).collect()
        }
        Kind::Purchases => {
            let orders: Figure = ("orders", |part| count(part.kpis.transactions));
            let priced: [Figure; 2] = [
                ("revenue", |part| known_money(part, part.kpis.amount)),
                ("per order", |part| known_money(part, part.purchases.as_ref().and_then(|of| of.average_order))),
            ];
            [orders].into_iter().chain(priced.into_iter().filter(|_| whole.kpis.amount.is_some())).collect()
        }
    };
    let repeat: [Figure; 2] = [
        ("repeat", |part| {
            let (rate, ends) = part.kpis.repeat().unzip();
            rate_beside(rate.unwrap_or(f64::NAN), ends, 1)
        }),
        ("95% CI", |part| {
            let (rate, ends) = part.kpis.repeat().unzip();
            interval(rate, ends)
        }),
    ];
    let customers: Figure = ("customers", |part| count(part.kpis.customers));
    let has_events = !own.is_empty();
    [customers].into_iter().chain(own).chain(repeat.into_iter().filter(|_| has_events)).collect()
}

fn known_money(part: &Summary, amount: Option<f64>) -> String {
    amount.map_or_else(|| NONE.to_owned(), |amount| money(part, amount))
}

/// How the parts were made, in sentences: `The 6 most frequent of 21.`
fn notes(split: &Split, kind: Kind) -> impl Iterator<Item = String> {
    let parts = split.parts.len();
    let most = (split.left_out > 0).then(|| format!("The {parts} most frequent of {}.", parts + split.left_out));
    let several = format!("A customer is counted in every part in which they have {}.", words(kind).events);
    most.into_iter().chain(split.overlaps.then_some(several))
}

/// The means of columns of customers alone: a row for each column.
fn of_means(split: &Split) -> Option<Block> {
    let mean = |summary: &Summary, name: &str| {
        let column = summary.columns.iter().find(|column| column.name == name)?;
        let ColumnValues::Numbers(histogram) = &column.values else { return None };
        Some(column::short(&histogram.numbers, histogram.numbers.mean))
    };
    let names: Vec<&str> = split.parts.first()?.summary.columns.iter().map(|column| column.name.as_str()).collect();
    let rows = names.into_iter().filter_map(|name| {
        let of_parts: Vec<Option<String>> = split.parts.iter().map(|part| mean(&part.summary, name)).collect();
        of_parts[0].is_some().then(|| {
            let texts = of_parts.into_iter().map(|text| text.unwrap_or_else(|| NONE.to_owned()));
            [name.to_owned()].into_iter().chain(texts).collect::<Vec<_>>()
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let columns = [BlockColumn::left("column")].into_iter().chain(titles(split));
    let unit = listed(rows.len(), &counted(split.parts.len() as u64, "part"));
    let mut table = TableBlock::new(format!("Means by {}", split.key), unit, columns);
    rows.into_iter().take(LISTED).for_each(|row| table.row(row));
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// Average retention, a row for each part.
fn of_retention(split: &Split, whole: &Summary) -> Option<Block> {
    let average = |part: &Part| part.summary.retention.claims.average(DEFINITION);
    let known: Vec<Vec<f64>> = split.parts.iter().map(average).collect();
    let longest = known.iter().map(Vec::len).max()?;
    let months: Vec<usize> = AVERAGED.into_iter().filter(|n| *n < longest).collect();
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
    (!months.is_empty()).then_some(Block::Table(table))
}

/// The last periods, a column for each part.
fn over_time(split: &Split, whole: &Summary, granularity: Granularity) -> Option<Block> {
    let (name, text): (_, fn(&Summary, Option<&Period>) -> String) = match whole.kind {
        Kind::Purchases if whole.kpis.amount.is_some() => {
            ("revenue", |whole, period| money(whole, period.map_or(0.0, |period| period.revenue)))
        }
        kind => (words(kind).events, |_, period| count(period.map_or(0, |period| period.claims))),
    };
    let (past, _) = whole.periods_to_date(granularity);
    let shown = &past[past.len().saturating_sub(LAST)..];
    let columns = [BlockColumn::left(granularity.to_string())].into_iter().chain(titles(split));
    let unit = format!("{} of {}", shown.len(), past.len());
    let title = format!("{} per {granularity} by {}", capitalised(name), split.key);
    let mut table = TableBlock::new(title, unit, columns);
    let parts: Vec<Vec<Period>> = split.parts.iter().map(|part| part.summary.usage.periods(granularity)).collect();
    for period in shown {
        let of_part = |periods: &Vec<Period>| {
            let own = periods.binary_search_by_key(&period.first_day, |own| own.first_day);
            text(whole, own.ok().map(|at| &periods[at]))
        };
        table.row([starred(period)].into_iter().chain(parts.iter().map(of_part)));
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn titles(split: &Split) -> impl Iterator<Item = BlockColumn> {
    split.parts.iter().map(|part| BlockColumn::right(part.name.clone()))
}
