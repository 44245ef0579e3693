//! The list of customers with segment, city, gender and features: all, or those of a drill-down. Where a sample of the customers is here, all
//! of them come page by page.
//!
//! ```text
//! ╭ Customers  Overview › city:Cairo ───────────────────────────── 3 of 210 ╮
//! │   id  segment            silhouette  claims↓  burnt %  recency  city     │
//! │   17  2■ frequent savers        0.310       12      50%      9 d  Cairo    │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::analysis::{Among, Attribute, ROWS_OF_PAGE};
use crate::app::selectors;
use crate::app::state::trail;
use crate::ui::charts::{Order, Row, TableColumn, TableWidget};
use crate::ui::customer::{cell, cell_of_page, column};
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::wording::text::{clip_with, count, width};

/// Blanks between the list and the plot beside it.
const GAP: u16 = 3;
/// Rows of a list that has room to say why it is not complete.
const LEAST_WITH_WHY: u16 = 5;

/// A row, dimmed for a customer without events.
fn styled<'a>(theme: &Theme, row: Row<'a>, is_active: bool) -> Row<'a> {
    if is_active { row } else { row.style(theme.dim) }
}

/// Where the cursor is among all, from long to short; of a list that comes page by page with the rows that the cursor's page has.
fn notes(
    context: &Context<'_>,
    (cursor, all): (usize, usize),
    everyone: Option<&Result<Among, String>>,
) -> Vec<String> {
    let short = format!("{} of {}", count(cursor as u64 + 1), count(all as u64));
    match everyone {
        None => vec![short],
        Some(Err(_)) => vec![format!("{short} in the sample"), short],
        Some(Ok(_)) => {
            let first = cursor / ROWS_OF_PAGE * ROWS_OF_PAGE;
            let range = |first: usize| {
                let last = (first + ROWS_OF_PAGE).min(all);
                format!("{}-{} of {}", count(first as u64 + 1), count(last as u64), count(all as u64))
            };
            let engine = context.dataset.summary.source.engine.unwrap_or("the engine");
            let pages = &context.model.customer_list.pages;
            let asked = pages.asked.as_ref().map(|_| format!(", asking {engine}"));
            let rows = range(first);
            vec![format!("row {}, {rows}{}", count(cursor as u64 + 1), asked.unwrap_or_default()), rows, short]
        }
    }
}

/// Why the list has only customers of the sample, or lacks a page.
fn why(context: &Context<'_>, all: usize, everyone: Option<&Result<Among, String>>) -> Option<String> {
    if let Err(why) = everyone? {
        return Some(format!("these are customers of the sample: {why}"));
    }
    let (asked, why) = context.model.customer_list.pages.refused.as_ref()?;
    let first = asked.number * ROWS_OF_PAGE;
    let rows = format!("{}-{}", count(first as u64 + 1), count((first + ROWS_OF_PAGE).min(all) as u64));
    Some(format!("rows {rows} did not come: {why}"))
}

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, model, features) = (context.theme, context.model, &context.dataset.features);
    let all = selectors::rows(model, context.panel);
    let cursor = selectors::cursor(model, context.panel);
    let everyone = selectors::among_everyone(model);
    let notes = if all == 0 { vec![String::new()] } else { notes(context, (cursor, all), everyone.as_ref()) };
    let crumbs = trail::crumbs(&model.trail, context.dataset.summary.kind, theme.glyphs.pick("›", ">"));
    let brief = notes.last().map_or(0, |note| width(note));
    let room = usize::from(area.width).saturating_sub(brief + 18);
    let title = format!("Customers  {}", clip_with(&crumbs, room, theme.glyphs.ellipsis()));
    let mut inner = context.frame_with(title.trim_end(), &notes, area, buf);
    if all == 0 {
        return context.say("no customer matches the filter", inner, buf);
    }
    if let Some(why) = why(context, all, everyone.as_ref()).filter(|_| inner.height > LEAST_WITH_WHY) {
        inner.height -= 1;
        let words = clip_with(&why, usize::from(inner.width), theme.glyphs.ellipsis());
        Line::styled(words, theme.warning).render(Rect { y: inner.bottom(), height: 1, ..inner }, buf);
    }
    let everyone = matches!(everyone, Some(Ok(_)));
    let segmentation = selectors::listed_segments(model).map(AsRef::as_ref);
    let listed = selectors::listed_by(model);
    let at = model.customer_list.column.min(listed.len().saturating_sub(1));
    // Only visible rows are built: there may be a million.
    let visible = TableWidget::visible_rows(inner.height);
    let offset = context.first(all, visible);
    let places = offset..all.min(offset + visible);
    let lines = |attributes: &[&Attribute]| -> Vec<Row<'_>> {
        let of_sample = |place: usize| {
            let customer = selectors::listed(model, place)?;
            let cells = attributes.iter().map(|attribute| cell(theme, features, segmentation, customer, attribute));
            Some(styled(theme, Row::new(cells), features.active[customer]))
        };
        let of_page = |place: usize| {
            let Some((page, customer)) = selectors::of_everyone(model, place) else {
                return Row::new([theme.glyphs.ellipsis().to_string()]).style(theme.dim);
            };
            let of = (page, customer);
            let cells = attributes.iter().map(|attribute| cell_of_page(theme, features, segmentation, of, attribute));
            styled(theme, Row::new(cells), customer.is_active)
        };
        if everyone { places.clone().map(of_page).collect() } else { places.clone().filter_map(of_sample).collect() }
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
                let of_sample = || Some(*segmentation.segments.of_customer.get(customer?)?.as_ref()? as usize);
                let of_page = || selectors::of_everyone(model, cursor)?.1.segment.ok();
                let segment = if everyone { of_page() } else { of_sample() };
                let place = Rect { x: spare.x + GAP, width: spare.width - GAP, ..spare };
                picture::draw(theme, segmentation, (segment, customer), place, buf);
            }
            return;
        }
        first += 1;
    }
}
