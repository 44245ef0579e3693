//! Who comes back, and how often.

use super::{Block, Side, Table};
use crate::measures::Summary;
use crate::report::retention::{averages_table, overdue, retention_table};
use crate::wording::text::{count, number};

/// Cohorts, the last ones, and months, the first ones, that are shown.
const SHOWN: (usize, usize) = (24, 13);

/// Retention as a table, and the gaps between claims; nothing without dated claims.
pub(super) fn loyalty(summary: &Summary) -> Vec<Block> {
    let mut blocks = Vec::new();
    let triangle = &summary.retention.claims;
    if let Some(shown) = retention_table(triangle, SHOWN.0, SHOWN.1) {
        let mut caption = format!(
            "Retention: % of the cohort with a claim in the month n after it (Mn), {} customers by month of the first \
             claim; blank where the month is not over",
            count(triangle.customers())
        );
        if !shown.left_out.is_empty() {
            caption = format!("{caption}; {}", shown.left_out);
        }
        let mut columns = vec![("cohort", Side::Left)];
        columns.extend(shown.titles.iter().map(|title| (title.as_str(), Side::Right)));
        let mut table = Table::new(caption, &columns);
        for row in shown.rows {
            table.row(row);
        }
        blocks.push(Block::Table(table));
        blocks.push(Block::Table(averages(summary)));
    }
    if let Some(rhythm) = &summary.rhythm {
        let (gaps, median, p90) = (count(rhythm.gaps), number(rhythm.median, 1), number(rhythm.p90(), 1));
        blocks.push(Block::Text(format!(
            "Days between consecutive claim days of a customer: median {median}, 90 % are at most {p90} ({gaps} gaps). {}",
            overdue(summary, rhythm)
        )));
    }
    blocks
}

/// The average retention by every definition.
fn averages(summary: &Summary) -> Table {
    let (months, rows) = averages_table(&summary.retention);
    let mut columns = vec![("cohorts by", Side::Left), ("back with a", Side::Left)];
    columns.extend(months.iter().map(|month| (month.as_str(), Side::Right)));
    let mut table = Table::new("Average retention: % of the cohorts of which the month is over", &columns);
    for row in rows {
        table.row(row);
    }
    table
}
