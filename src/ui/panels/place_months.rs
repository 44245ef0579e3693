//! Claims by city or branch and claim month as a heatmap, or the burnt claims; revenue or orders by product and month.
//!
//! ```text
//! ╭ Claims by city and month  Cairo 2025-05: 204 claims, 119 burnt ─────╮
//! │ city        '25 Feb Mar Apr May Jun                                  │
//! │ Cairo       174 140 122 153 204 198                                  │
//! │ Giza        160 133 120 149 190 171                                  │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::panel::PlaceKind;
use crate::app::selectors;
use crate::app::selectors::{MonthMeasure, month_of};
use crate::data::{Kind, Table};
use crate::measures::Granularity;
use crate::ui::charts::{Heat, HeatRow, PARTIAL, window};
use crate::wording::money::Room;
use crate::wording::text::{compact, number};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (model, summary) = (context.model, &context.dataset.summary);
    let (months, measure) = (&summary.months, selectors::month_measure(model));
    let lines = selectors::listed_places(model, context.panel, summary);
    let (at, month) = (selectors::cursor(model, context.panel), selectors::place_month(model, months.len()));
    let head = match selectors::place_kind(model, context.panel) {
        PlaceKind::Product => "product",
        PlaceKind::City => summary.place,
        PlaceKind::Branch | PlaceKind::Merchant => "branch",
    };
    let partial: Vec<bool> = (1..=months.len()).map(|at| at == months.len() && is_partial(summary)).collect();
    let what = match measure {
        MonthMeasure::Burnt => "Burnt claims",
        MonthMeasure::Revenue => "Revenue",
        MonthMeasure::Events | MonthMeasure::Burns => context.words().title,
    };
    let title = format!("{what} by {head} and month");

    let called = |line: &crate::app::selectors::PlaceLine<'_>| match line.id {
        // The id distinguishes branches of one merchant.
        Some(id) if head == "branch" => format!("{id} {}", line.called()),
        _ => line.called().to_owned(),
    };
    let note = match (lines.get(at), months.get(month)) {
        (Some(line), Some(key)) if context.focused => {
            let of = |measure| month_of(line, month, months.len(), measure);
            let so_far = if partial[month] { " so far" } else { "" };
            let burnt = of(MonthMeasure::Burnt).filter(|_| summary.kind != Kind::Purchases);
            let burnt = burnt.map_or_else(String::new, |burnt| format!(", {} burnt", number(burnt, 0)));
            let revenue = of(MonthMeasure::Revenue).filter(|_| summary.kpis.amount.is_some());
            let revenue =
                revenue.map_or_else(String::new, |revenue| format!(", {}", context.money(revenue, Room::Full)));
            let events = number(of(MonthMeasure::Events).unwrap_or(0.0), 0);
            format!("{} {key}: {events} {}{so_far}{burnt}{revenue}", called(line), context.words().events)
        }
        _ => months.first().zip(months.last()).map_or_else(String::new, |(from, to)| format!("{from} to {to}")),
    };
    let inner = context.frame_with(&title, &with_partial(note, &partial), area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if lines.is_empty() {
        return context.say_nothing(context.unknown_places(), inner, buf);
    }
    if months.is_empty() {
        return context.say_nothing(&format!("no {} has a date", context.words().event), inner, buf);
    }
    let value =
        |line: &crate::app::selectors::PlaceLine<'_>, month: usize| month_of(line, month, months.len(), measure);
    let all = lines.iter().flat_map(|line| (0..months.len()).filter_map(move |month| value(line, month)));
    let peak = all.fold(0.0, f64::max);
    let visible = usize::from(inner.height.saturating_sub(1));
    let first = context.first(lines.len(), visible);
    context.hidden((first, visible, lines.len()), buf);
    // Only visible rows are made: there may be thousands.
    let rows: Vec<HeatRow> = lines
        .iter()
        .skip(first)
        .take(visible)
        .map(|line| HeatRow::new(&called(line), (0..months.len()).map(|month| value(line, month)).collect()))
        .collect();
    let columns: Vec<String> = months.iter().map(|month| short(month)).collect();
    let heat =
        Heat::new(context.theme, &columns, &rows).heads(head, "").range(0.0, peak).format(in_cell).partial(&partial);
    let left = window(month, usize::MAX, months.len(), heat.visible(inner).1);
    let cursor = context.focused.then_some((at.saturating_sub(first), month));
    let heat = heat.offset(0, left).cursor(cursor);
    context.cells(heat.places(inner), first);
    heat.render(inner, buf);
}

/// The note that explains the mark of incomplete months, if there are any and it fits.
pub fn with_partial(note: String, partial: &[bool]) -> Vec<String> {
    let mark = partial.contains(&true).then(|| format!("{PARTIAL} partial"));
    let with_mark = mark.map(|mark| if note.is_empty() { mark } else { format!("{note}  {mark}") });
    with_mark.into_iter().chain([note]).collect()
}

/// At least as wide as the name of a month, so that names do not touch.
fn in_cell(value: f64) -> String {
    format!("{:>3}", compact(value))
}

/// `Feb` of `2024-02`; a January is the year, `'24`.
fn short(month: &str) -> String {
    const NAMES: [&str; 11] = ["Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, number) = month.rsplit_once('-').unwrap_or(("", month));
    let name = number.parse::<usize>().ok().and_then(|number| NAMES.get(number.checked_sub(2)?));
    name.map_or_else(|| format!("'{}", &year[year.len().saturating_sub(2)..]), |name| (*name).to_owned())
}

/// Whether the claims end before the last month does.
pub fn is_partial(summary: &crate::measures::Summary) -> bool {
    let last = summary.months.last();
    summary.usage.periods(Granularity::Month).iter().any(|period| period.partial && Some(&period.period) == last)
}
