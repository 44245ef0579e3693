//! The box of an overlay.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph, Widget};

use crate::ui::charts::scroll_bar;
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

/// A box with a text, scrolled by some rows but not beyond its end; the bar at the border says how far.
pub fn text_popup(
    of: (&Theme, &Zones),
    title: &str,
    note: &str,
    (columns, lines): (u16, Vec<Line<'_>>),
    scroll: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let rows = lines.len();
    let inner = popup(of, title, note, (columns, rows.min(usize::from(u16::MAX)) as u16), area, buf);
    let visible = usize::from(inner.height);
    let first = scroll.min(rows.saturating_sub(visible));
    Paragraph::new(lines).scroll((first as u16, 0)).render(inner, buf);
    scroll_bar(of.0, (first, visible, rows), frame_around(inner), buf);
}

/// The frame around an area that is a blank away from its sides.
pub fn frame_around(inner: Rect) -> Rect {
    Rect {
        x: inner.x.saturating_sub(2),
        y: inner.y.saturating_sub(1),
        width: inner.width + 4,
        height: inner.height + 2,
    }
}
