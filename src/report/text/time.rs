//! Usage over time and days to burn.

use super::page::{Page, rate};
use crate::data::format_day;
use crate::measures::{BurntByDay, Change, Granularity, MATURE, Period, Summary, WEEKDAYS};
use crate::report::table::{Align, Cell, Table};
use crate::wording::text::{count, number, percent, signed, signed_percent};

/// Buckets that are printed: the last ones up to the reference day.
const LAST: usize = 12;
/// What stands beside a burn rate of which not nearly all burns have come.
const RISING: &str = "rising";

pub(super) fn usage(page: &mut Page, summary: &Summary, granularity: Granularity) {
    let (past, later) = summary.periods_to_date(granularity);
    let shown = &past[past.len().saturating_sub(LAST)..];
    let note = format!("last {} of {}", shown.len(), count(past.len() as u64));
    page.title(&format!("Claims and burns per {granularity}"), if past.is_empty() { "" } else { &note });
    if past.is_empty() {
        page.wrapped("  ", "Needs dates in the table transactions.");
        return;
    }
    let most = shown.iter().map(|p| p.claims).max().unwrap_or(0);
    let mut table = Table::new(&[
        (&granularity.to_string(), Align::Left),
        ("", Align::Bar),
        ("claims", Align::Right),
        ("open", Align::Right),
        ("burnt", Align::Right),
        ("rate", Align::Right),
        ("", Align::Left),
        ("burns by burn date", Align::Right),
    ]);
    let mature_until = summary.mature_until();
    let young = |p: &Period| p.burn_rate().is_some() && mature_until.is_some_and(|day| p.last_day > day);
    for p in shown {
        let key = if p.partial { format!("{} *", p.period) } else { p.period.clone() };
        let counts = [p.claims, p.status_claimed, p.status_burnt].map(count);
        let rising = if young(p) { RISING } else { "" };
        let numbers =
            counts.into_iter().chain([rate(p.burn_rate()), rising.to_owned(), count(p.burns)]).map(Cell::from);
        table.row([key.into(), Cell::bar(p.claims, most)].into_iter().chain(numbers));
    }
    page.table(&table);
    if let Some(day) = summary.claim_horizon.filter(|_| shown.iter().any(|p| p.partial)) {
        page.wrapped("  ", &format!("* partial: claims are seen up to {}", format_day(day)));
    }
    if let Some(day) = mature_until.filter(|_| shown.iter().any(young)) {
        let words = format!("{RISING}: {} of the burns have come of claims up to", percent(MATURE, 0));
        page.wrapped("  ", &format!("{words} {}, fewer of later ones", format_day(day)));
    }
    for change in changes(summary, granularity) {
        page.wrapped("  ", &change);
    }
    if later > 0 {
        page.wrapped("  ", &format!("not shown, for their later date: {} claims and burns", count(later)));
    }
}

/// The last whole bucket against the one before it, in a line a figure.
fn changes(summary: &Summary, granularity: Granularity) -> Vec<String> {
    let relative = |name: &str, change: Option<Change>| {
        let change = change?;
        let by = signed_percent(change.relative()?, 1);
        let [before, now] = change.values.map(|value| number(value, 0));
        Some(format!("{name} in {}: {by} on {} ({now} after {before})", change.period, change.before))
    };
    let rate = summary.change_of_burn_rate(granularity).map(|change| {
        let by = signed(change.difference() * 100.0, 1);
        let [before, now] = change.values.map(|value| percent(value, 1));
        format!("Burn rate of {}: {by} points on {} ({now} after {before})", change.period, change.before)
    });
    let days = summary.change_of_days_to_burn(granularity).map(|change| {
        let [before, now] = change.values.map(|value| number(value, 1));
        let by = signed(change.difference(), 1);
        format!("Median days to burn of {}: {by} on {} ({now} after {before})", change.period, change.before)
    });
    let claims = relative("Claims", summary.change(granularity, |p| p.claims as f64));
    let burns = relative("Burns", summary.change_of_burns(granularity));
    let active = relative("Active customers", summary.change(granularity, |p| p.active_customers as f64));
    [claims, burns, active, rate, days].into_iter().flatten().collect()
}

/// Claims by weekday of the last months.
pub(super) fn weekdays(page: &mut Page, summary: &Summary) {
    let months = summary.weekdays(|day| day.claims);
    if months.is_empty() {
        return;
    }
    let shown = &months[months.len().saturating_sub(LAST)..];
    let note = format!("last {} of {} months", shown.len(), count(months.len() as u64));
    page.title("Claims by weekday", &note);
    let columns: Vec<_> = WEEKDAYS.iter().map(|day| (*day, Align::Right)).collect();
    let mut table = Table::new(&[&[("month", Align::Left)], &columns[..]].concat());
    for month in shown {
        let key = if month.month.partial { format!("{} *", month.month.period) } else { month.month.period.clone() };
        table.row(std::iter::once(key).chain(month.counts.map(count)));
    }
    let mut all = [0; 7];
    for month in &months {
        all.iter_mut().zip(month.counts).for_each(|(all, n)| *all += n);
    }
    table.row(std::iter::once("all months".to_owned()).chain(all.map(count)));
    page.table(&table);
}

pub(super) fn days_to_burn(page: &mut Page, summary: &Summary) {
    let Some(days) = &summary.days_to_burn else {
        return;
    };
    page.title("Days from claim to burn", &format!("{} burns with both dates", count(days.n)));
    let headings = ["min", "10 %", "25 %", "median", "mean", "75 %", "90 %", "max"];
    let mut table = Table::new(&headings.map(|h| (h, Align::Right)));
    let figures = [days.p10, days.p25, days.median, days.mean, days.p75, days.p90].map(|d| number(d, 1));
    let [min, max] = [days.min, days.max].map(|d| number(f64::from(d), 0));
    table.row(std::iter::once(min).chain(figures).chain([max]));
    page.table(&table);
    if let Some(burnt) = &summary.burnt_by_day {
        page.wrapped("  ", &burnt_by_day(burnt));
    }
}

/// How many coupons are burnt by when, open ones counted, in a sentence.
pub(in crate::report) fn burnt_by_day(burnt: &BurntByDay) -> String {
    let median = match burnt.median {
        Some(day) => format!("half are burnt within {day} days of the claim"),
        None => "fewer than half are burnt as far as can be seen".to_owned(),
    };
    let days = [30, 90].into_iter().filter(|day| *day <= burnt.longest);
    let shares: Vec<String> = days.map(|day| format!("; {} by day {day}", percent(burnt.share(day), 1))).collect();
    let what = format!("With open coupons counted (Kaplan-Meier, {} coupons)", count(burnt.coupons));
    format!("{what}: {median}{}.", shares.concat())
}
