//! Claims and burns over time, and days to burn; empty without dates.

use super::blocks::{Block, Bucket, Cell, Chart, Column, Plot, Table};
use super::numbers::rate;
use crate::data::{Kind, format_day};
use crate::measures::{BurntByDay, Change, Granularity, MATURE, Period, Summary, WEEKDAYS};
use crate::report::input::ReportInput;
use crate::wording::kind_words::words;
use crate::wording::text::{count, number, percent, signed, signed_percent};

/// Number of periods in a table: the last ones up to the as-of date.
pub(super) const LAST: usize = 12;

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let (summary, granularity) = (report.summary, report.granularity);
    let (past, later) = summary.periods_to_date(granularity);
    if past.is_empty() || summary.kind == Kind::Purchases {
        return Vec::new();
    }
    let mut blocks = vec![chart(summary, granularity, &past)];
    blocks.extend(periods(summary, granularity, &past));
    if later > 0 {
        blocks.push(Block::Text(format!("{} claims and burns are dated later and not shown.", count(later))));
    }
    blocks.extend(changes(summary, granularity));
    blocks.extend(weekdays(summary));
    blocks.extend(days_to_burn(summary));
    blocks
}

fn chart(summary: &Summary, granularity: Granularity, past: &[Period]) -> Block {
    let (claims, burns) = (past.iter().map(|p| p.claims).sum(), past.iter().map(|p| p.burns).sum());
    let horizon = summary.claim_horizon.filter(|_| past.iter().any(|p| p.partial));
    let note = horizon
        .map(|day| format!("Claims are known up to {}; periods that end later are incomplete.", format_day(day)));
    let bucket = |p: &Period| Bucket { label: p.period.clone(), claims: p.claims, burns: p.burns, partial: p.partial };
    Block::Chart(Chart {
        title: format!("Claims and burns per {granularity}"),
        unit: format!("{} claims by claim date, {} burns by burn date", count(claims), count(burns)),
        note: note.unwrap_or_default(),
        plot: Plot::Periods(past.iter().map(bucket).collect()),
    })
}

/// The last periods, and the meaning of their marks.
fn periods(summary: &Summary, granularity: Granularity, past: &[Period]) -> Vec<Block> {
    let shown = &past[past.len().saturating_sub(LAST)..];
    let numbers = ["claims", "open", "burnt", "burn rate"].map(Column::right);
    let columns = [Column::left(granularity.to_string()), Column::bar()].into_iter().chain(numbers);
    let columns = columns.chain([Column::left(""), Column::right("burns by burn date")]);
    let title = format!("The last {granularity}s");
    let mut table = Table::new(title, format!("{} of {}", shown.len(), count(past.len() as u64)), columns);
    let mature_until = summary.mature_until();
    let young = |p: &Period| p.burn_rate().is_some() && mature_until.is_some_and(|day| p.last_day > day);
    let most = shown.iter().map(|p| p.claims).max().unwrap_or(0);
    for p in shown {
        let state = if young(p) { "not final" } else { "" };
        let counts = [p.claims, p.status_claimed, p.status_burnt].map(count);
        let numbers = counts.into_iter().chain([rate(p.burn_rate()), state.to_owned(), count(p.burns)]);
        table.row([starred(p).into(), Cell::bar(p.claims, most)].into_iter().chain(numbers.map(Cell::from)));
    }
    let mut blocks = vec![Block::Table(table)];
    if shown.iter().any(|p| p.partial) {
        blocks.push(Block::Text("* incomplete".to_owned()));
    }
    if let Some(day) = mature_until.filter(|_| shown.iter().any(young)) {
        blocks.push(Block::Text(format!(
            "not final: fewer than {} of the burns of claims after {} have had time to happen.",
            percent(MATURE, 0),
            format_day(day)
        )));
    }
    blocks
}

/// The key of a period, with a star if it is incomplete.
pub(super) fn starred(period: &Period) -> String {
    if period.partial { format!("{} *", period.period) } else { period.period.clone() }
}

