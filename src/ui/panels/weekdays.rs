//! Claims or burns by weekday and month, the newest month at the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::place_months::with_partial;
use super::{Context, in_sight};
use crate::data::Table;
use crate::measures::{MonthOfWeekdays, WEEKDAYS};
use crate::ui::charts::{Heat, HeatRow};
use crate::ui::text::{compact, count, pad_left, percent};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let summary = &context.dataset.summary;
    let months = summary.weekdays(model.weekday_count());
    let by_claims = model.view(context.panel) == 0;
    // What was claimed after the last day of claims is not known; burns are.
    let seen = if by_claims { summary.claim_horizon } else { summary.as_of };
    let (columns, rows) = (columns(&months), rows(&months, seen));
    // Never narrower than the names of months.
    let partial: Vec<bool> = months.iter().map(|month| month.month.partial && is_seen(month, seen)).collect();
    let heat = Heat::new(context.theme, &columns, &rows).partial(&partial);
    let heat = heat.heads("", "all").format(|n| pad_left(&compact(n), 3));
    // Borders, and a blank at each side.
    let inside = Rect { width: area.width.saturating_sub(4), height: area.height.saturating_sub(2), ..area };
    let visible = heat.visible(inside).1;
    let at = model.weekday_under_cursor(months.len());
    let what = if by_claims { "claims" } else { "burns" };
    let note = match months.get(at.column).filter(|_| context.focused) {
        Some(month) => {
            let n = month.counts[at.weekday];
            let so_far = if partial[at.column] { " so far" } else { "" };
            format!("{} in {}: {} {what}{so_far}", WEEKDAYS[at.weekday], month.month.period, count(n))
        }
        None => match in_sight(visible, months.len()) {
            shown if shown.is_empty() => String::new(),
            shown => format!("last {shown} months"),
        },
    };
    let title = if by_claims { "Claims by weekday" } else { "Burns by weekday" };
    let inner = context.frame_with(title, &with_partial(note, &partial), area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if months.is_empty() {
        return context.say("no transaction has a date", inner, buf);
    }
    let cursor = context.focused.then_some((at.weekday, at.column));
    let first = months.len().saturating_sub(visible).min(at.column);
    heat.offset(0, first).cursor(cursor).render(inner, buf);
}

/// `Feb`, and the year in place of January.
fn columns(months: &[MonthOfWeekdays]) -> Vec<String> {
    let name = |month: &MonthOfWeekdays| {
        let (year, number) = month.month.period.rsplit_once('-').unwrap_or_default();
        match number.parse::<usize>() {
            Ok(number @ 2..=12) => MONTHS[number - 1].to_owned(),
            _ => format!("'{}", &year[year.len().saturating_sub(2)..]),
        }
    };
    months.iter().map(name).collect()
}

/// Whether anything can be known of a month: it does not begin after the last day that is seen.
fn is_seen(month: &MonthOfWeekdays, seen: Option<i32>) -> bool {
    seen.is_some_and(|day| month.month.first_day <= day)
}

/// A row a weekday, with its share of all; blank in months that begin after the last day that is seen.
fn rows(months: &[MonthOfWeekdays], seen: Option<i32>) -> Vec<HeatRow> {
    let total = |weekday: usize| months.iter().map(|month| month.counts[weekday]).sum::<u64>();
    let all: u64 = (0..7).map(total).sum();
    let row = |(weekday, name): (usize, &&str)| {
        let value = |month: &MonthOfWeekdays| is_seen(month, seen).then_some(month.counts[weekday] as f64);
        let values = months.iter().map(value).collect();
        HeatRow::new(name, values).note(percent(total(weekday) as f64 / all.max(1) as f64, 0))
    };
    WEEKDAYS.iter().enumerate().map(row).collect()
}
