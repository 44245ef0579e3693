//! Every customer with segment, city, gender and features.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Context;
use crate::ui::charts::{Cell, Column, Row, Table, window};
use crate::ui::customer::{lead, lead_columns, plain};
use crate::ui::feature::title;
use crate::ui::text::count;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, features) = (context.theme, &context.dataset.features);
    let shown_customers = context.model.shown.as_ref().map(|shown| shown.customers.as_slice());
    let all = shown_customers.map_or(features.len(), <[u32]>::len);
    let row_of = |position: usize| shown_customers.map_or(position, |rows| rows[position] as usize);
    let cursor = context.model.cursor(context.panel);
    let note = if all == 0 { String::new() } else { format!("{} of {}", count(cursor as u64 + 1), count(all as u64)) };
    let inner = context.frame("Customers", &note, area, buf);
    if all == 0 {
        return context.say("no customer is kept", inner, buf);
    }
    // While other customers are clustered, the last segments say nothing of these.
    let last = context.model.clusters.last().filter(|s| Arc::ptr_eq(&s.features, &context.dataset.features));
    // No more columns than could fit: there may be thousands.
    let shown: Vec<_> = features.columns.iter().filter(|c| !c.code).take(usize::from(inner.width)).collect();
    let mut columns = lead_columns().to_vec();
    columns.push(Column::text("city").min(12).max(18).priority(2));
    columns.push(Column::text("gender").min(6).max(10).priority(3));
    columns
        .extend(shown.iter().enumerate().map(|(i, c)| Column::number(title(&c.name)).priority(4 + i.min(200) as u8)));
    // Only the rows in sight are made: there may be a million.
    let visible = Table::visible_rows(inner.height);
    let offset = window(cursor, 0, all, visible);
    let name = |names: &[String], code: Option<u32>| {
        code.and_then(|c| names.get(c as usize)).map_or("(none)".to_owned(), Clone::clone)
    };
    let rows: Vec<Row<'_>> = (offset..all.min(offset + visible))
        .map(row_of)
        .map(|i| {
            let mut cells = lead(theme, features, last, i).to_vec();
            cells.push(Cell::from(name(&features.city_names, features.city[i])));
            cells.push(Cell::from(name(&features.gender_names, features.gender[i])));
            cells.extend(shown.iter().map(|c| Cell::from(plain(&c.name, c.values[i], c.integer))));
            let row = Row::new(cells);
            if features.active[i] { row } else { row.style(theme.dim) }
        })
        .collect();
    Table::new(theme, &columns, &rows).gap(2).cursor(context.focused.then_some(cursor - offset)).render(inner, buf);
}
