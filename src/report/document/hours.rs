//! Orders or claims by weekday and hour; empty where dates have no times.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use crate::measures::WEEKDAYS;
use crate::report::input::ReportInput;
use crate::wording::kind_words::words;
use crate::wording::text::{count, counted};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(hours) = &report.summary.weekday_hours else { return Vec::new() };
    let words = words(report.summary.kind);
    let all: u64 = hours.as_flattened().iter().sum();
    let by_hour = |hour: usize| hours.iter().map(|day| day[hour]).sum::<u64>();
    let columns = std::iter::once(BlockColumn::left("hour"))
        .chain(WEEKDAYS.map(BlockColumn::right))
        .chain([BlockColumn::right("all")]);
    let title = format!("{} by weekday and hour", words.title);
    let mut table = TableBlock::new(title, counted(all, words.event), columns);
    let most = hours.as_flattened().iter().copied().max().unwrap_or(0);
    // Hours before the first and after the last with an event are left out.
    let busy: Vec<usize> = (0..24).filter(|hour| by_hour(*hour) > 0).collect();
    let (Some(first), Some(last)) = (busy.first(), busy.last()) else { return Vec::new() };
    for hour in *first..=*last {
        let cells = hours.iter().map(|day| BlockCell::heat(count(day[hour]), day[hour], most));
        let label = BlockCell::from(format!("{hour:02}:00"));
        table.row(std::iter::once(label).chain(cells).chain([count(by_hour(hour)).into()]));
    }
    vec![Block::Table(table)]
}
