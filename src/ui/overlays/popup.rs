//! The box of an overlay.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::ui::theme::Theme;
use crate::ui::zones::Zones;

/// A box in the middle, as large as its content if that fits; everything behind it is cleared.
pub fn popup(
    (theme, zones): (&Theme, &Zones),
    title: &str,
    note: &str,
    content: (u16, u16),
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let wide = (content.0 + 4).min(area.width.saturating_sub(4));
    let high = (content.1 + 2).min(area.height.saturating_sub(2));
    let x = area.x + (area.width - wide) / 2;
    let y = area.y + (area.height - high) / 2;
    let frame = Rect { x, y, width: wide, height: high }.intersection(area);
    zones.overlay(frame, area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let block = theme.block_with_note(title, note, true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}
