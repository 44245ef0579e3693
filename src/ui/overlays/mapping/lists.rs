//! The two lists of the mapping screen: the files, and the columns of the file at the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::popup::frame_around;
use crate::app::Spot;
use crate::app::state::overlay::mapping::{MappingScreen, Side};
use crate::data::{ColumnRole, PartRole};
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::text::{NONE, clean, clip_with, count, width};

/// From this width, a list shows reasons.
const WIDE: u16 = 64;
/// Columns of a box beside its content.
const BORDERS: u16 = 4;
/// The mark before a file.
const MARK: usize = "[x] ".len();

/// Draws both side by side.
pub fn draw((theme, zones): (&Theme, &Zones), screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
    let left = files_width(screen, area.width);
    let (left, right) = (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area });
    let parts = &screen.understanding.parts;
    let used = parts.iter().filter(|part| part.table.is_some()).count();
    let note = format!("{} of {} used", count(used as u64), count(parts.len() as u64));
    let inner = framed(theme, "Files", &note, screen.side == Side::Files, left, buf);
    files((theme, zones), screen, inner, buf);
    let Some(part) = screen.part() else {
        framed(theme, "Columns", "", false, right, buf);
        return;
    };
    let note = part.table.map_or("not used", Into::into);
    let title = format!("Columns of {}", clean(&part.name));
    // The note is dropped before the title.
    let room = usize::from(right.width).saturating_sub(note.len() + 8);
    let title = clip_with(&title, room, theme.glyphs.ellipsis());
    let inner = framed(theme, &title, note, screen.side == Side::Columns, right, buf);
    columns((theme, zones), screen, part, inner, buf);
}

/// As wide as the names of files need, up to a good part of the screen.
pub(super) fn files_width(screen: &MappingScreen, all: u16) -> u16 {
    let parts = &screen.understanding.parts;
    let name = parts.iter().map(|part| width(&clean(&part.name))).max().unwrap_or(0);
    let tables = parts.iter().map(|part| part.table.map_or(0, |table| <&str>::from(table).len())).max().unwrap_or(0);
    let rows = parts.iter().filter_map(|part| part.rows).map(|rows| width(&count(rows)).max(4) + 2).max().unwrap_or(0);
    let needed = (MARK + name + tables + rows + 2).min(usize::from(u16::MAX / 2)) as u16 + BORDERS;
    // A wide screen has room for reasons beside them, and for the meaning of tables below.
    let wanted = if all >= 150 { all * 9 / 20 } else { needed };
    wanted.clamp(24.min(all), (all * 9 / 20).max(24.min(all)))
}

fn has_rows(parts: &[PartRole]) -> bool {
    parts.iter().any(|part| part.rows.is_some())
}

/// A box with a title and a note; returns the area inside.
pub(super) fn framed(theme: &Theme, title: &str, note: &str, focused: bool, area: Rect, buf: &mut Buffer) -> Rect {
    let block = theme.block_with_note(title, note, focused);
    let inner = block.inner(area);
    block.render(area, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner)
}

/// The files with their tables.
fn files((theme, zones): (&Theme, &Zones), screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
    let parts = &screen.understanding.parts;
    let with_rows = has_rows(parts);
    let mut columns = vec![TableColumn::text("    file").min(12), TableColumn::text("table").min(12)];
    if with_rows {
        columns.push(TableColumn::number("rows").priority(1));
    }
    if area.width >= WIDE {
        columns.push(TableColumn::text("why").min(12).grow());
    }
    let row = |part: &PartRole| {
        let style = if part.table.is_some() { theme.strong } else { theme.dim };
        let mark = if part.table.is_some() { "[x] " } else { "[ ] " };
        let table = part.table.map_or(NONE, Into::into);
        let mut cells = vec![
            TableCell::from(Line::from(vec![Span::styled(mark, style), Span::styled(part.name.clone(), style)])),
            TableCell::from(table).style(if part.table.is_some() { theme.accent } else { theme.dim }),
        ];
        if with_rows {
            cells.push(TableCell::from(part.rows.map_or_else(String::new, count)).style(style));
        }
        cells.push(TableCell::from(part.reason.clone()).style(theme.dim));
        Row::new(cells)
    };
    let place = (screen.file, parts.len(), screen.side == Side::Files);
    list((theme, zones), (Side::Files, &columns), parts.iter().map(row), place, area, buf);
}

/// The columns of a file with their roles.
fn columns((theme, zones): (&Theme, &Zones), screen: &MappingScreen, part: &PartRole, area: Rect, buf: &mut Buffer) {
    let mut columns = vec![
        TableColumn::text("column").min(10).max(40),
        TableColumn::text("role").min(18),
        TableColumn::text("values").min(8).max(60),
    ];
    if area.width >= WIDE {
        columns.push(TableColumn::text("why").min(12).grow());
    }
    let row = |column: &ColumnRole| {
        let style = if column.role.is_some() { theme.strong } else { theme.text };
        Row::new([
            TableCell::from(column.name.clone()).style(style),
            TableCell::from(column.role.unwrap_or(NONE)).style(if column.role.is_some() {
                theme.accent
            } else {
                theme.dim
            }),
            TableCell::from(clean(&column.samples.join(", ")).into_owned()).style(theme.text),
            TableCell::from(column.reason.clone()).style(theme.dim),
        ])
    };
    let place = (screen.column, part.columns.len(), screen.side == Side::Columns);
    list((theme, zones), (Side::Columns, &columns), part.columns.iter().map(row), place, area, buf);
}

/// The rows around the cursor, which is shown in the focused list.
fn list<'a>(
    (theme, zones): (&Theme, &Zones),
    (side, columns): (Side, &[TableColumn]),
    rows: impl Iterator<Item = Row<'a>>,
    (cursor, len, focused): (usize, usize, bool),
    area: Rect,
    buf: &mut Buffer,
) {
    let visible = TableWidget::visible_rows(area.height);
    let offset = window(cursor, 0, len, visible);
    let rows: Vec<Row<'_>> = rows.skip(offset).take(visible).collect();
    let cursor = focused.then(|| cursor.saturating_sub(offset));
    let table = TableWidget::new(theme, columns, &rows).gap(if area.width < 60 { 1 } else { 2 }).cursor(cursor);
    let table = table.roomy(area.height);
    for (row, place) in table.places(area) {
        zones.add(place, Spot::Part(side, offset + row));
    }
    table.render(area, buf);
    scroll_bar(theme, (offset, visible, len), frame_around(area), buf);
}
