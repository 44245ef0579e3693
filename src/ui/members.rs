//! Customers that were opened, in place of the screen: those of a box of the scatter, or the misfits of a segment.
//!
//! ```text
//! ╭ 42 customers at PC1 -1.2…-1.1 × PC2 0.3…0.5 ─────────────────── 1 of 42 ╮
//! │   id     segment          silhouette  claims  recency                   │
//! │   17 2■  steady savers          0.31      12      9 d                   │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::charts::{Cell, Column, Row, Table, window};
use super::customer::{lead, lead_columns, plain};
use super::feature::title;
use super::layout;
use super::panels::badge;
use super::text::{NONE, count, number, percent, range};
use super::theme::Theme;
use crate::app::members::{Members, Origin};

/// Draws the list over the whole screen.
pub fn draw(theme: &Theme, open: &Members, area: Rect, buf: &mut Buffer) {
    let [_, _, body, _] = layout::bands(area);
    Clear.render(body, buf);
    buf.set_style(body, theme.text);
    let all = open.customers.len();
    let note = format!("{} of {}", count(open.cursor as u64 + 1), count(all as u64));
    let block = theme.block_with_note(&heading(theme, open), &note, true);
    let frame = block.inner(body);
    block.render(body, buf);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame };

    let columns = columns(open);
    // Only the rows in sight are made: there may be a million.
    let visible = Table::visible_rows(inner.height);
    let offset = window(open.cursor, 0, all, visible);
    let shown = &open.customers[offset.min(all)..all.min(offset + visible)];
    let rows: Vec<Row<'_>> = shown.iter().map(|customer| row(theme, open, *customer as usize)).collect();
    Table::new(theme, &columns, &rows).cursor(Some(open.cursor.saturating_sub(offset))).render(inner, buf);
}

/// What the customers have in common.
fn heading(theme: &Theme, open: &Members) -> String {
    let all = open.customers.len() as u64;
    let customers = format!("{} {}", count(all), if all == 1 { "customer" } else { "customers" });
    match &open.origin {
        Origin::Cell(Some(([x, y], spot))) => {
            let (across, up) = (range(theme.glyphs, spot.x), range(theme.glyphs, spot.y));
            format!("{customers} at {} {across} {} {} {up}", title(x), theme.glyphs.pick('×', 'x'), title(y))
        }
        Origin::Cell(None) => format!("{customers} in one spot of the turned view"),
        Origin::Misfits { label, below, sampled } => {
            let name = open.segmentation.segments.list.get(*label).map_or("", |s| s.name.as_str());
            let sample = if *sampled { " of the sample" } else { "" };
            if *below == 0 {
                return format!("no misfits of {} {name}: its lowest silhouettes{sample}", label + 1);
            }
            let (are, more) = (if *below == 1 { "customer" } else { "customers" }, all > *below as u64);
            let rest = if more { "and the next lowest" } else { "worst first" };
            let below = count(*below as u64);
            format!("misfits of {} {name}: {below} {are}{sample} with silhouette below 0, {rest}", label + 1)
        }
    }
}

/// Id, segment, silhouette, the next best segment of a mixture, and what was clustered by.
fn columns(open: &Members) -> Vec<Column> {
    let clustering = &open.segmentation.clustering;
    let mut columns = lead_columns().to_vec();
    if clustering.silhouette.is_some() {
        columns.push(Column::number("silhouette"));
    }
    if clustering.mixture().is_some() {
        columns.push(Column::number("next best").min(7).priority(2));
    }
    let names = open.segmentation.prepared.matrix.names.iter().enumerate();
    columns.extend(names.map(|(i, name)| Column::number(title(name)).priority(3 + i.min(200) as u8)));
    columns
}

fn row<'a>(theme: &Theme, open: &'a Members, customer: usize) -> Row<'a> {
    let segmentation = &open.segmentation;
    let (features, matrix, clustering) =
        (&segmentation.features, &segmentation.prepared.matrix, &segmentation.clustering);
    let mut cells = lead(theme, features, Some(segmentation), customer).to_vec();
    // Whoever is in a list was clustered.
    let Some(Some(at)) = matrix.row_of.get(customer).map(|row| row.map(|row| row as usize)) else {
        return Row::new(cells);
    };
    if let Some(silhouette) = &clustering.silhouette {
        cells.push(Cell::from(number(silhouette.rows[at], 3)));
    }
    if let Some(mixture) = clustering.mixture() {
        cells.push(match mixture.memberships.get(at).and_then(|m| m.second) {
            Some((label, probability)) => {
                let mut words = badge(theme, segmentation, label as usize);
                words.push_span(Span::raw(format!(" {:>5}", percent(probability, 0))));
                Cell::from(words)
            }
            None => Cell::from(Line::from(NONE)),
        });
    }
    cells.extend(matrix.names.iter().enumerate().map(|(column, name)| {
        // The customer's own value, before any clipping; the matrix knows those that are no column of their own.
        let own = features.columns.iter().find(|c| c.name == *name);
        let (v, integer) = own.map_or((matrix.raw[[at, column]], true), |own| (own.values[customer], own.integer));
        Cell::from(plain(name, v, integer))
    }));
    Row::new(cells)
}
