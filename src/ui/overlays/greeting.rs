//! What one can do, said once: at the first start, until the first key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph, Widget};

use crate::ui::theme::Theme;
use crate::wording::text::width;

const LINES: [&str; 3] = [
    "+ and - change the number of segments, / filters, 1 to 7 open the screens",
    "enter opens what the cursor is on, esc goes back, tab changes the panel",
    ": finds anything by its name, i explains the numbers, ? shows all keys",
];

/// Draws the lines above the footer.
pub fn draw(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let wide = LINES.iter().map(|line| width(line)).max().unwrap_or(0) as u16 + 4;
    let high = LINES.len() as u16 + 2;
    let wide = wide.min(area.width);
    let frame = Rect {
        x: area.x + (area.width - wide) / 2,
        y: area.bottom().saturating_sub(high + 1),
        width: wide,
        height: high,
    };
    let frame = frame.intersection(area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let block = theme.block_with_note("Welcome", "any key closes this", true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    Paragraph::new(LINES.map(Line::raw).to_vec()).render(inner, buf);
}
