//! The report as a page of text: what `segscope DATA` prints where there is no terminal. No escape sequences.

mod coupons;
mod loyalty;
mod migration;
mod named_coupons;
mod page;
mod places;
mod rfm;
mod segments;
pub(super) mod time;

use super::ReportInput;
use super::table::{Align, Cell, Table};
use crate::data::{Reading, format_day};
use crate::measures::{Kpis, Summary};
use crate::wording::text::{clean, count, number, percent};
use page::Page;
pub(super) use segments::{headline, made_from, sweep_cells};

/// Rows of a list that are printed; the heading says how many there are.
const LISTED: usize = 20;

/// The report on a page of `width` columns (at least 40).
pub fn text(report: &ReportInput, width: usize) -> String {
    let mut page = Page::new(width);
    let summary = report.summary;
    header(&mut page, summary, report.filter);
    key_figures(&mut page, &summary.kpis);
    places::genders(&mut page, summary);
    places::cities(&mut page, summary);
    places::further_columns(&mut page, summary);
    time::usage(&mut page, summary, report.granularity);
    time::weekdays(&mut page, summary);
    places::branches(&mut page, summary);
    places::merchants(&mut page, summary);
    time::days_to_burn(&mut page, summary);
    named_coupons::named_coupons(&mut page, summary);
    frequency(&mut page, summary);
    loyalty::retention(&mut page, summary);
    loyalty::rhythm(&mut page, summary);
    rfm::rfm(&mut page, summary, report.segmentation.as_ref().map(|s| s.segments));
    rfm::concentration(&mut page, summary);
    segments::segments(&mut page, report.segmentation.as_ref());
    if let Some(segmentation) = &report.segmentation {
        coupons::coupons(&mut page, segmentation);
        coupons::advice(&mut page, segmentation);
    }
    if let Some(migration) = report.segmentation.as_ref().and_then(|s| s.migration) {
        migration::migration(&mut page, migration, summary.as_of);
    }
    quality(&mut page, summary);
    page.finish()
}

/// The quality checks alone, on a page of `width` columns.
pub fn check(summary: &Summary, width: usize) -> String {
    let mut page = Page::new(width);
    header(&mut page, summary, "");
    quality(&mut page, summary);
    page.finish()
}

fn header(page: &mut Page, summary: &Summary, filter: &str) {
    let date = |day: Option<i32>| day.map_or_else(|| "-".to_owned(), format_day);
    page.ends(&format!("segscope  {}", clean(&summary.source.path)), &format!("as of {}", date(summary.as_of)));
    let rows = summary.source.readings.iter().map(|r| format!("{} {}", count(r.used), r.table));
    page.wrapped("", &rows.collect::<Vec<_>>().join(", "));
    if !filter.is_empty() {
        page.wrapped("", &format!("filter: {}", clean(filter)));
    }
}

fn key_figures(page: &mut Page, kpis: &Kpis) {
    page.title("Key figures", "");
    let mut table = Table::new(&[("", Align::Left), ("", Align::Right), ("", Align::Left)]);
    let mut row = |name: &str, value: String, note: String| table.row([name.to_owned(), value, note]);
    let (active, inactive) = (count(kpis.active_customers), count(kpis.inactive_customers));
    row("Customers", count(kpis.customers), format!("{active} active, {inactive} never active"));
    let other = if kpis.other > 0 { format!(", {} with another status", count(kpis.other)) } else { String::new() };
    let split = format!("{} open, {} burnt{other}", count(kpis.claimed), count(kpis.burnt));
    row("Claims", count(kpis.transactions), split);
    let rate = kpis.burn_rate.map_or_else(|| "-".to_owned(), |r| percent(r, 1));
    row("Burn rate", rate, "burnt / (open + burnt)".to_owned());
    let burners = format!("with two claims or more; {} with two burns or more", count(kpis.repeat_burners));
    row("Repeat", count(kpis.repeat_customers), burners);
    let days = kpis.median_days_to_burn.map_or_else(|| "-".to_owned(), |d| number(d, usize::from(d.fract() != 0.0)));
    row("Days to burn", days, "median".to_owned());
    page.table(&table);
}

fn frequency(page: &mut Page, summary: &Summary) {
    if summary.frequency.is_empty() {
        return;
    }
    let customers = format!("{} customers", count(summary.kpis.customers));
    page.title("Claims per customer", &page::listed(summary.frequency.len(), &customers));
    let most = summary.frequency.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let mut table =
        Table::new(&[("claims", Align::Right), ("", Align::Bar), ("customers", Align::Right), ("share", Align::Right)]);
    for (claims, customers) in summary.frequency.iter().take(LISTED) {
        let share = page::rate((summary.kpis.customers > 0).then(|| *customers as f64 / summary.kpis.customers as f64));
        table.row([count(*claims).into(), Cell::bar(*customers, most), count(*customers).into(), share.into()]);
    }
    page.table(&table);
}

/// What became of the rows of every table: those read are those used and those set aside, by check.
fn rows(page: &mut Page, readings: &[Reading]) {
    if readings.is_empty() {
        return;
    }
    page.title("Rows", "read = used + set aside");
    for Reading { table, read, used, set_aside } in readings {
        let all: u64 = set_aside.iter().map(|(_, rows)| rows).sum();
        let by_check: Vec<String> = set_aside.iter().map(|(check, rows)| format!("{} {check}", count(*rows))).collect();
        let why = if by_check.is_empty() { String::new() } else { format!(" ({})", by_check.join(", ")) };
        let sum = format!("{} read = {} used + {} set aside", count(*read), count(*used), count(all));
        page.wrapped("  ", &format!("{table}: {sum}{why}"));
    }
}

fn quality(page: &mut Page, summary: &Summary) {
    rows(page, &summary.source.readings);
    let findings = &summary.findings;
    page.title("Quality", &format!("{} findings", findings.len()));
    if findings.is_empty() {
        page.wrapped("  ", "Nothing to report: every row could be read and joined.");
        return;
    }
    for finding in findings {
        let column = finding.column.as_deref().map(|c| format!(".{}", clean(c))).unwrap_or_default();
        let rows = if finding.rows == 1 { "row" } else { "rows" };
        let what = format!("{}  {}  {}{column}", finding.check.severity(), finding.check, finding.table);
        page.ends(&format!("  {what}"), &format!("{} {rows}", count(finding.rows)));
        if !finding.examples.is_empty() {
            page.wrapped("      ", &clean(&finding.examples.join("; ")));
        }
    }
}
