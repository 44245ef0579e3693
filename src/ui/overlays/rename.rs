//! The name of a segment, being typed.
//!
//! ```text
//! ╭ Name of segment 2 ─────────────────────────────────── by rule: new customers ╮
//! │ Welcome these▏                                                               │
//! │ up to 24 characters; empty: the generated name               │
//! ╰──────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::prompt::text;
use crate::app::state::overlay::rename::Rename;
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::text::{clean, clip_with};

/// Rows of the field with its frame.
const HEIGHT: u16 = 4;

/// Draws the field above the footer.
pub fn draw((theme, zones): (&Theme, &Zones), open: &Rename, area: Rect, buf: &mut Buffer) {
    let height = HEIGHT.min(area.height.saturating_sub(1));
    let frame = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area }.intersection(area);
    zones.overlay(frame, area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let note = format!("generated: {}", clean(&open.rule));
    let block = theme.block_with_note(&format!("Name of segment {}", open.id), &note, true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner);
    let columns = usize::from(inner.width);
    let hint = match &open.error {
        Some(why) => Line::styled(clip_with(why, columns, theme.glyphs.ellipsis()).into_owned(), theme.error),
        None => Line::styled("up to 24 characters; empty: the generated name", theme.dim),
    };
    for (row, line) in (0..).zip([text(theme, &open.field, columns), hint]) {
        line.render(Rect { y: inner.y + row, height: 1, ..inner }.intersection(inner), buf);
    }
}
