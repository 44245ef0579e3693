//! Who should get coupons, and what to do about each segment.

use super::page::Page;
use crate::analysis::Later;
use crate::report::SegmentationReport;
use crate::report::coupons::{Answer, LEGEND, TITLES, rows};
use crate::report::table::{Align, Table};
use crate::segments::{Advice, advise, advise_never_active};
use crate::wording::coupons::{measured, proposed, who};
use crate::wording::text::clean;

pub(super) fn coupons(page: &mut Page, report: &SegmentationReport) {
    let Some(coupons) = &report.coupons else { return };
    page.title("Who should get coupons", "burn rates of later claims");
    let later = match &coupons.later {
        Ok(later) => *later,
        Err(why) => return page.wrapped("  ", &format!("Not measured: {}", clean(why))),
    };
    let answer = Answer::new(later, coupons.budget, report);
    page.wrapped("  ", &who(&answer.candidates, &answer.leaders));
    if let Some(proposal) = &answer.proposal {
        page.wrapped("  ", &proposed(&answer.candidates, proposal));
    }
    page.table(&table(later));
    page.wrapped("  ", &measured(later));
    page.wrapped("  ", LEGEND);
}

fn table(later: &Later) -> Table {
    let align = |words: bool| if words { Align::Left } else { Align::Right };
    let columns: Vec<_> = TITLES.iter().map(|(title, words)| (*title, align(*words))).collect();
    let mut table = Table::new(&columns);
    for row in rows(later) {
        table.row(row);
    }
    table
}

/// What to do about each segment, and about those who were never active.
pub(super) fn advice(page: &mut Page, report: &SegmentationReport) {
    let segments = report.segments;
    page.title("Advice", "by rule, from the figures of each segment");
    for segment in &segments.list {
        let name = format!("{} {}", segment.id, segment.name);
        say(page, &name, &advise(segment, segments, report.verdict));
    }
    if let Some(advice) = advise_never_active(segments) {
        say(page, "never active", &advice);
    }
}

fn say(page: &mut Page, name: &str, advice: &Advice) {
    page.wrapped("  ", &format!("{}: {}. {}", clean(name), advice.action, clean(&advice.reason)));
    if let Some(caution) = &advice.caution {
        page.wrapped("    ", &format!("caution: {caution}"));
    }
}
