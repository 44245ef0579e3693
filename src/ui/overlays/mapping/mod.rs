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
//!  When  no role
//! ```

mod lists;
mod roles;
mod saving;
mod summary;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use crate::app::state::overlay::mapping::{MappingScreen, Side, Task};
use crate::ui::layout;
use crate::ui::theme::Theme;
use crate::wording::roles::{of_column, of_table};
use crate::wording::text::clean;

/// Rows for what the cursor is on.
const DETAIL: u16 = 3;

/// Draws it over the tabs and the body.
pub fn draw(theme: &Theme, screen: &MappingScreen, area: Rect, buf: &mut Buffer) {
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
    lists::draw(theme, screen, lists, buf);
    let last = Rect { y: lists.bottom(), height: detail_rows, ..inner }.intersection(inner);
    detail(theme, screen).render(last, buf);
    match &screen.task {
        Task::Look => {}
        Task::Choose(list) => roles::draw(theme, screen, list, frame, buf),
        Task::Save(saving) => saving::draw(theme, saving, frame, buf),
    }
}

/// What the cursor is on, or what came of writing the mapping.
fn detail<'a>(theme: &Theme, screen: &'a MappingScreen) -> Paragraph<'a> {
    if let Some(said) = &screen.said {
        return Paragraph::new(Line::styled(clean(said), theme.good)).wrap(Wrap { trim: true });
    }
    let Some(part) = screen.part() else { return Paragraph::default() };
    let named = |name: &'a str, role: &'static str, meaning: &'static str| {
        let role = if role.is_empty() { Span::styled("  no role", theme.dim) } else { Span::styled(format!("  {role}"), theme.accent) };
        let meaning = if meaning.is_empty() { String::new() } else { format!(": {meaning}") };
        Line::from(vec![Span::styled(clean(name), theme.strong), role, Span::styled(meaning, theme.dim)])
    };
    let why = |reason: &'a str| Line::styled(clean(reason), theme.text);
    let lines = match (screen.side, screen.column()) {
        (Side::Columns, Some(column)) => {
            let role = column.role.unwrap_or_default();
            let meaning = part.table.map_or("", |table| of_column(table, role));
            let values = format!("values: {}", column.samples.join(", "));
            let values = if column.samples.is_empty() { "no values in the first rows".to_owned() } else { values };
            vec![named(&column.name, role, meaning), why(&column.reason), Line::styled(clean(&values).into_owned(), theme.dim)]
        }
        _ => {
            let role = part.table.map_or("", Into::into);
            vec![named(&part.label, role, part.table.map_or("", of_table)), why(&part.reason)]
        }
    };
    Paragraph::new(lines)
}
