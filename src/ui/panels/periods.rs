//! Claims and burns per bucket of time as a table, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Context;
use crate::data::Table;
use crate::ui::charts::{Cell, Column, Row};
use crate::ui::text::{NONE, count, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let (periods, _) = context.dataset.summary.periods_to_date(context.model.granularity);
    let note = format!("{} buckets", count(periods.len() as u64));
    let inner = context.frame(&format!("By {}", context.model.granularity), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let columns = [
        Column::text("period").min(7),
        Column::number("claims"),
        Column::number("of them burnt").priority(3),
        Column::number("rate").priority(2),
        Column::number("burns").priority(1),
        Column::text("").priority(4).min(7),
    ];
    let rows: Vec<Row<'_>> = periods
        .iter()
        .rev()
        .map(|p| {
            let known = p.status_claimed + p.status_burnt;
            let rate = if known == 0 { NONE.to_owned() } else { percent(p.status_burnt as f64 / known as f64, 0) };
            let row = Row::new([
                Cell::from(p.period.as_str()),
                Cell::from(count(p.claims)),
                Cell::from(count(p.status_burnt)),
                Cell::from(rate),
                Cell::from(count(p.burns)),
                Cell::from(if p.partial { "partial" } else { "" }),
            ]);
            if p.partial { row.style(theme.partial) } else { row }
        })
        .collect();
    context.table(&columns, &rows, 2, inner, buf);
}
