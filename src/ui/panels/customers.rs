//! The list of customers with segment, city, gender and features: all, or those of a drill-down.
//!
//! ```text
//! ╭ Customers  Overview › city:Cairo ───────────────────────────── 3 of 210 ╮
//! │   id  segment            silhouette  claims↓  burnt %  recency  city     │
//! │   17  2■ frequent savers        0.310       12      50%      9 d  Cairo    │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::analysis::Attribute;
use crate::app::selectors;
use crate::app::state::trail;
use crate::ui::charts::{Order, Row, TableColumn, TableWidget};
use crate::ui::customer::{cell, column};
use crate::ui::picture;
use crate::wording::text::{clip_with, count, width};

/// Blanks between the list and the plot beside it.
const GAP: u16 = 3;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, model, features) = (context.theme, context.model, &context.dataset.features);
    let all = selectors::rows(model, context.panel);
    let cursor = selectors::cursor(model, context.panel);
    let note = if all == 0 { String::new() } else { format!("{} of {}", count(cursor as u64 + 1), count(all as u64)) };
    let crumbs = trail::crumbs(&model.trail, context.dataset.summary.kind, theme.glyphs.pick("›", ">"));
    let room = usize::from(area.width).saturating_sub(width(&note) + 18);
    let title = format!("Customers  {}", clip_with(&crumbs, room, theme.glyphs.ellipsis()));
    let inner = context.frame(title.trim_end(), &note, area, buf);
    if all == 0 {
        return context.say("no customer matches the filter", inner, buf);
    }
    let segmentation = selectors::listed_segments(model).map(AsRef::as_ref);
    let listed = selectors::listed_by(model);
    let at = model.customer_list.column.min(listed.len().saturating_sub(1));
    // Only visible rows are built: there may be a million.
    let visible = TableWidget::visible_rows(inner.height);
    let offset = context.first(all, visible);
    let customers: Vec<usize> =
        (offset..all.min(offset + visible)).filter_map(|place| selectors::listed(model, place)).collect();
    let lines = |attributes: &[&Attribute]| -> Vec<Row<'_>> {
        let row = |customer: &usize| {
            let cells = attributes.iter().map(|attribute| cell(theme, features, segmentation, *customer, attribute));
            let row = Row::new(cells);
            if features.active[*customer] { row } else { row.style(theme.dim) }
        };
        customers.iter().map(row).collect()
    };
    // The id stays; the others are scrolled so that the column of the cursor is visible.
    let mut first = at.saturating_sub(usize::from(inner.width / 3)).max(1);
    loop {
        // No more columns than can fit: there may be thousands.
        let shown: Vec<&Attribute> =
            listed.iter().take(1).chain(listed.iter().skip(first)).take(usize::from(inner.width / 3) + 2).collect();
        let place = if at == 0 { 0 } else { (at + 1).saturating_sub(first) };
        let columns: Vec<TableColumn> = shown
            .iter()
            .enumerate()
            .map(|(i, attribute)| {
                let column = column(attribute, features.place).priority(i.min(250) as u8);
                let column = if context.focused && i == place { column.current() } else { column };
                match &model.customer_list.sort {
                    Some((by, true)) if by == *attribute => column.sorted(Order::Descending),
                    Some((by, false)) if by == *attribute => column.sorted(Order::Ascending),
                    _ => column,
                }
            })
            .collect();
        let rows = lines(&shown);
        let table = TableWidget::new(theme, &columns, &rows).gap(2).cursor(context.focused.then_some(cursor - offset));
        if place < table.fitting(inner.width) || first >= at {
            context.rows(table.places(inner).map(|(row, place)| (offset + row, place)));
            context.heads(table.heads(inner), |head| Some(if head == 0 { 0 } else { first + head - 1 }));
            let used = table.heads(inner).map(|(_, head)| head.right() - inner.x).max().unwrap_or(0);
            table.render(inner, buf);
            // What the columns leave shows where the customer at the cursor is.
            let spare = Rect { x: inner.x + used, width: inner.width - used, ..inner };
            if let Some(segmentation) = segmentation.filter(|_| spare.width >= picture::LEAST.0 + GAP) {
                let customer = selectors::listed(model, cursor);
                let segment = customer
                    .and_then(|customer| *segmentation.segments.of_customer.get(customer)?)
                    .map(|of| of as usize);
                let place = Rect { x: spare.x + GAP, width: spare.width - GAP, ..spare };
                picture::draw(theme, segmentation, (segment, customer), place, buf);
            }
            return;
        }
        first += 1;
    }
}
