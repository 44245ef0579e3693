//! The list of roles that a file or column can have.
//!
//! ```text
//! ╭ Role of InvoiceDate ─────────────────────────────────── enter takes it ╮
//! │ transaction_date  needed  when it happened                             │
//! │ burn_date                 when the coupon was used        now UsedAt   │
//! │ no role                   the column is not used                       │
//! ╰────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::popup::{frame_around, popup};
use crate::app::state::overlay::mapping::{Choosing, MappingScreen, Role, RoleOf, Side};
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::roles::{of_column, of_table};

/// Columns of the window.
const WIDEST: u16 = 84;

/// Draws the list in the middle.
pub fn draw((theme, zones): (&Theme, &Zones), screen: &MappingScreen, list: &Choosing, area: Rect, buf: &mut Buffer) {
    let name = match screen.side {
        Side::Files => screen.part().map(|part| part.name.as_str()),
        Side::Columns => screen.column().map(|column| column.name.as_str()),
    };
    let title = format!("Role of {}", name.unwrap_or_default());
    let inner = popup((theme, zones), &title, "enter takes it", (WIDEST, list.roles.len() as u16), area, buf);
    let visible = usize::from(inner.height);
    let offset = window(list.cursor, 0, list.roles.len(), visible);
    let rows: Vec<Row<'_>> = list.roles.iter().skip(offset).take(visible).map(|role| row(theme, role)).collect();
    let columns = columns();
    let cursor = Some(list.cursor.saturating_sub(offset));
    let table = TableWidget::new(theme, &columns, &rows).without_header().cursor(cursor);
    zones.entries(table.places(inner).map(|(row, place)| (offset + row, place)));
    table.render(inner, buf);
    scroll_bar(theme, (offset, visible, list.roles.len()), frame_around(inner), buf);
}

/// Name, whether it is needed, what it means, and what has it.
pub(super) fn columns() -> [TableColumn; 4] {
    [
        TableColumn::text("role").min(12),
        TableColumn::text("needed").min(6),
        TableColumn::text("meaning").min(30),
        TableColumn::text("now").min(8).priority(1),
    ]
}

/// A role in those columns.
pub(super) fn row<'a>(theme: &Theme, role: &'a Role) -> Row<'a> {
    let (name, meaning): (&'static str, &'static str) = match role.of {
        RoleOf::File(Some(table)) => (table.into(), of_table(table)),
        RoleOf::File(None) => ("not used", "the file is left out"),
        RoleOf::Column(table, Some(column)) => (column, of_column(table, column)),
        RoleOf::Column(_, None) => ("no role", "the column is left out"),
    };
    let needed = match (role.needed, role.holder.is_some()) {
        (true, false) => Span::styled("needed", theme.warning),
        (true, true) => Span::styled("needed", theme.dim),
        (false, _) => Span::raw(""),
    };
    let now = role.holder.as_ref().map_or_else(String::new, |holder| format!("now {holder}"));
    Row::new([
        TableCell::from(Line::styled(name, theme.strong)),
        TableCell::from(needed),
        TableCell::from(Line::styled(meaning, theme.text)),
        TableCell::from(now).style(theme.dim),
    ])
}
