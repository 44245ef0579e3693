//! Retention: cohorts by month and the share of returning customers in each month after, with the average over the
//! cohorts whose month is complete as the last row.
//!
//! ```text
//! ╭ Retention: % with a claim in month n ─╮
//! │ cohort   size   M0   M1   M2   M3     │
//! │ 2024-03    41  100   34   29   32     │
//! │ 2024-04    38  100   29   31          │
//! │ average    79  100   31   30   32     │
//! ╰───────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::{Context, in_sight};
use crate::app::selectors::RetentionView;
use crate::app::{Panel, selectors};
use crate::data::Table;
use crate::measures::{Event, Start, Triangle};
use crate::ui::charts::{Heat, HeatRow, window};
use crate::wording::text::{count, number, pad_left, percent_in_cell};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let view = selectors::retention_view(model);
    let triangle = context.dataset.summary.retention.triangle(view.start, view.event);
    let note = format!("by {}", view.cohorts);
    let columns: Vec<String> = (0..triangle.months()).map(|n| format!("M{n}")).collect();
    let rows: Vec<HeatRow> = rows(triangle, &view);
    let footer = footer(triangle, &view);
    let heat = Heat::new(context.theme, &columns, &rows).footer(&footer);
    let shown = in_sight(heat.visible(Rect { height: area.height.saturating_sub(2), ..area }).0, rows.len());
    let notes = [format!("{note}  {shown}").trim_end().to_owned(), note, shown];
    let inner = context.frame_with(&format!("Retention: {}", view.title), &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if triangle.cohorts.is_empty() {
        return context.say_nothing(&format!("needs dated claims, and the {} of customers", view.cohorts), inner, buf);
    }
    // With claims after the first claim, month 0 is 100% by definition: the colour scale covers the months after it.
    let certain = usize::from((view.start, view.event) == (Start::FirstClaim, Event::Claim));
    let most = rows.iter().flat_map(|row| row.values().iter().skip(certain)).flatten().copied().fold(0.0, f64::max);
    let cell = (selectors::cursor(model, Panel::Retention), selectors::cursor(model, Panel::CohortCurve));
    let heat = heat
        // A narrow frame has no room for its note.
        .heads(if view.start == Start::Joining { "joined" } else { "cohort" }, "size")
        .range(0.0, most)
        // As wide as 100, so that the names of months do not touch.
        .format(if view.counts { counted } else { share })
        .cursor(context.focused.then_some(cell));
    let (high, wide) = heat.visible(inner);
    let first = context.first(rows.len(), high);
    context.hidden((first, high, rows.len()), buf);
    let heat = heat.offset(first, window(cell.1, 0, columns.len(), wide));
    context.cells(heat.places(inner), 0);
    heat.render(inner, buf);
}

fn counted(customers: f64) -> String {
    pad_left(&number(customers, 0), 3)
}

fn share(percent: f64) -> String {
    pad_left(&percent_in_cell(percent / 100.0), 3)
}

fn rows(triangle: &Triangle, view: &RetentionView) -> Vec<HeatRow> {
    let row = |cohort: &crate::measures::Cohort| {
        let active = cohort.active(view.definition);
        let value = |n: usize| match active.get(n) {
            Some(active) if view.counts => Some(*active as f64),
            _ => cohort.rate(view.definition, n).map(|rate| rate * 100.0),
        };
        HeatRow::new(&cohort.month, (0..active.len()).map(value).collect()).note(count(cohort.size))
    };
    triangle.cohorts.iter().map(row).collect()
}

/// The average; for counts the sum.
fn footer(triangle: &Triangle, view: &RetentionView) -> HeatRow {
    if !view.counts {
        let average = triangle.average(view.definition).into_iter().map(|rate| Some(rate * 100.0)).collect();
        return HeatRow::new("average", average).note(count(triangle.customers()));
    }
    let sum =
        |n: usize| triangle.cohorts.iter().filter_map(|cohort| cohort.active(view.definition).get(n)).sum::<u64>();
    let sums = (0..triangle.months()).map(|n| Some(sum(n) as f64)).collect();
    HeatRow::new("all", sums).note(count(triangle.customers()))
}
