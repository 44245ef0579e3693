//! A chart of every column of customers: a histogram of numbers, bars of categories and dates; as many as fit, the page
//! with the one at the cursor.
//!
//! ```text
//! ╭ Columns  4 ──────────────────────────────────────────────────────╮
//! │ Age                 median 43    Gender                   n 200  │
//! │   ▅▇█▇▅▂                         Female ██████████████ 106  53% │
//! │ ▂▇██████▅▁                       Male   ████████████▍   94  47% │
//! │ 20    40    60                                                   │
//! ╰──────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::context::{Context, line};
use crate::app::selectors;
use crate::app::selectors::BarOf;
use crate::measures::{Category, ColumnValues, CustomerColumn, Histogram};
use crate::ui::charts::{Bar, BarList, BinBars, window};
use crate::wording::column::{like_ids, shortest};
use crate::wording::text::{clean, clip_with, count, counted, percent, width};

/// Columns between two charts.
const GAP: u16 = 3;
/// Widths of a chart, from comfortable to narrow.
const WIDTHS: [u16; 3] = [34, 28, 22];
/// Most rows of a chart: its name, bars, values, and a blank.
const HIGH: u16 = 20;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let columns = &context.dataset.summary.columns;
    let inner_size = (area.width.saturating_sub(4), area.height.saturating_sub(2));
    let (across, down) = grid(inner_size, columns.len());
    let page = (across * down).max(1);
    let at = selectors::bar_under_cursor(context.model, &context.dataset.summary);
    let first = at.map_or(0, |at| at.column / page * page);
    let shown = columns.len().saturating_sub(first).min(page);
    let note = if shown < columns.len() {
        format!("{}-{} of {}", first + 1, first + shown, columns.len())
    } else {
        count(columns.len() as u64)
    };
    let left = like_ids(&context.dataset.summary.columns_like_ids).map(|words| format!("{note}; {words}"));
    let notes: Vec<String> = left.into_iter().chain([note]).collect();
    let inner = context.frame_with("Columns", &notes, area, buf);
    if columns.is_empty() {
        let any = context.dataset.summary.kpis.customers > 0;
        let why = if any { "the table has no column besides the ids" } else { "no customer matches the filter" };
        return context.say(why, inner, buf);
    }
    let needed: Vec<u16> = columns[first..first + shown].chunks(across).map(rows_needed).collect();
    let heights = heights(&needed, inner.height);
    let top = |row: usize| heights[..row].iter().sum::<u16>();
    let wide = (inner.width + GAP) / across as u16 - GAP.min(inner.width);
    for (place, column) in columns.iter().enumerate().skip(first).take(shown) {
        let slot = place - first;
        let (x, row) = ((slot % across) as u16 * (wide + GAP), slot / across);
        let (y, high) = (top(row), heights[row]);
        let chart = Rect { x: inner.x + x, y: inner.y + y, width: wide, height: high }.intersection(inner);
        let cursor = at.filter(|at| context.focused && at.column == place);
        let first = selectors::place_of(columns, place);
        context.rows([(first, chart)]);
        one(context, column, (first, cursor), chart, buf);
    }
}

/// Number of charts beside each other and below each other: all of them if they fit.
fn grid((columns, rows): (u16, u16), charts: usize) -> (usize, usize) {
    let fit = |(wide, high): (u16, u16)| {
        let across = usize::from(((columns + GAP) / (wide + GAP)).max(1));
        (across, usize::from((rows / high).max(1)))
    };
    let sizes = || [6, 5].into_iter().flat_map(|high| WIDTHS.map(|wide| (wide, high)));
    let (across, down) = sizes()
        .map(fit)
        .find(|(across, down)| across * down >= charts)
        .unwrap_or_else(|| sizes().map(fit).max_by_key(|(across, down)| across * down).unwrap_or((1, 1)));
    // Few charts are as wide as the room allows.
    let across = across.min(charts.max(1));
    let even = charts.div_ceil(charts.div_ceil(across).max(1)).max(1);
    (if across * down >= charts { even } else { across }, down)
}

/// The rows that charts beside each other need at most: bars of categories one each, upright bars as many as there are.
fn rows_needed(charts: &[CustomerColumn]) -> u16 {
    let needed = |column: &CustomerColumn| match &column.values {
        ColumnValues::Categories(list) => (list.len() as u16).saturating_add(2).min(HIGH),
        ColumnValues::Numbers(_) | ColumnValues::Dates(_) => HIGH,
    };
    charts.iter().map(needed).max().unwrap_or(HIGH)
}

/// Shares rows between charts: what some do not need goes to the others.
fn heights(needed: &[u16], rows: u16) -> Vec<u16> {
    let mut heights = vec![0; needed.len()];
    let mut left = rows;
    while left > 0 && heights.iter().zip(needed).any(|(height, needed)| height < needed) {
        for (height, needed) in heights.iter_mut().zip(needed) {
            let more = u16::from(*height < *needed && left > 0);
            *height += more;
            left -= more;
        }
    }
    heights
}

