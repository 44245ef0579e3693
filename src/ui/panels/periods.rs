//! Claims and burns per bucket of time as a table, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Context;
use crate::data::{Table, format_day};
use crate::ui::charts::{Cell, Column, Row};
use crate::ui::text::{NONE, count, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let (periods, _) = context.dataset.summary.periods_to_date(context.model.granularity);
    let mature_until = context.dataset.summary.mature_until();
    let note = match mature_until {
        Some(day) => format!("burn rates mature until {}", format_day(day)),
        None => format!("{} buckets", count(periods.len() as u64)),
    };
    let inner = context.frame(&format!("By {}", context.model.granularity), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let columns = [
        Column::text("period").min(7),
        Column::number("claims"),
        Column::number("of them burnt").priority(4),
        Column::number("rate").priority(2),
        Column::number("burns").priority(1),
        Column::text("").priority(3).min(7),
    ];
    let rows: Vec<Row<'_>> = periods
        .iter()
        .rev()
        .map(|p| {
            let rate = p.burn_rate().map_or_else(|| NONE.to_owned(), |rate| percent(rate, 0));
            // More burns of its claims are still to come.
            let rising = p.burn_rate().is_some() && mature_until.is_some_and(|day| p.last_day > day);
            let state = match p.partial {
                true => "partial",
                false if rising => "rising",
                false => "",
            };
            let row = Row::new([
                Cell::from(p.period.as_str()),
                Cell::from(count(p.claims)),
                Cell::from(count(p.status_burnt)),
                Cell::from(rate).style(if rising { theme.dim } else { theme.text }),
                Cell::from(count(p.burns)),
                Cell::from(state),
            ]);
            if p.partial { row.style(theme.partial) } else { row }
        })
        .collect();
    context.table(&columns, &rows, if inner.width < 44 { 1 } else { 2 }, inner, buf);
}
