//! What to do with the segments: who should get coupons, and where the customers of an earlier day are today.

use super::{Block, Side, Table};
use crate::data::format_day;
use crate::report::SegmentationReport;
use crate::report::coupons::{Answer, LEGEND, TITLES, rows};
use crate::report::migration;
use crate::wording::coupons::{measured, proposed, who};
use crate::wording::flow::{sentence, together};
use crate::wording::text::count;

/// Who should get coupons; nothing where it was not measured.
pub(super) fn coupons(report: Option<&SegmentationReport>) -> Vec<Block> {
    let Some((report, coupons)) = report.and_then(|report| Some((report, report.coupons.as_ref()?))) else {
        return Vec::new();
    };
    let later = match &coupons.later {
        Ok(later) => *later,
        Err(why) => return vec![Block::Text(format!("Not measured: {why}"))],
    };
    let answer = Answer::new(later, coupons.budget, report);
    let mut blocks = vec![Block::Text(who(&answer.candidates, &answer.leaders))];
    blocks.extend(answer.proposal.iter().map(|proposal| Block::Text(proposed(&answer.candidates, proposal))));
    let columns = TITLES.map(|(title, words)| (title, if words { Side::Left } else { Side::Right }));
    let customers: u64 = later.segments.iter().map(|early| early.customers).sum();
    let mut table = Table::new(format!("Burn rates of later claims, {} customers", count(customers)), &columns);
    for row in rows(later) {
        table.row(row);
    }
    blocks.extend([Block::Table(table), Block::Text(measured(later)), Block::Text(LEGEND.to_owned())]);
    blocks
}

/// From the segments of an earlier day to those of today; nothing where no day was named.
pub(super) fn migration(report: Option<&SegmentationReport>) -> Vec<Block> {
    let Some(migration) = report.and_then(|report| report.migration) else {
        return Vec::new();
    };
    let flow = &migration.flow;
    let (titles, rows) = migration::rows(flow);
    let side = |at: usize| if at == 1 { Side::Left } else { Side::Right };
    let columns: Vec<_> = titles.iter().enumerate().map(|(at, title)| (title.as_str(), side(at))).collect();
    let customers: u64 = flow.old.iter().map(|group| group.customers).sum();
    let day = format_day(migration.as_of);
    let mut table = Table::new(format!("From {day} to today, {} customers", count(customers)), &columns);
    for row in rows {
        table.row(row);
    }
    let moved = flow.old.iter().filter(|old| old.customers > 0).map(|old| format!("{}.", sentence(flow, old)));
    let moved = moved.collect::<Vec<_>>().join(" ");
    vec![Block::Text(format!("{}.", together(flow))), Block::Table(table), Block::Text(moved)]
}