/// The name of a column with its numbers, and its chart; `first` is the place of the cursor on its first bar.
fn one(
    context: &Context<'_>,
    column: &CustomerColumn,
    (first, cursor): (usize, Option<BarOf>),
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = context.theme;
    let room = usize::from(area.width);
    let all = column.n + column.missing;
    let notes = match cursor.and_then(|at| selectors::named(column, at.bar)) {
        Some((name, customers)) => {
            let share = percent(customers as f64 / all.max(1) as f64, 0);
            let name = clean(&name).into_owned();
            vec![format!("{name}: {} ({share})", count(customers)), count(customers)]
        }
        None => notes(column),
    };
    let name = clean(&column.name);
    let note =
        notes.iter().find(|note| width(note) + width(&name).min(room / 2) + 2 <= room).cloned().unwrap_or_default();
    let name = clip_with(&name, room.saturating_sub(width(&note) + 2), theme.glyphs.ellipsis());
    let gap = room.saturating_sub(width(&name) + width(&note));
    let style = if cursor.is_some() { theme.title_focused } else { theme.title };
    let marked = if cursor.is_some() { theme.accent } else { theme.dim };
    let head = vec![Span::styled(name.into_owned(), style), Span::raw(" ".repeat(gap)), Span::styled(note, marked)];
    line(Line::from(head), 0, area, buf);
    // The last row stays empty between two charts.
    let blank = u16::from(area.height >= 6);
    let chart = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + blank), ..area };
    if column.n == 0 {
        return context.say("no value", chart, buf);
    }
    let bar = cursor.map(|at| at.bar);
    let bins = |bars: &BinBars<'_>, buf: &mut Buffer| {
        context.rows(bars.places(chart).map(|(bar, place)| (first + bar, place)));
        bars.render(chart, buf);
    };
    match &column.values {
        ColumnValues::Numbers(histogram) if !histogram.words.is_empty() => {
            let (names, counts): (Vec<String>, Vec<u64>) =
                (0..selectors::bars(column)).filter_map(|bar| selectors::named(column, bar)).unzip();
            let names: Vec<String> = names.iter().map(|name| clean(name).into_owned()).collect();
            bins(&BinBars::new(theme, &[], &counts).names(&names).cursor(bar), buf);
        }
        ColumnValues::Numbers(Histogram { numbers, bins: counts, .. }) => {
            let bars = BinBars::new(theme, &numbers.edges, counts).whole(numbers.integer).years(numbers.are_years());
            bins(&bars.cursor(bar), buf);
        }
        ColumnValues::Dates(list) => {
            let names: Vec<String> = list.iter().map(|period| period.name.clone()).collect();
            let counts: Vec<u64> = list.iter().map(|period| period.customers).collect();
            bins(&BinBars::new(theme, &[], &counts).names(&names).cursor(bar), buf);
        }
        ColumnValues::Categories(list) => bars(context, list, all, (first, bar), chart, buf),
    }
}

fn bars(
    context: &Context<'_>,
    list: &[Category],
    all: u64,
    (first, cursor): (usize, Option<usize>),
    area: Rect,
    buf: &mut Buffer,
) {
    let bars: Vec<Bar> = list
        .iter()
        .map(|category| {
            let share = percent(category.customers as f64 / all.max(1) as f64, 0);
            Bar::new(&category.name, category.customers).note(share)
        })
        .collect();
    let offset = window(cursor.unwrap_or(0), 0, bars.len(), BarList::visible_rows(area.height));
    let bars = BarList::new(context.theme, &bars).offset(offset).cursor(cursor);
    context.rows(bars.places(area).map(|(bar, place)| (first + bar, place)));
    bars.render(area, buf);
}

/// What is said of a column, from long to short.
fn notes(column: &CustomerColumn) -> Vec<String> {
    let missing = match column.missing {
        0 => String::new(),
        n => format!(", {} missing", count(n)),
    };
    match &column.values {
        ColumnValues::Numbers(histogram) => {
            let of = &histogram.numbers;
            if of.min.total_cmp(&of.max).is_eq() {
                return vec![format!("always {}{missing}", shortest(of, of.min))];
            }
            let [mean, median] = [of.mean, of.median].map(|value| shortest(of, value));
            vec![
                format!("mean {mean}, median {median}{missing}"),
                format!("mean {mean}, median {median}"),
                format!("median {median}"),
            ]
        }
        ColumnValues::Categories(list) => {
            let categories = counted(list.len() as u64, "category");
            vec![format!("{categories}{missing}"), categories]
        }
        ColumnValues::Dates(list) => {
            let ends = list.first().zip(list.last());
            let ends = ends.map_or_else(String::new, |(first, last)| format!("{} to {}", first.name, last.name));
            vec![format!("{ends}{missing}"), ends]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_some_do_not_need_goes_to_others() {
        assert_eq!(heights(&[14, 4, 14], 20), [8, 4, 8]);
        assert_eq!(heights(&[14, 4], 7), [4, 3]);
        assert_eq!(heights(&[4, 4], 30), [4, 4]);
        assert_eq!(heights(&[], 9), [0; 0]);
    }

    #[test]
    fn all_charts_are_shown_if_they_fit() {
        assert_eq!(grid((68, 18), 4), (2, 3));
        assert_eq!(grid((68, 18), 6), (2, 3));
        assert_eq!(grid((68, 18), 9), (2, 3), "the others come when the cursor does");
        assert_eq!(grid((74, 18), 9), (3, 3));
        assert_eq!(grid((38, 17), 4), (1, 3), "one beside the other is too narrow");
        assert_eq!(grid((116, 30), 1), (1, 5));
        assert_eq!(grid((0, 0), 3), (1, 1));
    }
}
