//! Claims or burns by weekday and month, the newest month at the right; both below each other if there is room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::{Context, in_sight};
use super::place_months::with_partial;
use crate::app::selectors;
use crate::data::{Kind, Table};
use crate::measures::{MonthOfWeekdays, Summary, WEEKDAYS};
use crate::ui::charts::{Heat, HeatRow};
use crate::wording::text::{compact, count, pad_left, percent};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Rows of a heat map with the names of its months.
const ROWS: u16 = 8;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (model, summary) = (context.model, &context.dataset.summary);
    let by_claims = model.view_name(context.panel) != Some("burns");
    // Borders, and a blank at each side.
    let inside = Rect { width: area.width.saturating_sub(4), height: area.height.saturating_sub(2), ..area };
    let is_purchases = summary.kind == Kind::Purchases;
    let both = inside.height > 2 * ROWS && !is_purchases;
    let months = selectors::weekday_months(model, summary);
    let at = selectors::weekday_under_cursor(model, months.len());
    let what = if by_claims { context.words().events } else { "burns" };
    // As wide as each other, so that the days are aligned.
    let heads: [&str; 2] = match (both, by_claims) {
        (true, true) => ["claims", "burns "],
        (true, false) => ["burns ", "claims"],
        (false, _) => [""; 2],
    };
    // Every month of either, so that the months are aligned.
    let map = |claims: bool| Map::new(summary, claims, if both { None } else { Some(months.len()) });
    let maps = [map(by_claims), map(!by_claims)];
    let visible = maps[0].heat(context, heads[0]).visible(inside).1;
    let cut = in_sight(visible, maps[0].columns.len());
    let note = match months.get(at.column).filter(|_| context.focused) {
        Some(month) => {
            let n = month.counts[at.weekday];
            let so_far = if maps[0].partial[at.column] { " so far" } else { "" };
            format!("{} in {}: {} {what}{so_far}", WEEKDAYS[at.weekday], month.month.period, count(n))
        }
        None if cut.is_empty() => String::new(),
        None => format!("last {cut} months"),
    };
    let title = match (both, by_claims) {
        _ if is_purchases => "Orders by weekday",
        (true, _) => "Claims and burns by weekday",
        (false, true) => "Claims by weekday",
        (false, false) => "Burns by weekday",
    };
    let inner = context.frame_with(title, &with_partial(note, &maps[0].partial), area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if months.is_empty() {
        return context.say_nothing("no transaction has a date", inner, buf);
    }
    if context.focused && !cut.is_empty() {
        context.note_below(&format!("{cut} months"), buf);
    }
    let first = maps[0].columns.len().saturating_sub(visible).min(at.column);
    let cursor = context.focused.then_some((at.weekday, at.column));
    let each = if both { (inner.height.saturating_sub(1) / 2).max(ROWS) } else { inner.height };
    for ((map, cursor), (head, y)) in maps.iter().zip([cursor, None]).zip(heads.iter().zip([0, each + 1])) {
        if y == 0 || both {
            let height = inner.height.saturating_sub(y).min(each);
            let area = Rect { y: inner.y + y, height, ..inner };
            let heat = map.heat(context, head).offset(0, first).cursor(cursor);
            if y == 0 {
                let months = months.len();
                let known = heat.places(area).into_iter().filter(|((_, month), _)| *month < months);
                context
                    .rows(known.map(|((day, month), place)| (selectors::place_of_weekday(months, month, day), place)));
            }
            heat.render(area, buf);
        }
    }
}

/// Claims or burns as a heat map shows them.
struct Map {
    columns: Vec<String>,
    rows: Vec<HeatRow>,
    partial: Vec<bool>,
}

impl Map {
    /// All months, or only the first few.
    fn new(summary: &Summary, claims: bool, months: Option<usize>) -> Self {
        // Claims after the last day of claims are unknown; burns are known.
        let seen = if claims { summary.claim_horizon } else { summary.as_of };
        let mut all = summary.weekdays(if claims { |day| day.claims } else { |day| day.burns });
        all.truncate(months.unwrap_or(usize::MAX));
        let partial = all.iter().map(|month| month.month.partial && is_seen(month, seen)).collect();
        Self { columns: columns(&all), rows: rows(&all, seen), partial }
    }

    fn heat<'a>(&'a self, context: &Context<'a>, head: &'a str) -> Heat<'a> {
        let heat = Heat::new(context.theme, &self.columns, &self.rows).partial(&self.partial);
        // Never narrower than the names of months.
        heat.heads(head, "all").format(|n| pad_left(&compact(n), 3))
    }
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

/// Whether a month can have values: it does not begin after the last known day.
fn is_seen(month: &MonthOfWeekdays, seen: Option<i32>) -> bool {
    seen.is_some_and(|day| month.month.first_day <= day)
}

/// A row for each weekday, with its share of all; blank in months that begin after the last known day.
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