/// From the previous complete period to the last complete one.
fn changes(summary: &Summary, granularity: Granularity) -> Option<Block> {
    let columns = [
        Column::left(""),
        Column::left("from"),
        Column::right(""),
        Column::left("to"),
        Column::right(""),
        Column::right("change"),
    ];
    let title = format!("Change from the previous complete {granularity} to the last one");
    let mut table = Table::new(title, "", columns);
    let mut row =
        |name: &str, change: Option<Change>, written: &dyn Fn(f64) -> String, by: &dyn Fn(&Change) -> String| {
            if let Some(change) = change {
                let [before, now] = change.values.map(written);
                let by = by(&change);
                table.row([name.to_owned(), change.before, before, change.period, now, by]);
            }
        };
    let whole = |value: f64| number(value, 0);
    let relative = |change: &Change| signed_percent(change.relative().unwrap_or(f64::NAN), 1);
    row("Claims", summary.change(granularity, |p| p.claims as f64), &whole, &relative);
    row("Burns", summary.change_of_burns(granularity), &whole, &relative);
    row("Active customers", summary.change(granularity, |p| p.active_customers as f64), &whole, &relative);
    row("Burn rate", summary.change_of_burn_rate(granularity), &|rate| percent(rate, 1), &|change| {
        format!("{} pp", signed(change.difference() * 100.0, 1))
    });
    row("Median days to burn", summary.change_of_days_to_burn(granularity), &|days| number(days, 1), &|change| {
        format!("{} d", signed(change.difference(), 1))
    });
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// A heat map of the claims of the last months.
pub(super) fn weekdays(summary: &Summary) -> Option<Block> {
    let months = summary.weekdays(|day| day.claims);
    let shown = &months[months.len().saturating_sub(LAST)..];
    let most = shown.iter().flat_map(|month| month.counts).max()?;
    let columns = std::iter::once(Column::left("month")).chain(WEEKDAYS.iter().map(|day| Column::right(*day)));
    let unit = format!("last {} of {} months", shown.len(), count(months.len() as u64));
    let mut table = Table::new(format!("{} by weekday", words(summary.kind).title), unit, columns);
    for month in shown {
        let cells = month.counts.map(|n| Cell::heat(count(n), n, most));
        table.row(std::iter::once(starred(&month.month).into()).chain(cells));
    }
    let mut all = [0; 7];
    for month in &months {
        all.iter_mut().zip(month.counts).for_each(|(all, n)| *all += n);
    }
    table.row(std::iter::once("all months".to_owned()).chain(all.map(count)));
    Some(Block::Table(table))
}

fn days_to_burn(summary: &Summary) -> Vec<Block> {
    let Some(days) = &summary.days_to_burn else { return Vec::new() };
    let columns = ["min", "10%", "25%", "median", "mean", "75%", "90%", "max"].map(Column::right);
    let mut table = Table::new("Days from claim to burn", format!("{} burns with both dates", count(days.n)), columns);
    let values = [days.p10, days.p25, days.median, days.mean, days.p75, days.p90].map(|d| number(d, 1));
    let [min, max] = [days.min, days.max].map(|d| number(f64::from(d), 0));
    table.row(std::iter::once(min).chain(values).chain([max]));
    let shares = summary.burnt_by_day.iter().map(|burnt| Block::Text(burnt_by_day(burnt)));
    std::iter::once(Block::Table(table)).chain(shares).collect()
}

/// The share of coupons burnt by each day, corrected for open ones, as a sentence.
fn burnt_by_day(burnt: &BurntByDay) -> String {
    let median = match burnt.median {
        Some(day) => format!("half are burnt within {day} days of the claim"),
        None => "fewer than half are burnt within the time that the data covers".to_owned(),
    };
    let days = [30, 90].into_iter().filter(|day| *day <= burnt.longest);
    let shares: Vec<String> = days.map(|day| format!("; {} by day {day}", percent(burnt.share(day), 1))).collect();
    let what = format!("With open coupons counted (Kaplan-Meier, {} coupons)", count(burnt.coupons));
    format!("{what}: {median}{}.", shares.concat())
}
