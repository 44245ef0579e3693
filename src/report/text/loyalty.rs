//! Who comes back, and how often.

use super::page::Page;
use crate::measures::Summary;
use crate::report::retention::{averages_table, overdue, retention_table};
use crate::report::table::{Align, Table};
use crate::wording::text::{count, number};

/// Cohorts that are printed, the last ones.
const COHORTS: usize = 12;
/// Columns of a cohort and its size, and of each month.
const WIDTHS: (usize, usize) = (18, 5);

pub(super) fn retention(page: &mut Page, summary: &Summary) {
    let triangle = &summary.retention.claims;
    let months = (page.width().saturating_sub(WIDTHS.0) / WIDTHS.1).max(1);
    let Some(shown) = retention_table(triangle, COHORTS, months) else {
        return;
    };
    page.title("Retention", &format!("{} customers by month of the first claim", count(triangle.customers())));
    page.wrapped("  ", "% of the cohort with a claim in the month n after it (Mn); blank: not over yet");
    let mut columns = vec![("cohort", Align::Left)];
    columns.extend(shown.titles.iter().map(|title| (title.as_str(), Align::Right)));
    let mut table = Table::new(&columns);
    for row in shown.rows {
        table.row(row);
    }
    page.table(&table);
    if !shown.left_out.is_empty() {
        page.wrapped("  ", &shown.left_out);
    }
    page.title("Average retention", "% of the cohorts of which the month is over");
    let (months, rows) = averages_table(&summary.retention);
    let mut columns = vec![("cohorts by", Align::Left), ("back with a", Align::Left)];
    columns.extend(months.iter().map(|month| (month.as_str(), Align::Right)));
    let mut table = Table::new(&columns);
    for row in rows {
        table.row(row);
    }
    page.table(&table);
}

pub(super) fn rhythm(page: &mut Page, summary: &Summary) {
    let Some(rhythm) = &summary.rhythm else {
        return;
    };
    page.title("Days between claims", &format!("{} gaps between claim days of a customer", count(rhythm.gaps)));
    let (median, p90) = (number(rhythm.median, 1), number(rhythm.p90(), 1));
    page.wrapped("  ", &format!("median {median}, 90 % are at most {p90}"));
    page.wrapped("  ", &overdue(summary, rhythm));
}
