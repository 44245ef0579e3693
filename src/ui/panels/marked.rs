//! The marks of rows, drawn over any panel: in the blank before a row, or at the first cell of what has none.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::context::Context;
use crate::app::selectors;

/// Most columns of a cell of a grid.
const CELL: u16 = 7;

pub fn draw(context: &Context<'_>, buf: &mut Buffer) {
    let is_marked = selectors::is_marked(context.model, context.panel);
    let mut above = None;
    for (row, place) in context.zones.rows_of(context.panel) {
        // A row of a heat map is noted cell by cell.
        if above == Some((row, place.y)) || !is_marked(row) {
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
