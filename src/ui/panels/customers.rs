//! Every customer with segment, city, gender and features.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Context;
use super::segment_table::badge;
use crate::analysis::Segmentation;
use crate::ui::charts::{Cell, Column, Row, Table, window};
use crate::ui::feature::{is_span, title, value};
use crate::ui::text::{NONE, count};
use ratatui::widgets::Widget;

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
    let mut columns = vec![
        Column::number("id"),
        Column::text("").min(2).max(2),
        Column::text("segment").min(14).max(18).priority(1),
        Column::text("city").min(12).max(18).priority(2),
        Column::text("gender").min(6).max(10).priority(3),
    ];
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
            let label = last.and_then(|s| s.segments.of_customer.get(i).copied().flatten());
            let (mark, segment) = match (last, label) {
                (Some(s), Some(label)) => {
                    let segment = s.segments.list.get(label as usize).map_or("", |s| s.name.as_str());
                    (badge(theme, s, label as usize), segment)
                }
                _ => (Line::from(theme.glyphs.pick("·", ".")), outside(last, features.active[i], i)),
            };
            let mut cells = vec![
                Cell::from(features.customer_ids[i].as_str()),
                Cell::from(mark),
                Cell::from(segment),
                Cell::from(name(&features.city_names, features.city[i])),
                Cell::from(name(&features.gender_names, features.gender[i])),
            ];
            cells.extend(shown.iter().map(|c| Cell::from(plain(&c.name, c.values[i], c.integer))));
            let row = Row::new(cells);
            if features.active[i] { row } else { row.style(theme.dim) }
        })
        .collect();
    Table::new(theme, &columns, &rows).gap(2).cursor(context.focused.then_some(cursor - offset)).render(inner, buf);
}

/// Why a customer is in no segment.
fn outside(segmentation: Option<&Arc<Segmentation>>, active: bool, customer: usize) -> &'static str {
    match segmentation.and_then(|s| s.prepared.matrix.row_of.get(customer)) {
        Some(Some(_)) => "noise",
        Some(None) if active => "missing value",
        _ if active => "",
        _ => "never active",
    }
}

/// One customer's own value: whole numbers without decimals.
fn plain(feature: &str, v: f64, integer: bool) -> String {
    if v.is_nan() {
        NONE.to_owned()
    } else if integer && !is_span(feature) {
        crate::ui::text::number(v, 0)
    } else {
        value(feature, v)
    }
}
