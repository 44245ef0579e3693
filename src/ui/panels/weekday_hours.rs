//! Orders or claims by weekday and hour of the day; hours share a column where there is little room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::selectors;
use crate::measures::{WEEKDAYS, WeekdayHours};
use crate::ui::charts::{Heat, HeatRow};
use crate::wording::text::{compact, count, pad_left, percent};

/// Columns of the weekdays with their shares.
const LEFT: u16 = 10;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let title = format!("{} by weekday and hour", context.words().title);
    let Some(hours) = &context.dataset.summary.weekday_hours else {
        let inner = context.frame(&title, "", area, buf);
        return context.say_nothing("no date has a time of day", inner, buf);
    };
    let at = selectors::weekday_under_cursor(context.model, 24);
    let (open, close) = opening(hours);
    // Inside borders and blanks.
    let room = area.width.saturating_sub(4 + LEFT);
    let (together, wide) = grouped(hours, open, close, room);
    let cells: Vec<usize> = (open..close).step_by(together).collect();
    let inner = context.frame_with(&title, &notes(context, hours, at.weekday, at.column, together), area, buf);
    let columns: Vec<String> = cells.iter().map(|from| format!("{from:02}")).collect();
    let all: u64 = hours.as_flattened().iter().sum();
    let row = |(day, name): (usize, &&str)| {
        let counts = cells.iter().map(|from| Some(sum(hours, day, *from, together))).collect();
        let share = hours[day].iter().sum::<u64>() as f64 / all.max(1) as f64;
        HeatRow::new(name, counts).note(percent(share, 0))
    };
    let rows: Vec<HeatRow> = WEEKDAYS.iter().enumerate().map(row).collect();
    let column = at.column.checked_sub(open).map(|hour| hour / together).filter(|column| *column < cells.len());
    let cursor = column.filter(|_| context.focused).map(|column| (at.weekday, column));
    let format = if wide { |n| pad_left(&compact(n), 3) } else { |n| pad_left(&compact(n), 2) };
    let heat = Heat::new(context.theme, &columns, &rows).heads("", "all").format(format).cursor(cursor);
    let place = |((day, column), place): ((usize, usize), Rect)| {
        cells.get(column).map(|hour| (selectors::place_of_weekday(24, *hour, day), place))
    };
    context.rows(heat.places(inner).into_iter().filter_map(place));
    heat.render(inner, buf);
}

fn sum(hours: &WeekdayHours, day: usize, from: usize, together: usize) -> f64 {
    hours[day].iter().skip(from).take(together).sum::<u64>() as f64
}

/// The first hour with an order on any day, and the one after the last: a shop that is closed at night has no columns
/// for it.
fn opening(hours: &WeekdayHours) -> (usize, usize) {
    let any = |hour: &usize| hours.iter().any(|day| day[*hour] > 0);
    ((0..24).find(any).unwrap_or(0), (0..24).rev().find(any).map_or(24, |last| last + 1))
}

/// The number of hours that share a column, so that all columns fit; and whether their numbers need three columns.
fn grouped(hours: &WeekdayHours, open: usize, close: usize, room: u16) -> (usize, bool) {
    let fits = |together: usize| {
        let cells = (open..close).step_by(together);
        let largest = cells.clone().flat_map(|from| (0..7).map(move |day| (day, from)));
        let digits = largest.map(|(day, from)| compact(sum(hours, day, from, together)).len()).max().unwrap_or(1);
        (cells.count() * (digits.max(2) + 2) <= usize::from(room), digits > 2)
    };
    let all = [1, 2, 3, 4, 6, 12].map(|together| (together, fits(together)));
    all.iter().find(|(_, (fits, _))| *fits).map_or((12, true), |(together, (_, wide))| (*together, *wide))
}

/// The hour at the cursor, or the busiest, and how many hours share a column, from long to short.
fn notes(context: &Context<'_>, hours: &WeekdayHours, day: usize, hour: usize, together: usize) -> Vec<String> {
    let all: u64 = hours.as_flattened().iter().sum();
    let busiest =
        (0..7).flat_map(|day| (0..24).map(move |hour| (day, hour))).max_by_key(|(day, hour)| hours[*day][*hour]);
    let (day, hour, most) = match busiest {
        Some((day, hour)) if !context.focused => (day, hour, "most "),
        _ => (day, hour, ""),
    };
    let (n, share) = (hours[day][hour], percent(hours[day][hour] as f64 / all.max(1) as f64, 1));
    let short = format!("{most}{} {hour:02}:00: {}", WEEKDAYS[day], count(n));
    let shared = if together > 1 { format!(", {together} hours a column") } else { String::new() };
    vec![
        format!("{short} ({share}){shared}"),
        format!("{short}{shared}"),
        short,
        shared.trim_start_matches(", ").to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_share_columns_until_all_fit() {
        let mut hours = [[0; 24]; 7];
        (hours[0][8], hours[3][21]) = (5, 120);
        assert_eq!(opening(&hours), (8, 22));
        assert_eq!(grouped(&hours, 8, 22, 70), (1, true));
        assert_eq!(grouped(&hours, 8, 22, 40), (2, true));
        assert_eq!(grouped(&hours, 8, 22, 10), (12, true));
        assert_eq!(grouped(&[[0; 24]; 7], 0, 24, 200), (1, false));
    }
}
