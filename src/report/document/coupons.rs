//! The coupon budget; empty if it was not measured.

use super::blocks::{Block, BlockColumn, TableBlock};
use super::numbers::rate;
use crate::analysis::{EarlySegment, Later};
use crate::report::coupons::Answer;
use crate::report::input::ReportInput;
use crate::wording::coupons::{interval, measured, proposed, who};
use crate::wording::text::{NONE, count, counted, rate_beside};

/// The explanation of the table's columns.
const LEGEND: &str = "Past rates are not a forecast, because the segments were made from the same claims. A segment then \
                      corresponds to the segment of today with which it shares the most customers.";

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(segmentation) = &report.segmentation else { return Vec::new() };
    let Some(coupons) = &segmentation.coupons else { return Vec::new() };
    let later = match &coupons.later {
        Ok(later) => *later,
        Err(why) => return vec![Block::Text(format!("Not measured: {why}"))],
    };
    let answer = Answer::new(later, coupons.budget, segmentation.segments);
    let mut blocks = vec![Block::Text(who(&answer.candidates, &answer.leaders))];
    blocks.extend(answer.proposal.iter().map(|proposal| Block::Text(proposed(&answer.candidates, proposal))));
    blocks.extend([Block::Table(rates(later)), Block::Text(measured(later)), Block::Text(LEGEND.to_owned())]);
    blocks
}

/// The segments at the cut, and their later burns.
fn rates(later: &Later) -> TableBlock {
    let customers: u64 = later.segments.iter().map(|early| early.customers).sum();
    let columns = [
        BlockColumn::left("segment then"),
        BlockColumn::right("customers").short("size"),
        BlockColumn::right("past burn rate").short("past"),
        BlockColumn::right("later claims").short("claims"),
        BlockColumn::right("later burn rate").short("later"),
        BlockColumn::right("95% interval"),
        BlockColumn::left("segment today (shared customers)").short("today (shared)"),
    ];
    let mut table = TableBlock::new("Burn rates of later claims", counted(customers, "customer"), columns);
    for EarlySegment { id, name, customers, past_rate, burns, today, shared, .. } in &later.segments {
        let own = burns.rate().unwrap_or(f64::NAN);
        table.row([
            format!("{id} {name}"),
            count(*customers),
            rate(*past_rate),
            count(burns.claims),
            rate_beside(own, burns.interval(), 1),
            burns.interval().map_or_else(|| NONE.to_owned(), |ends| interval(own, ends)),
            today.map_or_else(|| NONE.to_owned(), |label| format!("{} ({})", label + 1, count(*shared))),
        ]);
    }
    table
}
