//! The two lists of the mapping screen: the files, and the columns of the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use crate::app::state::overlay::mapping::{MappingScreen, Numbers, Side};
use crate::data::{ColumnRole, PartRole};
use crate::ui::charts::{Cell, Column, Row, Table, window};
use crate::ui::theme::Theme;
use crate::wording::text::{NONE, clean, count};

/// Draws both side by side.
pub fn draw(theme: &Theme, screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
    let left = (area.width * 2 / 5).clamp(24.min(area.width), 70);
    let (left, right) = (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area });
    let parts = &screen.understanding.parts;
    let used = parts.iter().filter(|part| part.table.is_some()).count();
    let note = format!("{} of {} used", count(used as u64), count(parts.len() as u64));
    let inner = framed(theme, ("Files", &note), screen.side == Side::Files, left, buf);
    if parts.is_empty() && screen.numbers == Numbers::Looking {
        Paragraph::new("looking at the files").style(theme.dim).render(inner, buf);
    }
    files(theme, screen, inner, buf);
    let Some(part) = screen.part() else {
        framed(theme, ("Columns", ""), false, right, buf);
        return;
    };
    let title = format!("Columns of {}", part.name);
    let table = part.table.map_or("not used", Into::into);
    let inner = framed(theme, (&title, table), screen.side == Side::Columns, right, buf);
    columns(theme, screen, part, inner, buf);
}

/// A box with a title and a note; gives the area inside.
fn framed(theme: &Theme, (title, note): (&str, &str), focused: bool, area: Rect, buf: &mut Buffer) -> Rect {
    let block = theme.block_with_note(title, note, focused);
    let inner = block.inner(area);
    block.render(area, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner)
}

/// The files with their tables.
fn files(theme: &Theme, screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
    let columns = [
        Column::text("    file").min(12),
        Column::text("table").min(8),
        Column::number("rows").priority(1),
        Column::text("why").min(12).grow().priority(2),
    ];
    let row = |part: &PartRole| {
        let style = if part.table.is_some() { theme.strong } else { theme.dim };
        let mark = if part.table.is_some() { "[x] " } else { "[ ] " };
        let table = part.table.map_or(NONE, Into::into);
        Row::new([
            Cell::from(Line::from(vec![Span::styled(mark, style), Span::styled(part.name.clone(), style)])),
            Cell::from(table).style(if part.table.is_some() { theme.accent } else { theme.dim }),
            Cell::from(part.rows.map_or_else(String::new, count)).style(style),
            Cell::from(part.reason.clone()).style(theme.dim),
        ])
    };
    let parts = &screen.understanding.parts;
    list(theme, &columns, parts.iter().map(row), (screen.file, parts.len(), screen.side == Side::Files), area, buf);
}

/// The columns of a file with their roles.
fn columns(theme: &Theme, screen: &MappingScreen, part: &PartRole, area: Rect, buf: &mut Buffer) {
    let columns = [
        Column::text("column").min(10).max(40),
        Column::text("role").min(10),
        Column::text("values").min(8).max(60),
        Column::text("why").min(12).grow().priority(2),
    ];
    let row = |column: &ColumnRole| {
        let style = if column.role.is_some() { theme.strong } else { theme.text };
        Row::new([
            Cell::from(column.name.clone()).style(style),
            Cell::from(column.role.unwrap_or(NONE)).style(if column.role.is_some() { theme.accent } else { theme.dim }),
            Cell::from(clean(&column.samples.join(", ")).into_owned()).style(theme.text),
            Cell::from(column.reason.clone()).style(theme.dim),
        ])
    };
    let place = (screen.column, part.columns.len(), screen.side == Side::Columns);
    list(theme, &columns, part.columns.iter().map(row), place, area, buf);
}

/// The rows around the cursor, which is shown where keys go to the list.
fn list<'a>(
    theme: &Theme,
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
    (cursor, len, focused): (usize, usize, bool),
    area: Rect,
    buf: &mut Buffer,
) {
    let visible = Table::visible_rows(area.height);
    let offset = window(cursor, 0, len, visible);
    let rows: Vec<Row<'_>> = rows.skip(offset).take(visible).collect();
    let cursor = focused.then(|| cursor.saturating_sub(offset));
    Table::new(theme, columns, &rows).gap(if area.width < 60 { 1 } else { 2 }).cursor(cursor).render(area, buf);
}
