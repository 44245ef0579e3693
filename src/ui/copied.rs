//! What `y` copies: the statements of an open explanation, the names or ids of the marked rows, otherwise the row at the
//! cursor, drawn in enough room that no name is cut.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw;
use super::theme::Theme;
use crate::aggregate::sql::script;
use crate::app::{Model, Overlay, selectors};
use crate::data::filter::Filter;
use crate::digits::counted;

/// Columns and rows with room for all columns of a table.
const ROOMY: (u16, u16) = (400, 60);

/// The statements of the open explanation, the marked rows of the focused panel, a name or id a line, otherwise the row at
/// its cursor; and what is copied, counted.
pub fn chosen(model: &Model, theme: &Theme) -> Option<(String, String)> {
    if let Some(statements) = selectors::explained(model) {
        return Some((script(statements), counted(statements.len() as u64, "statement")));
    }
    let Some(marked) = selectors::marked(model, model.focused()) else {
        return row(model, theme).map(|row| (row, "1 row".to_owned()));
    };
    // Cells are copied as the conditions that open them.
    let names: Vec<String> = if let [rows] = &marked[..] {
        rows.values()
    } else {
        let marks = model.marks.rows.iter().filter(|mark| selectors::is_of(model, model.focused(), mark));
        marks.map(|mark| Filter { conditions: mark.clone() }.to_string()).collect()
    };
    Some((names.join("\n"), format!("{} marked", names.len())))
}

/// The row, bar or cell at the cursor of the focused panel, its columns separated by tabs; `None` where it has none in
/// one line.
pub fn row(model: &Model, theme: &Theme) -> Option<String> {
    let roomy = Model { maximised: true, overlay: Overlay::None, greets: false, size: ROOMY, ..model.clone() };
    let area = Rect::new(0, 0, ROOMY.0, ROOMY.1);
    let mut buf = Buffer::empty(area);
    let zones = draw(&roomy, theme, area, &mut buf);
    let panel = model.focused();
    let place = zones.place(panel, selectors::cursor(model, panel)).filter(|place| place.height == 1)?;
    let text: String = (place.left()..place.right()).map(|x| written(buf[(x, place.y)].symbol())).collect();
    let columns = text.split("  ").map(str::trim).filter(|column| !column.is_empty());
    let columns: Vec<&str> = columns.collect();
    (!columns.is_empty()).then(|| columns.join("\t"))
}

/// A symbol, or a blank for the blocks and dots of bars, which are not text.
fn written(symbol: &str) -> &str {
    if symbol.starts_with(|c| matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}')) { " " } else { symbol }
}
