//! What an experiment with a control group showed, or how large it would have to be.

use super::blocks::{Block, BlockColumn, TableBlock};
use crate::analysis::{Found, Uplift};
use crate::report::input::ReportInput;
use crate::wording::experiment::{counted, difference_and_interval, needs, p_value, part, showed};
use crate::wording::text::{NONE, count, number};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(experiment) = report.segmentation.as_ref().and_then(|segmentation| segmentation.experiment) else {
        return Vec::new();
    };
    let counted = Block::Text(counted(report.summary.kind, experiment));
    match &experiment.found {
        None => vec![Block::Text(needs(experiment)), counted],
        Some(found) => vec![Block::Text(showed(found)), Block::Table(table(found)), counted],
    }
}

/// The groups of each segment, those that gain most first.
fn table(found: &Found) -> TableBlock {
    let columns = [
        BlockColumn::left("segment then"),
        BlockColumn::right("treated").short("treated"),
        BlockColumn::right("acted").short("acted"),
        BlockColumn::right("control"),
        BlockColumn::right("acted").short("acted"),
        BlockColumn::right("difference").short("diff."),
        BlockColumn::right("95% interval"),
        BlockColumn::right("p"),
        BlockColumn::right("gained so far").short("gained"),
    ];
    let unit = format!("control group: {} = {}", found.column, found.control);
    let mut table = TableBlock::new("Treated and control group", unit, columns);
    let none = || NONE.to_owned();
    for uplift in found.segments.iter().chain([&found.all]) {
        let Uplift { name, treated, control, p, gained, .. } = uplift;
        let [difference, interval] = difference_and_interval(uplift);
        table.row([
            name.clone(),
            count(treated.1),
            part(*treated),
            count(control.1),
            part(*control),
            if uplift.difference.is_some() { format!("{difference} pp") } else { none() },
            interval,
            p.map_or_else(none, p_value),
            gained.map_or_else(none, |gained| number(gained, 0)),
        ]);
    }
    table
}
