//! The mapping screen: what each file and column is, what is missing, and what the data comes to.
//!
//! ```text
//!  Missing: orders.csv has no transaction_date. Give a column this role
//!  K kind  purchases, from the columns   D dates  as found   , decimals  as found
//! ╭ Files  1 of 2 used ────────╮╭ Columns of orders.csv  transactions ────────────╮
//! │     file       table  rows ││ column       role              values           │
//! │ [x] orders.csv trans… 9,120││ InvoiceNo    transaction_id    536365, 536366   │
//! │ [ ] notes.csv  -         12││ When         -                 2010-12-01       │
//! ╰────────────────────────────╯╰─────────────────────────────────────────────────╯
//! ╭ Tables  1 of 6 taken ──────╮╭ Roles for columns of orders.csv  1 of 12 taken ─╮
//! │ transactions  one row per  ││ transaction_date  needed  when it happened      │
//! ╰────────────────────────────╯╰─────────────────────────────────────────────────╯
//!  When  no role
//! ```

mod held;
mod lists;
mod roles;
mod saving;
mod summary;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use crate::app::state::overlay::mapping::{MappingScreen, Side, Task};
use crate::ui::charts::{Row, TableColumn, TableWidget};
use crate::ui::layout;
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::roles::{of_column, of_table};
use crate::wording::text::clean;

/// Rows for the description of the row at the cursor.
const DETAIL: u16 = 3;

/// Draws it over the tabs and the body.
pub fn draw((theme, zones): (&Theme, &Zones), screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
    let [_, tabs, body, _] = layout::bands(area);
    let frame = tabs.union(body).intersection(area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame };
    let top = summary::lines(theme, screen, usize::from(inner.width));
    let high = top.len() as u16;
    Paragraph::new(top).render(Rect { height: high, ..inner }.intersection(inner), buf);
    let below = Rect { y: frame.y + high, height: frame.height.saturating_sub(high), ..frame }.intersection(frame);
    let detail_rows = DETAIL.min(below.height / 4);
    let lists = Rect { height: below.height - detail_rows, ..below };
    let [upper, lower] = held::split(screen, lists);
    lists::draw((theme, zones), screen, upper, buf);
    held::draw(theme, screen, lists::files_width(screen, lists.width), lower, buf);
    let last = Rect { y: lists.bottom(), height: detail_rows, ..inner }.intersection(inner);
    detail(theme, screen, last, buf);
    match &screen.task {
        Task::Look => {}
        Task::Choose(list) => roles::draw((theme, zones), screen, list, frame, buf),
        Task::Save(saving) => saving::draw((theme, zones), saving, frame, buf),
    }
}

/// The row at the cursor, or the result of writing the mapping.
fn detail(theme: &Theme, screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
    if let Some(said) = &screen.said {
        let words = Paragraph::new(Line::styled(clean(said), theme.good)).wrap(Wrap { trim: true });
        return words.render(area, buf);
    }
    let Some(part) = screen.part() else { return };
    let column = screen.column().filter(|_| screen.side == Side::Columns);
    let lines = if let Some(column) = column {
        let role = column.role.map(|role| (role, part.table.map_or("", |table| of_column(table, role))));
        let values = match column.samples.as_slice() {
            [] => "no values in the first rows".to_owned(),
            samples => format!("values: {}", samples.join(", ")),
        };
        [titled(theme, &column.name, role, "no role"), column.reason.clone().into(), values.into()]
    } else {
        let role = part.table.map(|table| (table.into(), of_table(table)));
        let path = if part.label == part.name { String::new() } else { part.label.clone() };
        [titled(theme, &part.name, role, "not used"), part.reason.clone().into(), path.into()]
    };
    let [title, why, more] = lines;
    let lines = [title, why.style(theme.text), more.style(theme.dim)].into_iter().filter(|line| line.width() > 0);
    let rows: Vec<Row<'_>> = lines.map(|line| Row::new([line])).collect();
    TableWidget::new(theme, &[TableColumn::text("")], &rows).without_header().render(area, buf);
}

/// The name, its role and the meaning of the role.
fn titled<'a>(
    theme: &Theme,
    name: &'a str,
    role: Option<(&'static str, &'static str)>,
    none: &'static str,
) -> Line<'a> {
    let mut line = Line::from(Span::styled(name, theme.strong));
    match role {
        Some((role, meaning)) => {
            line.push_span(Span::styled(format!("  {role}"), theme.accent));
            let colon = if meaning.is_empty() { "" } else { ": " };
            line.push_span(Span::styled(format!("{colon}{meaning}"), theme.dim));
        }
        None => line.push_span(Span::styled(format!("  {none}"), theme.dim)),
    }
    line
}
