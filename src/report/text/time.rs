//! Usage over time and days to burn.

use super::page::Page;
use crate::data::format_day;
use crate::measures::{Granularity, Summary};
use crate::report::table::{Align, Cell, Table};
use crate::ui::text::{count, number};

/// Buckets that are printed: the last ones up to the reference day.
const LAST: usize = 12;

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
        ("burns by burn date", Align::Right),
    ]);
    for p in shown {
        let key = if p.partial { format!("{} *", p.period) } else { p.period.clone() };
        let numbers = [p.claims, p.status_claimed, p.status_burnt, p.burns].map(|n| count(n).into());
        table.row([key.into(), Cell::bar(p.claims, most)].into_iter().chain(numbers));
    }
    page.table(&table);
    if let Some(day) = summary.claim_horizon.filter(|_| shown.iter().any(|p| p.partial)) {
        page.wrapped("  ", &format!("* partial: claims are seen up to {}", format_day(day)));
    }
    if later > 0 {
        page.wrapped("  ", &format!("{} claims and burns with a later date are not shown", count(later)));
    }
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
}
