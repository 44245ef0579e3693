//! The rows behind a finding, as the file has them, in place of the screen.
//!
//! ```text
//! ╭ orphan_key  transactions.branch_id ──────────────────────── 3 of 12 rows ╮
//! │  row  branch_id  customer_id  transaction_date  transaction_status       │
//! │   17  99         12           2024-03-01        burnt                    │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use super::record;
use crate::app::state::overlay::rows::{OpenRows, RowsState};
use crate::app::{Action, Model, keymap};
use crate::data::RawRows;
use crate::ui::charts::{Align, Row, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::layout;
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::wording::text::{clean, count, counted, wrapped};

/// Draws the rows over the whole screen.
pub fn draw((model, theme): (&Model, &Theme), open: &OpenRows, area: Rect, buf: &mut Buffer) {
    let finding = &open.finding;
    let place = finding.column.as_ref().map_or(finding.table.to_string(), |c| format!("{}.{c}", finding.table));
    let title = format!("{}  {}", finding.check, clean(&place));
    let note = match open.ready() {
        Some(rows) if (rows.rows.len() as u64) < finding.rows => {
            format!("{} of {} rows", count(rows.rows.len() as u64), count(finding.rows))
        }
        _ => counted(finding.rows, "row"),
    };
    let [_, _, body, _] = layout::bands(area);
    Clear.render(body, buf);
    buf.set_style(body, theme.text);
    let block = theme.block_with_note(&title, &note, true);
    let frame = block.inner(body);
    block.render(body, buf);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame };
    let say = |words: &str, buf: &mut Buffer| {
        Paragraph::new(clean(words)).style(theme.dim).wrap(Wrap { trim: true }).render(inner, buf);
    };
    match &open.rows {
        RowsState::Reading => say("reading the rows from the file", buf),
        RowsState::Failed(why) => say(why, buf),
        RowsState::Ready(rows) if rows.rows.is_empty() => {
            let reload = keymap::pressed(&model.own_keys, Action::Reload);
            say(&format!("the rows are no longer in the file; {reload} reloads it"), buf);
        }
        RowsState::Ready(rows) => {
            let visible = TableWidget::visible_rows(inner.height);
            let offset = window(open.cursor, 0, rows.rows.len(), visible);
            table(theme, open, rows, (offset, visible), inner, buf);
            scroll_bar(theme, (offset, visible, rows.rows.len()), body, buf);
            let rest = picture::below(inner, rows.rows.len().min(visible) as u16 + 1);
            row_at_cursor(theme, open, rows, rest, buf);
        }
    }
}

/// What the check means, and all values of the row at the cursor, if the table leaves room for them.
fn row_at_cursor(theme: &Theme, open: &OpenRows, raw: &RawRows, area: Rect, buf: &mut Buffer) {
    let meaning = wrapped(open.finding.check.meaning(), usize::from(area.width));
    let values = picture::below(area, meaning.len() as u16 + 1);
    let Some((number, cells)) = raw.rows.get(open.cursor).filter(|_| values.height > 2) else { return };
    for (words, y) in meaning.into_iter().zip(area.top()..) {
        Line::styled(words, theme.dim).render(Rect { y, height: 1, ..area }, buf);
    }
    let title = Rect { y: values.y - 1, height: 1, ..area };
    Line::styled(format!("row {}", place(raw, *number)), theme.header).render(title, buf);
    let named = cells.iter().enumerate().map(|(at, value)| (raw_title(raw, at), clean(value).into_owned()));
    record::draw(theme, &named.collect::<Vec<_>>(), values, buf);
}

/// The name of a column of the file; its position if it has none.
fn raw_title(raw: &RawRows, at: usize) -> String {
    raw.header.get(at).map_or_else(|| format!("({})", at + 1), |name| clean(name).into_owned())
}

/// Where a row is: its number, with the file if there are several.
fn place(raw: &RawRows, number: u32) -> String {
    match raw.places.of(u64::from(number)) {
        (Some(file), number) => format!("{} {number}", clean(file)),
        (None, number) => number.to_string(),
    }
}

/// The row number, the column at fault, then the others from the first visible one.
fn table(
    theme: &Theme,
    open: &OpenRows,
    raw: &RawRows,
    (offset, visible): (usize, usize),
    area: Rect,
    buf: &mut Buffer,
) {
    let fault = open.finding.column.as_deref().and_then(|name| {
        raw.known.iter().position(|known| *known == Some(name)).or_else(|| raw.header.iter().position(|h| h == name))
    });
    let widest = raw.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).max(raw.header.len());
    let others = (0..widest).filter(|at| Some(*at) != fault).skip(open.left).take(usize::from(area.width));
    let shown: Vec<usize> = fault.into_iter().chain(others).collect();
    let mut columns = vec![TableColumn::number("row")];
    columns.extend(shown.iter().enumerate().map(|(i, at)| {
        TableColumn::number(&raw_title(raw, *at)).align(Align::Left).max(40).priority(i.min(250) as u8)
    }));
    let rows: Vec<Row<'_>> = raw
        .rows
        .iter()
        .skip(offset)
        .take(visible)
        .map(|(number, cells)| {
            let mut row = vec![TableCell::from(place(raw, *number))];
            row.extend(shown.iter().map(|at| {
                let text = cells.get(*at).map_or("", String::as_str);
                if Some(*at) == fault {
                    TableCell::from(Span::styled(clean(text).into_owned(), theme.warning))
                } else {
                    TableCell::from(clean(text).into_owned())
                }
            }));
            Row::new(row)
        })
        .collect();
    TableWidget::new(theme, &columns, &rows).cursor(Some(open.cursor.saturating_sub(offset))).render(area, buf);
}
