//! Returning customers, and the days between claims; empty without dated claims.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::share;
use crate::data::Kind;
use crate::measures::{Cohort, Definition, RHYTHM_DAYS, Retention, Rhythm, Summary, Triangle};
use crate::report::input::ReportInput;
use crate::wording::kind_words::{Words, words};
use crate::wording::overdue::full;
use crate::wording::text::{count, counted, number, percent_in_cell};

/// What the table counts.
pub(super) const DEFINITION: Definition = Definition::ReturnOn;
/// Number of cohorts (the last) and months (the first) that are shown.
const SHOWN: (usize, usize) = (24, 12);
/// The months of the table of average retention.
pub(super) const AVERAGED: [usize; 6] = [0, 1, 2, 3, 6, 12];

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let summary = report.summary;
    let words = words(summary.kind);
    let mut blocks = cohorts(&summary.retention.claims, words);
    if !blocks.is_empty() {
        blocks.push(averages(&summary.retention, summary.kind));
    }
    blocks.extend(summary.rhythm.iter().map(|rhythm| gaps(summary, rhythm)));
    blocks
}

/// A heat map of the last cohorts with known values, and a note about those left out.
fn cohorts(triangle: &Triangle, words: Words) -> Vec<Block> {
    let months = triangle.months().min(SHOWN.1);
    let known: Vec<_> = triangle.cohorts.iter().filter(|cohort| cohort.rate(DEFINITION, 0).is_some()).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let shown = &known[known.len().saturating_sub(SHOWN.0)..];
    let titles = (0..months).map(|n| BlockColumn::right(format!("M{n}")));
    let columns = [BlockColumn::left("cohort"), BlockColumn::right("size")].into_iter().chain(titles);
    let unit = format!("{} by month of the first {}", counted(triangle.customers(), "customer"), words.event);
    let mut table = TableBlock::new("Retention by cohort", unit, columns);
    let row = |name: &str, size: u64, rate: &dyn Fn(usize) -> Option<f64>| {
        let cell = |n| rate(n).map_or_else(|| "".into(), |rate| BlockCell::Heat(percent_in_cell(rate), rate));
        [BlockCell::from(name), count(size).into()].into_iter().chain((0..months).map(cell)).collect::<Vec<_>>()
    };
    for cohort in shown {
        table.row(row(&cohort.month, cohort.size, &|n| cohort.rate(DEFINITION, n)));
    }
    let average = triangle.average(DEFINITION);
    let size = known.iter().map(|cohort: &&Cohort| cohort.size).sum();
    table.row(row("average", size, &|n| average.get(n).copied()));
    let cohorts = if shown.len() < known.len() {
        format!(" The last {} of {} cohorts; the average is of all.", shown.len(), known.len())
    } else {
        String::new()
    };
    let first = if months < triangle.months() {
        format!(" The first {months} of {} months.", triangle.months())
    } else {
        String::new()
    };
    let legend = format!(
        "M1 is the % of the cohort with {} {} in the first month after its own; blank if the month is not over.{cohorts}{first}",
        words.article, words.event
    );
    vec![Block::Table(table), Block::Text(legend)]
}

/// The average retention by every definition: what starts a cohort, and what counts as a return.
fn averages(retention: &Retention, kind: Kind) -> Block {
    let words = words(kind);
    let longest = Retention::KINDS.map(|(start, event)| retention.triangle(start, event).months()).into_iter().max();
    let months: Vec<usize> = AVERAGED.into_iter().filter(|n| Some(*n) < longest).collect();
    let columns = [BlockColumn::left("cohorts by"), BlockColumn::left("return with a")];
    let columns = columns.into_iter().chain(months.iter().map(|n| BlockColumn::right(format!("M{n}"))));
    let mut table = TableBlock::new("Average retention", "% of the cohorts whose month is over", columns);
    for (start, event) in Retention::kinds(kind) {
        let triangle = retention.triangle(start, event);
        for (definition, later) in [(Definition::ReturnOn, ""), (Definition::OnOrAfter, " or later")] {
            let average = triangle.average(definition);
            let (start, event) = (words.start(start), words.back(event));
            let cells = months.iter().map(|n| average.get(*n).copied().map_or_else(String::new, percent_in_cell));
            if !average.is_empty() {
                table.row([start.to_owned(), format!("{event} in month n{later}")].into_iter().chain(cells));
            }
        }
    }
    Block::Table(table)
}

/// The days between claims, overdue customers, and the rule for them.
fn gaps(summary: &Summary, rhythm: &Rhythm) -> Block {
    let (gaps, median, p90) = (counted(rhythm.gaps, "gap"), number(rhythm.median, 1), number(rhythm.p90(), 1));
    let Words { event, events, .. } = words(summary.kind);
    let days =
        format!("Days between consecutive {event} days of a customer: median {median}, 90% at most {p90} ({gaps}).");
    if rhythm.customers == 0 {
        return Block::Text(format!("{days} No customer has {events} on {RHYTHM_DAYS} days, so none can be overdue."));
    }
    let active = summary.kpis.active_customers;
    let told = rhythm.check.as_ref().map_or_else(String::new, |check| format!(" {}", full(check, words(summary.kind))));
    Block::Text(format!(
        "{days} {} of {} active customers ({}) are overdue: they have been inactive for more than twice their own median \
         gap at the last {event} of the data. Tested: the {} with {events} on {RHYTHM_DAYS} days or more.{told}",
        count(rhythm.overdue),
        count(active),
        share(rhythm.overdue, active),
        counted(rhythm.customers, "customer"),
    ))
}
