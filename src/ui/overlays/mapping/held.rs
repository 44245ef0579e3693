//! Which roles are taken and which are missing, below the two lists where they leave room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::lists::framed;
use super::roles::{columns, row};
use crate::app::selectors;
use crate::app::state::overlay::mapping::{MappingScreen, Role};
use crate::ui::charts::{Row, TableWidget};
use crate::ui::theme::Theme;
use crate::wording::text::{clean, clip_with, count};

/// Rows of a box beside its entries: two borders and the head of the table.
pub const AROUND: u16 = 3;

/// The area for the two lists, and that for the roles below: empty if not every role has a row there.
pub fn split(screen: &MappingScreen, area: Rect) -> [Rect; 2] {
    let parts = screen.understanding.parts.len().max(screen.part().map_or(0, |part| part.columns.len()));
    let held = selectors::held_roles(screen).iter().map(Vec::len).max().unwrap_or(0);
    let [lists, below] = [parts, held].map(|rows| rows.min(usize::from(u16::MAX / 4)) as u16 + AROUND);
    if lists + below > area.height {
        return [area, Rect { y: area.bottom(), height: 0, ..area }];
    }
    // Both get their part of what is left over.
    let spare = u32::from(area.height - lists - below);
    let more = (spare * u32::from(lists) / u32::from(lists + below)) as u16;
    let lists = Rect { height: lists + more, ..area };
    [lists, Rect { y: lists.bottom(), height: area.height - lists.height, ..area }]
}

/// Draws the tables below the files, and the roles of columns below those; `left` is the width of the list of files.
pub fn draw(theme: &Theme, screen: &MappingScreen, left: u16, area: Rect, buf: &mut Buffer) {
    if area.height <= AROUND {
        return;
    }
    let [tables, roles] = selectors::held_roles(screen);
    let [tables_in, roles_in] =
        [Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area }];
    list(theme, "Tables", &tables, tables_in, buf);
    // No file is chosen while they are being read.
    let title = screen
        .part()
        .map_or_else(|| "Roles for columns".to_owned(), |part| format!("Roles for columns of {}", clean(&part.name)));
    let title = clip_with(&title, usize::from(roles_in.width).saturating_sub(20), theme.glyphs.ellipsis());
    list(theme, &title, &roles, roles_in, buf);
}

/// A box of roles that says how many are taken.
fn list(theme: &Theme, title: &str, roles: &[Role], area: Rect, buf: &mut Buffer) {
    let taken = roles.iter().filter(|role| role.holder.is_some()).count();
    let note = format!("{} of {} taken", count(taken as u64), count(roles.len() as u64));
    let inner = framed(theme, title, if roles.is_empty() { "not used" } else { &note }, false, area, buf);
    let rows: Vec<Row<'_>> = roles.iter().map(|role| row(theme, role)).collect();
    let columns = columns();
    TableWidget::new(theme, &columns, &rows).roomy(inner.height).render(inner, buf);
}
