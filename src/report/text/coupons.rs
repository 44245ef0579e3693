//! Who should get coupons, and what to do about each segment.

use super::page::{Page, rate};
use crate::analysis::Later;
use crate::report::SegmentationReport;
use crate::report::coupons::Answer;
use crate::report::table::{Align, Table};
use crate::segments::{Advice, advise, advise_never_active};
use crate::ui::coupons::{interval, measured, proposed, who};
use crate::ui::text::{NONE, clean, count};

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
    page.wrapped(
        "  ",
        "past: burn rate up to then, not expected. now: the segment of today it corresponds to, and how many customers are \
         in both.",
    );
}

/// The segments at the cut, and what each burnt later.
fn table(later: &Later) -> Table {
    let mut table = Table::new(&[
        ("segment then", Align::Left),
        ("size", Align::Right),
        ("past", Align::Right),
        ("claims", Align::Right),
        ("later", Align::Right),
        ("95 % interval", Align::Right),
        ("now", Align::Left),
    ]);
    for early in &later.segments {
        let now = early.today.map(|label| format!("{} ({})", label + 1, count(early.shared)));
        table.row([
            format!("{} {}", early.id, early.name),
            count(early.customers),
            rate(early.past_rate),
            count(early.burns.claims),
            rate(early.burns.rate()),
            early.burns.interval().map_or_else(|| NONE.to_owned(), interval),
            now.unwrap_or_else(|| NONE.to_owned()),
        ]);
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
