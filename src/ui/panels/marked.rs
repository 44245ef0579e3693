//! The marks of rows, drawn over any panel: in the blank before a row, or at the first cell of what has none.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::context::Context;
use crate::app::panel::{Lists, Panel};
use crate::app::selectors;

/// Most columns of a cell of a grid.
const CELL: u16 = 7;

pub fn draw(context: &Context<'_>, buf: &mut Buffer) {
    let (model, panel) = (context.model, context.panel);
    // The cells of customer flow have marks of their own, and the curve of a cohort is that of one row of the triangle.
    if panel == Panel::Profiles && model.shows_flow() || panel.lists() == Lists::CohortMonths {
        return;
    }
    let mut of_columns = BTreeMap::new();
    let mut above = None;
    let places = context.zones.rows_of(panel);
    // The first cell of a row has its name too.
    let of_cell = places.iter().map(|(.., place)| place.width).min().unwrap_or(0);
    let has_cells = matches!(panel.lists(), Lists::PlaceMonths | Lists::Weekdays);
    for (row, column, mut place) in places {
        if has_cells {
            place = Rect { x: place.right() - of_cell, width: of_cell, ..place };
        }
        let column = column.filter(|_| panel.lists() == Lists::PlaceMonths);
        let is_marked = of_columns.entry(column).or_insert_with(|| selectors::is_marked(model, panel, column));
        // A row of another heat map is noted cell by cell.
        if column.is_none() && above == Some((row, place.y)) || !is_marked(row) {
            continue;
        }
        above = Some((row, place.y));
        // In a grid the blank before a cell is another's.
        let is_cell = place.width <= CELL && buf[(place.x, place.y)].symbol() == " ";
        let before = place.x.saturating_sub(1);
        let is_blank = before > context.place.x && buf[(before, place.y)].symbol() == " ";
        let x = if is_blank && !is_cell { before } else { place.x };
        let mark = context.theme.glyphs.pick("✓", "*");
        buf.set_string(x, place.y, mark, context.theme.accent.add_modifier(Modifier::BOLD));
    }
}
