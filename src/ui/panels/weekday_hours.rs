//! Orders or claims by weekday and hour of the day; hours share a column where there is little room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::measures::WEEKDAYS;
use crate::ui::charts::{Heat, HeatRow};
use crate::wording::text::{compact, count, pad_left, percent};

/// Columns of a cell with its blanks, and those of the weekdays with their shares.
const CELL: u16 = 5;
const LEFT: u16 = 10;
/// Hours that can share a column: a day is a multiple of each.
const TOGETHER: [usize; 6] = [1, 2, 3, 4, 6, 12];

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let title = format!("{} by weekday and hour", context.words().title);
    let Some(hours) = &context.dataset.summary.weekday_hours else {
        let inner = context.frame(&title, "", area, buf);
        return context.say("no date has a time of day", inner, buf);
    };
    let all: u64 = hours.as_flattened().iter().sum();
    let busiest =
        (0..7).flat_map(|day| (0..24).map(move |hour| (day, hour))).max_by_key(|(day, hour)| hours[*day][*hour]);
    let note = busiest.map_or_else(String::new, |(day, hour)| {
        let share = percent(hours[day][hour] as f64 / all.max(1) as f64, 1);
        format!("most on {} at {hour:02}:00, {} ({share})", WEEKDAYS[day], count(hours[day][hour]))
    });
    let inner = context.frame_with(&title, &[note, String::new()], area, buf);
    let room = inner.width.saturating_sub(LEFT) / CELL;
    let together = TOGETHER.into_iter().find(|hours| 24 / hours <= usize::from(room)).unwrap_or(12);
    let columns: Vec<String> = (0..24 / together)
        .map(|at| match together {
            1 => format!("{at:02}"),
            _ => format!("{:02}-{:02}", at * together, (at + 1) * together - 1),
        })
        .collect();
    let row = |(day, name): (usize, &&str)| {
        let counts = hours[day].chunks(together).map(|hours| Some(hours.iter().sum::<u64>() as f64)).collect();
        let share = hours[day].iter().sum::<u64>() as f64 / all.max(1) as f64;
        HeatRow::new(name, counts).note(percent(share, 0))
    };
    let rows: Vec<HeatRow> = WEEKDAYS.iter().enumerate().map(row).collect();
    Heat::new(context.theme, &columns, &rows).heads("", "all").format(|n| pad_left(&compact(n), 3)).render(inner, buf);
}
